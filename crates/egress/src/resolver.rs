//! Names, at the moment of a connection: only addresses that may be connected to come out.

use crate::Egress;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// What the machine itself knows of names.
pub(crate) struct System;

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            // By way of a SOCKS proxy, literal addresses come here, too, with the brackets of a URL.
            let host = name.as_str().trim_matches(['[', ']']);
            let found: Addrs = Box::new(tokio::net::lookup_host((host, 0)).await?.collect::<Vec<_>>().into_iter());
            Ok(found)
        })
    }
}

impl Resolve for Egress {
    fn resolve(&self, name: Name) -> Resolving {
        let egress = self.clone();
        Box::pin(async move {
            let (mut allowed, mut refused) = (Vec::new(), None);
            for address in egress.names.resolve(name).await? {
                match egress.check(address.ip()) {
                    Ok(()) => allowed.push(address),
                    Err(reason) => refused = Some(reason),
                }
            }
            let found: Addrs = Box::new(allowed.into_iter());
            match (found.size_hint(), refused) {
                // None at all would let a SOCKS proxy look the name up by itself.
                ((0, _), Some(reason)) => Err(reason.into()),
                ((0, _), None) => Err("the name has no address".into()),
                _ => Ok(found),
            }
        })
    }
}
