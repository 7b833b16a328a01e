//! Where a request came from.

use ipnet::IpNet;
use reqwest::header::HeaderMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::str::FromStr;

/// What the word `private` stands for: this machine, private networks, and unique local ones.
const PRIVATE: [IpNet; 6] = [
    v4([127, 0, 0, 0], 8),
    v4([10, 0, 0, 0], 8),
    v4([172, 16, 0, 0], 12),
    v4([192, 168, 0, 0], 16),
    v6(Ipv6Addr::LOCALHOST, 128),
    v6(Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7),
];

/// The proxies in front of the hub, which are believed when they say for whom they ask.
#[derive(Clone, Debug)]
pub struct TrustedProxies(Vec<IpNet>);

impl Default for TrustedProxies {
    fn default() -> Self {
        Self(PRIVATE.into())
    }
}

impl FromStr for TrustedProxies {
    type Err = String;

    /// A comma list of addresses, networks and the word `private`; nothing in it: nobody is believed.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut networks = Vec::new();
        for word in text.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            match word.parse::<IpNet>().or_else(|_| word.parse::<IpAddr>().map(IpNet::from)) {
                Ok(network) => networks.push(network),
                Err(_) if word.eq_ignore_ascii_case("private") => networks.extend(PRIVATE),
                Err(_) => {
                    return Err(format!("{word} is no address, no network such as 10.0.0.0/8, and not `private`"));
                }
            }
        }
        Ok(Self(networks))
    }
}

impl TrustedProxies {
    /// The peer's address; behind a trusted proxy, the rightmost address of `X-Forwarded-For` that is no trusted proxy's,
    /// or `X-Real-IP` where no proxy has sent the former. Empty when the peer is not known.
    pub(crate) fn client_ip(&self, headers: &HeaderMap, peer: Option<SocketAddr>) -> String {
        let Some(peer) = peer.map(|peer| peer.ip().to_canonical()) else { return String::new() };
        let list = headers.get_all("x-forwarded-for");
        if list.iter().next().is_none() {
            let named = || headers.get_all("x-real-ip").iter().next_back()?.to_str().ok().and_then(address);
            return Some(peer).filter(|_| !self.trust(peer)).or_else(named).unwrap_or(peer).to_string();
        }
        // A proxy that adds to this list alone lets the client's own `X-Real-IP` through. Each adds whom it was asked by at
        // the end: what stands left of the first stranger is that one's own word.
        let hops = list.iter().rev().flat_map(|line| line.to_str().unwrap_or_default().rsplit(','));
        let mut client = peer;
        for hop in hops {
            match address(hop) {
                Some(before) if self.trust(client) => client = before,
                _ => break,
            }
        }
        client.to_string()
    }

    fn trust(&self, ip: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&ip))
    }
}

/// An address as proxies write it, perhaps with a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let ip = text.parse::<IpAddr>().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    let ip = ip.ok().or_else(|| text.strip_prefix('[')?.strip_suffix(']')?.parse().ok());
    ip.map(|ip| ip.to_canonical())
}

const fn v4([a, b, c, d]: [u8; 4], bits: u8) -> IpNet {
    IpNet::new_assert(IpAddr::V4(Ipv4Addr::new(a, b, c, d)), bits)
}

const fn v6(ip: Ipv6Addr, bits: u8) -> IpNet {
    IpNet::new_assert(IpAddr::V6(ip), bits)
}

#[cfg(test)]
mod tests;
