//! Which methods a path knows.

use crate::client::{get, post, send};
use mockvendor::MockVendor;

#[tokio::test]
async fn what_no_vendor_has_is_not_found() {
    let mock = MockVendor::start();
    for path in ["/v1/messages", "/v1/embeddings", "/v1/messages/batches", "/token", "/v1internal:generateContent"] {
        assert_eq!(get(&mock, path).await.status, 404, "{path}");
    }
    for path in ["/v1/messages/batches", "/v1beta/models/g:juggle", "/v1/models", "/"] {
        assert_eq!(post(&mock, path, "{}", None).await.status, 404, "{path}");
    }
    for (method, path) in [("PUT", "/v1/chat/completions"), ("DELETE", "/v1/files"), ("PATCH", "/v1/files/file-1")] {
        assert_eq!(send(&mock, method, path, "", "{}").await.status, 404, "{method} {path}");
    }
}
