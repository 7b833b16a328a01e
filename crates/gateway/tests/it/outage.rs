//! Redis that is frozen, gone and back: nobody is refused for it, nobody waits long, and the sums are right afterwards.
