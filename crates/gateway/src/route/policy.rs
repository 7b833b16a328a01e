//! What follows from a class of failure: who is asked next, and what the breaker learns. One row a class.

use domain::log::Class;

/// Which breaker a failure counts for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// The account or its host is at fault: every model.
    Provider,
    /// Perhaps only this model.
    Model,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Policy {
    /// The same provider may do better in a moment.
    pub again: bool,
    /// Another provider may do better.
    pub switch: bool,
    /// The provider's next endpoint may do better.
    pub endpoint: bool,
    pub counts: Option<Scope>,
    /// Of several providers' answers the client gets the one that says most to it: the smallest.
    pub rank: u8,
}

/// What an attempt costs does not hang on its class: before the first content nothing is billed, after it what was seen.
#[rustfmt::skip]
pub(crate) fn policy(class: Class) -> Policy {
    use Scope::{Model, Provider};
    let row = |again, switch, endpoint, counts, rank| Policy { again, switch, endpoint, counts, rank };
    match class {
        //                                    again  switch endpoint counts          rank
        Class::ClientFault       => row(false, false, false, None,           0),
        // Somebody who left is owed nothing.
        Class::ClientLeft        => row(false, false, false, None,           0),
        Class::RateLimited       => row(true,  true,  false, Some(Model),    1),
        Class::Overloaded        => row(true,  true,  false, Some(Model),    1),
        Class::ServerError       => row(true,  true,  false, Some(Model),    2),
        Class::FalseSuccess      => row(true,  true,  false, Some(Model),    3),
        Class::Empty             => row(true,  true,  false, Some(Model),    3),
        Class::Truncated         => row(true,  true,  false, Some(Model),    3),
        Class::Unreachable       => row(true,  true,  true,  Some(Provider), 3),
        Class::BrokeOff          => row(true,  true,  true,  Some(Provider), 3),
        // It has cost its time already.
        Class::ConnectTimeout    => row(false, true,  true,  Some(Provider), 3),
        Class::FirstByteTimeout  => row(false, true,  true,  Some(Provider), 3),
        Class::IdleTimeout       => row(false, true,  false, Some(Model),    3),
        Class::TotalTimeout      => row(false, true,  false, Some(Model),    3),
        Class::ModelMissing      => row(false, true,  false, Some(Model),    4),
        Class::NotFound          => row(false, true,  false, None,           4),
        Class::Quota             => row(false, true,  false, Some(Provider), 5),
        Class::Auth              => row(false, true,  false, Some(Provider), 6),
    }
}

/// Failures of the network, which the hub may be told not to count.
pub(crate) fn is_network(class: Class) -> bool {
    matches!(class, Class::Unreachable | Class::BrokeOff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_consistent() {
        for class in Class::ALL {
            let policy = policy(class);
            assert!(policy.switch || !policy.again && !policy.endpoint, "{class:?}");
        }
        assert_eq!(policy(Class::ClientFault).counts, None);
    }
}
