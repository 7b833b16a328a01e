//! Compressed request bodies: decoded within bounds, for they come from outside.

use crate::reject::Reject;
use bytes::Bytes;
use std::io::{self, Cursor, Read};

/// RFC 9659: a zstd body may ask for a window of 8 MiB, no more.
const ZSTD_WINDOW_LOG: u32 = 23;
/// No honest text shrinks more than this. Below the floor the ratio does not count.
const RATIO: usize = 200;
const FLOOR: usize = 1 << 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    Gzip,
    /// RFC 9110 means zlib's format; some clients send the bare one.
    Deflate,
    Brotli,
    Zstd,
}

impl Encoding {
    /// Of a `Content-Encoding`; `None` is no encoding at all. One layer is enough for anybody.
    pub(crate) fn parse(header: &str) -> Result<Option<Self>, Reject> {
        match header.trim().to_ascii_lowercase().as_str() {
            "" | "identity" => Ok(None),
            "gzip" | "x-gzip" => Ok(Some(Self::Gzip)),
            "deflate" => Ok(Some(Self::Deflate)),
            "br" => Ok(Some(Self::Brotli)),
            "zstd" => Ok(Some(Self::Zstd)),
            other => Err(Reject::BodyEncoding(other.to_owned())),
        }
    }
}

/// The body itself. It takes the time that decoding takes: not for an async thread.
pub(crate) fn decode(encoding: Encoding, body: &[u8], limit: usize) -> Result<Bytes, Reject> {
    let allowed = limit.min(body.len().saturating_mul(RATIO).max(FLOOR));
    let read = match encoding {
        Encoding::Gzip => drain(flate2::bufread::MultiGzDecoder::new(body), allowed),
        Encoding::Deflate if is_zlib(body) => drain(flate2::bufread::ZlibDecoder::new(body), allowed),
        Encoding::Deflate => drain(flate2::bufread::DeflateDecoder::new(body), allowed),
        Encoding::Brotli if is_large_window(body) => return Err(Reject::BodyUndecodable),
        Encoding::Brotli => drain(brotli::Decompressor::new(Cursor::new(body), 16 << 10), allowed),
        Encoding::Zstd => zstd::Decoder::with_buffer(body).and_then(|mut decoder| {
            decoder.window_log_max(ZSTD_WINDOW_LOG)?;
            drain(decoder, allowed)
        }),
    };
    match read {
        Ok(Some(whole)) => Ok(whole.into()),
        Ok(None) if allowed == limit => Err(Reject::BodyTooLarge { limit }),
        Ok(None) => Err(Reject::BodyBomb { ratio: RATIO }),
        Err(_) => Err(Reject::BodyUndecodable),
    }
}

/// Everything, or `None` when it is more than allowed.
fn drain(reader: impl Read, allowed: usize) -> io::Result<Option<Vec<u8>>> {
    let mut whole = Vec::new();
    reader.take(allowed as u64 + 1).read_to_end(&mut whole)?;
    Ok((whole.len() <= allowed).then_some(whole))
}

/// Not of RFC 7932: it would set a gigabyte aside on a stranger's word.
fn is_large_window(body: &[u8]) -> bool {
    body.first().is_some_and(|first| first & 0x7f == 0x11)
}

/// RFC 1950: method 8, and a check over the first two bytes.
fn is_zlib(body: &[u8]) -> bool {
    matches!(body, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use std::io::Write;

    fn gzip(data: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(data).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn broken_and_cut_bodies_are_told_apart_from_large_ones() {
        let body = gzip(b"{\"model\":\"m\"}");
        assert_eq!(decode(Encoding::Gzip, &body, 100).unwrap(), &b"{\"model\":\"m\"}"[..]);
        for encoding in [Encoding::Gzip, Encoding::Deflate, Encoding::Brotli, Encoding::Zstd] {
            assert!(matches!(decode(encoding, b"\x01\xfejunk", 100), Err(Reject::BodyUndecodable)), "{encoding:?}");
        }
        assert!(matches!(decode(Encoding::Gzip, &body[..body.len() - 4], 100), Err(Reject::BodyUndecodable)));
        assert!(matches!(decode(Encoding::Gzip, &body, 5), Err(Reject::BodyTooLarge { limit: 5 })));
        let bomb = gzip(&vec![0; 4 << 20]);
        assert!(matches!(decode(Encoding::Gzip, &bomb, 100 << 20), Err(Reject::BodyBomb { .. })));
        assert!(decode(Encoding::Gzip, &gzip(&vec![0; 900 << 10]), 100 << 20).is_ok());
    }

    #[test]
    fn encodings_have_one_layer() {
        assert_eq!(Encoding::parse(" GZIP ").unwrap(), Some(Encoding::Gzip));
        assert_eq!(Encoding::parse("identity").unwrap(), None);
        for other in ["gzip, br", "compress", "aes128gcm"] {
            assert!(matches!(Encoding::parse(other), Err(Reject::BodyEncoding(_))), "{other}");
        }
    }
}
