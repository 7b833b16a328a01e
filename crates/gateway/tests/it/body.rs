//! Request bodies: whole or refused, never cut.

use crate::common::{Client, Hub, KEY, MODEL, assert_refused, snapshot};
use gateway::Options;
use mockvendor::MockVendor;

fn request(bytes: usize) -> Vec<u8> {
    let frame = format!(r#"{{"model":"{MODEL}","messages":[{{"role":"user","content":""}}]}}"#);
    let (head, tail) = frame.split_at(frame.len() - 4);
    // Not all the same letter: a piece that is lost, doubled or moved must show.
    let filling = (0..bytes - frame.len()).map(|at| b'a' + (at / 7919 % 26) as u8);
    head.bytes().chain(filling).chain(tail.bytes()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn large_bodies_arrive_as_they_were_sent() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    for bytes in [1_000_000, 9_900_000, 10_100_000, 64 << 20] {
        let body = request(bytes);
        let answer = hub.send("/v1/messages", &[], &body).await.answer().await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let seen = vendor.requests().pop().unwrap();
        assert!(seen.request_body == body, "{} of {bytes} bytes arrived", seen.request_body.len());
        assert_eq!(hub.settled().pop().unwrap().request_bytes, bytes as i64);
        vendor.clear();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_is_refused_however_it_comes() {
    let vendor = MockVendor::start();
    let limit = 1 << 20;
    let hub = Hub::start(snapshot(&vendor.url()), Options { body_bytes: limit, ..Options::default() }).await;
    assert_eq!(hub.send("/v1/messages", &[], &request(limit)).await.answer().await.status, 200);
    assert_eq!(vendor.bill().len(), 1);

    for bytes in [limit + 1, 20 * limit] {
        let body = request(bytes);
        let answer = hub.send("/v1/messages", &[], &body).await.answer().await;
        assert_refused(&answer, 413, "request_too_large", "request_too_large");
        assert!(answer.text().contains(&limit.to_string()), "the limit is named");

        let chunked = [format!("{bytes:x}\r\n").as_bytes(), &body, b"\r\n0\r\n\r\n"].concat();
        let answer = hub.send("/v1/messages", &[("transfer-encoding", "chunked")], &chunked).await.answer().await;
        assert_refused(&answer, 413, "request_too_large", "request_too_large");
    }
    assert_eq!(vendor.bill().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn chunked_bodies_are_read() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let body = request(300);
    let mut chunked: Vec<u8> =
        body.chunks(13).flat_map(|c| [format!("{:x}\r\n", c.len()).as_bytes(), c, b"\r\n"].concat()).collect();
    chunked.extend(b"0\r\n\r\n");
    let answer = hub.send("/v1/messages", &[("transfer-encoding", "chunked")], &chunked).await.answer().await;
    assert_eq!(answer.status, 200);
    let seen = vendor.requests().remove(0);
    assert_eq!((&seen.request_body[..], seen.header("content-length")), (&body[..], Some("300")));
}

/// curl asks first when a body is large: a good key is told to go on, a bad one is refused at once.
#[tokio::test(flavor = "multi_thread")]
async fn who_asks_before_sending_gets_an_answer_before_sending() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let body = request(5_000);
    let headers = [("x-api-key", KEY), ("expect", "100-continue")];
    let mut client = Client::open(hub.address, "POST", "/v1/messages", &headers, body.len()).await;
    client.until("HTTP/1.1 100 Continue\r\n\r\n").await;
    client.write(&body).await;
    assert_eq!(client.answer().await.status, 200);
    assert_eq!(vendor.requests()[0].header("expect"), None);

    let headers = [("x-api-key", "sk-unknown"), ("expect", "100-continue")];
    let mut client = Client::open(hub.address, "POST", "/v1/messages", &headers, body.len()).await;
    assert_refused(&client.answer().await, 401, "authentication_error", "invalid_api_key");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_breaks_off_reaches_nobody() {
    let vendor = MockVendor::start();
    let hub = Hub::of(&vendor).await;
    let body = request(5_000);
    let mut client = Client::open(hub.address, "POST", "/v1/messages", &[("x-api-key", KEY)], body.len()).await;
    client.write(&body[..2_000]).await;
    drop(client);
    assert_eq!(hub.send("/v1/messages", &[], &body).await.answer().await.status, 200);
    // The refused one has its row, too.
    assert_eq!((vendor.bill().len(), hub.settled().len()), (1, 2));
}
