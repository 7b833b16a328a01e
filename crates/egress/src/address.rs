//! What kind of address it is.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Why an address is not connected to. Without the address: errors are shown to more people than may know it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the address is link-local or serves a cloud's metadata; the hub never connects there")]
    Metadata,
    #[error("the address is not a public one, and private ones are not allowed here (ALLOW_PRIVATE_ADDRESSES)")]
    Private,
}

/// Where clouds serve credentials besides the link-local networks: Alibaba, Azure, Oracle; AWS, Google, Scaleway.
const METADATA: [IpAddr; 6] = [
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
    IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16)),
    IpAddr::V4(Ipv4Addr::new(192, 0, 0, 192)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254)),
    IpAddr::V6(Ipv6Addr::new(0xfd20, 0xce, 0, 0, 0, 0, 0, 0x254)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0x42, 0, 0, 0, 0, 0, 0x42)),
];

pub(crate) fn check(ip: IpAddr, allow_private: bool) -> Result<(), Refused> {
    let ip = innermost(ip);
    let link_local = match ip {
        IpAddr::V4(ip) => ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_unicast_link_local(),
    };
    match () {
        () if link_local || METADATA.contains(&ip) => Err(Refused::Metadata),
        () if allow_private || is_public(ip) => Ok(()),
        () => Err(Refused::Private),
    }
}

/// The IPv4 address that an IPv6 one leads to: mapped, compatible, NAT64, 6to4.
fn innermost(ip: IpAddr) -> IpAddr {
    let IpAddr::V6(v6) = ip else { return ip };
    let within = |high: u16, low: u16| IpAddr::V4(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low)));
    match v6.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] => within(high, low),
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 => within(high, low),
        [0x64, 0xff9b, 0 | 1, _, _, _, high, low] => within(high, low),
        [0x2002, high, low, ..] => within(high, low),
        _ => ip,
    }
}

/// <https://www.iana.org/assignments/iana-ipv4-special-registry>, and the same of IPv6, where all that is public begins with
/// the bits 001.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => !matches!(
            ip.octets(),
            [0 | 10 | 127 | 224.., ..]
                | [100, 64..=127, ..]
                | [172, 16..=31, ..]
                | [192, 168, ..]
                | [198, 18 | 19, ..]
                | [192, 0, 0 | 2, _]
                | [198, 51, 100, _]
                | [203, 0, 113, _]
        ),
        IpAddr::V6(ip) => match ip.segments() {
            [0x2001, 0 | 0xdb8, ..] => false,
            [first, ..] => first & 0xe000 == 0x2000,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::Refused::{Metadata, Private};
    use super::*;

    #[test]
    fn addresses_are_what_they_lead_to() {
        for (text, want) in [
            ("1.1.1.1", None),
            ("172.32.0.1", None),
            ("100.128.0.1", None),
            ("2606:4700::1111", None),
            ("::ffff:1.1.1.1", None),
            ("64:ff9b::101:101", None),
            ("127.0.0.1", Some(Private)),
            ("127.255.255.254", Some(Private)),
            ("10.0.0.1", Some(Private)),
            ("172.16.0.1", Some(Private)),
            ("172.31.255.255", Some(Private)),
            ("192.168.1.1", Some(Private)),
            ("100.64.0.1", Some(Private)),
            ("0.0.0.0", Some(Private)),
            ("0.1.2.3", Some(Private)),
            ("198.18.0.1", Some(Private)),
            ("224.0.0.1", Some(Private)),
            ("255.255.255.255", Some(Private)),
            ("203.0.113.9", Some(Private)),
            ("::", Some(Private)),
            ("::1", Some(Private)),
            ("::127.0.0.1", Some(Private)),
            ("::ffff:127.0.0.1", Some(Private)),
            ("::ffff:192.168.0.1", Some(Private)),
            ("64:ff9b::a00:1", Some(Private)),
            ("2002:7f00:1::", Some(Private)),
            ("2001:0:1::1", Some(Private)),
            ("fc00::1", Some(Private)),
            ("fd12:3456::1", Some(Private)),
            ("fec0::1", Some(Private)),
            ("ff02::1", Some(Private)),
            ("169.254.169.254", Some(Metadata)),
            ("169.254.170.2", Some(Metadata)),
            ("169.254.0.1", Some(Metadata)),
            ("100.100.100.200", Some(Metadata)),
            ("168.63.129.16", Some(Metadata)),
            ("192.0.0.192", Some(Metadata)),
            ("fe80::1", Some(Metadata)),
            ("febf::1", Some(Metadata)),
            ("fd00:ec2::254", Some(Metadata)),
            ("fd20:ce::254", Some(Metadata)),
            ("fd00:42::42", Some(Metadata)),
            ("::ffff:169.254.169.254", Some(Metadata)),
            ("::169.254.169.254", Some(Metadata)),
            ("64:ff9b::a9fe:a9fe", Some(Metadata)),
            ("64:ff9b:1::a9fe:a9fe", Some(Metadata)),
            ("2002:a9fe:a9fe::1", Some(Metadata)),
        ] {
            let ip = text.parse().unwrap();
            assert_eq!(check(ip, false).err(), want, "{text}");
            assert_eq!(check(ip, true).err(), want.filter(|refused| *refused == Metadata), "{text}");
        }
    }
}
