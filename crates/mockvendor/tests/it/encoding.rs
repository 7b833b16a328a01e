//! Encoded request bodies stay as they came.

use crate::client::send;
use mockvendor::MockVendor;

#[tokio::test]
async fn an_encoded_body_is_recorded_and_not_read() {
    let mock = MockVendor::start();
    let packed = b"\x28\xb5\x2f\xfd\x00\xff";
    let headers = "content-encoding: zstd\r\naccept: text/event-stream\r\n";
    let streamed = send(&mock, "POST", "/v1/responses", headers, packed).await;
    assert_eq!((streamed.status, streamed.header("content-type")), (200, "text/event-stream; charset=utf-8"));
    let whole = send(&mock, "POST", "/v1/messages", "content-encoding: gzip\r\n", packed).await;
    assert_eq!((whole.status, whole.header("content-type")), (200, "application/json"));
    let rows = mock.bill();
    assert!(rows.iter().all(|row| row.request_body.as_ref() == packed && row.model.is_empty()));
    assert_eq!((rows[0].header("content-encoding"), rows[0].stream), (Some("zstd"), true));
    let plain = send(&mock, "POST", "/v1/messages", "content-encoding: identity\r\n", r#"{"model":"m"}"#).await;
    assert_eq!(plain.json()["model"], "m");
}
