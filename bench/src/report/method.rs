//! What was measured, and how.

use crate::options::Options;
use crate::part::Findings;
use crate::part::soak::Soaked;
use crate::target::SESSION_TTL;
use std::fmt::{Result, Write};

pub(super) fn write(into: &mut String, options: &Options, found: &Findings) -> Result {
    writeln!(into, "\n## How\n")?;
    let seconds = options.seconds;
    let lines = [
        "Everybody stands before the same vendor: `mockvendor`, on this machine, which answers at once. *direct* is the vendor \
         by itself; nginx is a plain reverse proxy with `worker_processes auto`, without a log; *relay alone* is the hub's data \
         plane without console, database and Redis. Those that ask, the vendor and whoever is measured share the processors."
            .to_owned(),
        "The hub has everything on: a key and a user with limits on requests, tokens, sessions and money, sticky sessions, the \
         log, costs. Portkey and LiteLLM are told where to go and keep neither log nor limits. Portkey runs on \
         an older `@hono/node-server` than npm would choose, with which its streams fail."
            .to_owned(),
        format!(
            "Every request has a body and a session of its own. So that as many sessions are kept as people would have, and \
             not those of minutes of load, the hub has `SESSION_TTL={SESSION_TTL}`; everything else is as it comes."
        ),
        format!(
            "Each figure is of {seconds} s after a quarter of that to get warm; who is slower than that is waited for. \
             *N at once*: N clients, each asks again when it has its answer. *N a second*: requests are due at fixed times, each \
             by a new connection, and waited for from when they were due. A stream without its end has failed, and so has a \
             status other than 200; where nothing failed, the vendor's own count equals that of those who asked, or the run ends."
        ),
"CPU is the time that the measured process and those that it started spend on the processors, by the kernel's account, \
         from the first request until they rest again, warm-up and what is put off (the log, the ledger) included, for each answer; \
         PostgreSQL's and Redis's own is not in it. Memory is proportional set size (Pss) of the same processes, where nothing \
         else is said. *Added*: less what the vendor takes by itself."
            .to_owned(),
        "PostgreSQL runs with `fsync` and `synchronous_commit` off, Redis without a file: what is measured is the hub."
            .to_owned(),
    ];
    lines.iter().try_for_each(|line| writeln!(into, "- {line}"))?;
    if found.soak.as_ref().is_some_and(Soaked::is_short) {
        writeln!(into, "- The long streams were short of the ten minutes that their aim is for.")?;
    }
    Ok(())
}
