//! Asking. Closed loop: so many clients, each asks again when it has its answer. Open loop: requests are due at fixed times,
//! whatever became of those before, and waited for from when they were due: a target that stalls is seen to stall.
//! An answer counts when it comes after the warm-up, also when it comes late: whoever is slow is measured for longer.

use crate::connection::Connection;
use crate::figures::{Figures, record};
use crate::question::Question;
use crate::target::Target;
use crate::watch::Watch;
use anyhow::Result;
use std::fmt;
use std::rc::Rc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// No answer takes longer; one that does has failed.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    /// Clients at once.
    Closed(usize),
    /// Clients at once, and requests a second of all of them.
    Paced(usize, f64),
    /// Requests a second, each by a connection of its own.
    Open(f64),
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed(clients) => write!(f, "{clients} at once"),
            Self::Paced(clients, rate) => write!(f, "{rate:.0} a second by {clients}"),
            Self::Open(rate) => write!(f, "{rate} a second"),
        }
    }
}

/// Until all that is asked before `until` is answered. Runs inside a `LocalSet`.
pub(crate) async fn run(target: &Target, question: &Question, shape: Shape, from: Instant, until: Instant) -> Figures {
    let begun = Instant::now();
    let job = Rc::new(Job { head: target.head(), address: target.address, question: question.clone(), from, until });
    let mut clients = JoinSet::new();
    match shape {
        Shape::Closed(count) => {
            for _ in 0..count {
                clients.spawn_local(job.clone().client(begun, Duration::ZERO));
            }
        }
        Shape::Paced(count, rate) => {
            for number in 0..count {
                let first = begun + Duration::from_secs_f64(number as f64 / rate);
                clients.spawn_local(job.clone().client(first, Duration::from_secs_f64(count as f64 / rate)));
            }
        }
        Shape::Open(rate) => {
            let mut due = begun;
            while due < job.until {
                tokio::time::sleep_until(due.into()).await;
                clients.spawn_local(job.clone().visitor(due));
                due += Duration::from_secs_f64(1.0 / rate);
            }
        }
    }
    let mut all = Figures::default();
    for figures in clients.join_all().await {
        all.add(&figures);
    }
    all
}

struct Job {
    head: String,
    address: std::net::SocketAddr,
    question: Question,
    /// What is answered before is not measured.
    from: Instant,
    until: Instant,
}

impl Job {
    /// `every`: how long it takes from one request to the next at least.
    async fn client(self: Rc<Self>, mut due: Instant, every: Duration) -> Figures {
        let mut figures = Figures::default();
        let (mut connection, mut request) = (None, Vec::new());
        while due.max(Instant::now()) < self.until {
            self.question.write(fastrand::u128(..), &self.head, &mut request);
            let from = if every.is_zero() {
                Instant::now()
            } else {
                tokio::time::sleep_until(due.into()).await;
                due
            };
            connection = self.visit(connection.take(), &request, from, &mut figures).await;
            due += every;
        }
        figures
    }

    /// A client that comes once, by a connection of its own.
    async fn visitor(self: Rc<Self>, due: Instant) -> Figures {
        let (mut figures, mut request) = (Figures::default(), Vec::new());
        self.question.write(fastrand::u128(..), &self.head, &mut request);
        self.visit(None, &request, due, &mut figures).await;
        figures
    }

    /// One request; gives the connection back when it can be used again.
    async fn visit(
        &self,
        connection: Option<Connection>,
        request: &[u8],
        due: Instant,
        figures: &mut Figures,
    ) -> Option<Connection> {
        let mut watch = Watch::new(self.question.stream);
        figures.asked += 1;
        let asked = tokio::time::timeout(PATIENCE, self.ask(connection, request, &mut watch)).await;
        let end = Instant::now();
        let counts = end >= self.from;
        let (left, failure) = match asked {
            Err(_) => (None, Some("no answer in time".to_owned())),
            Ok(Err(error)) => (None, Some(format!("{error:#}"))),
            Ok(Ok((_, _, status))) if status != 200 => (None, Some(format!("status {status}"))),
            Ok(Ok((connection, keeps, _))) => {
                let cut = self.question.stream && !watch.ended;
                (Some(connection).filter(|_| keeps), cut.then(|| "a stream without its end".to_owned()))
            }
        };
        if let Some(reason) = failure {
            // A failure counts whenever it happens.
            figures.fail(reason);
            return None;
        }
        if counts {
            figures.answered += 1;
            record(&mut figures.whole, end - due);
            watch.first_byte.into_iter().for_each(|at| record(&mut figures.first_byte, at - due));
            watch.first_content.into_iter().for_each(|at| record(&mut figures.first_content, at - due));
            watch.content.windows(2).for_each(|pair| record(&mut figures.gap, pair[1] - pair[0]));
        }
        left
    }

    async fn ask(
        &self,
        connection: Option<Connection>,
        request: &[u8],
        watch: &mut Watch,
    ) -> Result<(Connection, bool, u16)> {
        let mut connection = match connection {
            Some(connection) => connection,
            None => Connection::open(self.address).await?,
        };
        let (status, keeps) = connection.ask(request, |piece| watch.see(piece)).await?;
        Ok((connection, keeps, status))
    }
}
