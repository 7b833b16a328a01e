//! Whoever asks may leave at any moment: the connection that served them is as good as new.

use crate::bench::Bench;
use domain::Secret;
use domain::log::LogFilter;
use futures_util::future::try_join_all;
use std::task::{Context, Poll, Waker};

contract!(a_caller_who_leaves_breaks_no_connection);

async fn a_caller_who_leaves_breaks_no_connection(bench: Bench) {
    let (logs, filter) = (bench.control.logs(), LogFilter::default());
    let page = || logs.list(&bench.admin, &filter, None, 10);
    let token = Secret::new("of a session that is over");
    for patience in (0..12).cycle().take(120) {
        let mut left = Box::pin(bench.control.logout(&token));
        for _ in 0..patience {
            if let Poll::Ready(done) = left.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                done.unwrap();
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(left);
        // At once, so that every connection gets something to do.
        try_join_all((0..4).map(|_| bench.control.db().ping())).await.unwrap();
        try_join_all((0..4).map(|_| page())).await.unwrap();
    }
}
