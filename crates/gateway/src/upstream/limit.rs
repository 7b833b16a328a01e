//! How long a provider may take: its own settings, else the hub's.

use crate::Options;
use domain::snapshot::Upstream;
use std::time::Duration;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub connect: Duration,
    /// To the first byte of a stream; without a stream to the status line.
    pub first_byte: Duration,
    pub idle: Duration,
    /// Of an answer that is no stream.
    pub total: Option<Duration>,
    /// How long the client may see nothing of a stream that has begun.
    pub patience: Option<Duration>,
}

impl Limits {
    pub(crate) fn of(options: &Options, upstream: &Upstream, stream: bool) -> Self {
        let own = &upstream.provider.routing.timeouts;
        let set = |ms: i64| u64::try_from(ms).ok().filter(|ms| *ms > 0).map(Duration::from_millis);
        Self {
            connect: set(own.connect_ms).unwrap_or(options.connect_timeout),
            // A model may think for long before an answer that is no stream begins at all.
            first_byte: set(own.first_byte_ms).filter(|_| stream).unwrap_or(options.headers_timeout),
            idle: set(own.idle_ms).unwrap_or(options.idle_timeout),
            total: set(own.total_ms).filter(|_| !stream),
            patience: options.keep_alive,
        }
    }
}
