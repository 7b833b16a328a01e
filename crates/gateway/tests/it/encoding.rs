//! Compressed request bodies: the vendor gets what was meant, and a bomb gets nowhere.

use crate::common::{Client, Hub, KEY, MODEL, assert_refused};
use flate2::Compression;
use mockvendor::MockVendor;
use std::io::Write;
use std::time::Instant;

fn encoded(encoding: &str, body: &[u8]) -> Vec<u8> {
    match encoding {
        "gzip" => {
            let mut to = flate2::write::GzEncoder::new(Vec::new(), Compression::default());
            to.write_all(body).unwrap();
            to.finish().unwrap()
        }
        "deflate" => {
            let mut to = flate2::write::ZlibEncoder::new(Vec::new(), Compression::default());
            to.write_all(body).unwrap();
            to.finish().unwrap()
        }
        // As some clients understand the word.
        "bare deflate" => {
            let mut to = flate2::write::DeflateEncoder::new(Vec::new(), Compression::default());
            to.write_all(body).unwrap();
            to.finish().unwrap()
        }
        "br" => {
            let mut to = Vec::new();
            brotli::CompressorWriter::new(&mut to, 4096, 5, 22).write_all(body).unwrap();
            to
        }
        "zstd" => zstd::encode_all(body, 3).unwrap(),
        _ => body.to_vec(),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_encoding_however_it_is_framed() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let text: String = (0..9_000).map(|n| format!("line {} ", n * 7919 % 1000)).collect();
    let body = serde_json::json!({"model": MODEL, "messages": [{"role": "user", "content": text}]}).to_string();
    for encoding in ["identity", "gzip", "deflate", "bare deflate", "br", "zstd"] {
        let sent = encoded(encoding, body.as_bytes());
        let header = ("content-encoding", encoding.trim_start_matches("bare "));
        let chunked: Vec<u8> = sent
            .chunks(1_000)
            .flat_map(|chunk| [format!("{:x}\r\n", chunk.len()).as_bytes(), chunk, b"\r\n"].concat())
            .chain(*b"0\r\n\r\n")
            .collect();
        for (headers, sent) in [(vec![header], &sent), (vec![header, ("transfer-encoding", "chunked")], &chunked)] {
            let answer = hub.send("/v1/messages", &headers, sent).await.answer().await;
            assert_eq!(answer.status, 200, "{headers:?}: {}", answer.text());
            let got = vendor.requests().pop().unwrap();
            assert!(got.request_body == body.as_bytes(), "{headers:?}");
            assert_eq!(got.header("content-encoding"), None);
            assert_eq!(got.header("content-length"), Some(body.len().to_string().as_str()));
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_such_body_is_refused() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    for encoding in ["gzip", "deflate", "br", "zstd"] {
        let junk = hub.send("/v1/messages", &[("content-encoding", encoding)], b"\x01\xfejunk").await.answer().await;
        assert_refused(&junk, 400, "invalid_request_error", "body_undecodable");
        let whole = encoded(encoding, &vec![b'x'; 5_000]);
        let cut = &whole[..whole.len() - 3];
        let cut = hub.send("/v1/messages", &[("content-encoding", encoding)], cut).await.answer().await;
        assert_refused(&cut, 400, "invalid_request_error", "body_undecodable");
    }
    for encoding in ["compress", "gzip, br"] {
        let answer = hub.send("/v1/messages", &[("content-encoding", encoding)], b"x").await.answer().await;
        assert_refused(&answer, 415, "invalid_request_error", "unsupported_encoding");
    }
    assert_eq!(vendor.requests().len(), 0);
}

/// A few bytes to a few kilobytes that stand for far more. (Deflate cannot do better than 1032:1.)
fn bomb(encoding: &str) -> Vec<u8> {
    match encoding {
        // RFC 8878: a frame of raw and RLE blocks; an RLE block of 128 KiB takes four bytes.
        "zstd" => {
            let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x58];
            // Block header: last = 0, type = 1 (RLE), size = 128 KiB.
            let block = ((128_u32 << 10) << 3 | 1 << 1).to_le_bytes();
            (0..256).for_each(|_| frame.extend_from_slice(&[block[0], block[1], block[2], b'x']));
            frame
        }
        _ => encoded(encoding, &vec![b'x'; 8 << 20]),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bomb_costs_neither_time_nor_memory() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let bombs = ["gzip", "deflate", "br", "zstd"].map(|encoding| (encoding, bomb(encoding)));
    for (encoding, body) in bombs {
        let (before, began) = (peak_kib(), Instant::now());
        let answer = hub.send("/v1/messages", &[("content-encoding", encoding)], &body).await.answer().await;
        let (took, grown) = (began.elapsed(), peak_kib() - before);
        assert_refused(&answer, 413, "request_too_large", "compression_ratio");
        println!("{encoding}: {} bytes refused in {took:?}, {grown} KiB", body.len());
        assert!(grown < 16 << 10, "{encoding} took {grown} KiB");
    }
    assert_eq!(vendor.requests().len(), 0);
}

/// The most memory that this process has had.
fn peak_kib() -> i64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

/// The announced 64 MB are never sent: the answer does not wait for them.
#[tokio::test(flavor = "multi_thread")]
async fn a_strangers_body_is_not_read() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    for headers in [&[("x-api-key", "sk-unknown")][..], &[("x-api-key", "sk-unknown"), ("content-encoding", "gzip")]] {
        let mut client = Client::open(hub.address, "POST", "/v1/messages", headers, 64 << 20).await;
        assert_refused(&client.answer().await, 401, "authentication_error", "invalid_api_key");
    }
    let over = Client::open(hub.address, "POST", "/v1/messages", &[("x-api-key", KEY)], 101 << 20).await.answer().await;
    assert_refused(&over, 413, "request_too_large", "request_too_large");
}
