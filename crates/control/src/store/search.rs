use crate::Result;
use crate::db::{Tx, on};
use domain::log::CallerTag;
use domain::search::Hit;
use domain::{KeyId, Owner, ProviderId, RequestId, UserId};

/// By name; `part` is a pattern of `LIKE`.
pub(crate) async fn users(tx: &mut Tx, part: &str, limit: i64) -> Result<Vec<Hit>> {
    const SQL: &str = r"SELECT id, name FROM users WHERE deleted_at IS NULL AND LOWER(name) LIKE LOWER($1) ESCAPE '\'
        ORDER BY name, id LIMIT $2";
    let rows: Vec<(UserId, String)> = on!(tx, |conn| sqlx::query_as(SQL).bind(part).bind(limit).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(id, name)| Hit::User { id, name }).collect())
}

/// By name, or by the hint that stands for the key.
pub(crate) async fn keys(tx: &mut Tx, owner: Option<Owner>, part: &str, limit: i64) -> Result<Vec<Hit>> {
    const SQL: &str = r"SELECT k.id, k.name, u.name FROM keys k JOIN users u ON u.id = k.user_id
        WHERE k.deleted_at IS NULL AND u.deleted_at IS NULL AND (CAST($1 AS BIGINT) IS NULL OR k.user_id = $1)
        AND (CAST($2 AS BIGINT) IS NULL OR k.id = $2)
        AND (LOWER(k.name) LIKE LOWER($3) ESCAPE '\' OR LOWER(k.hint) LIKE LOWER($3) ESCAPE '\')
        ORDER BY k.name, k.id LIMIT $4";
    let (user, key) = Owner::ids(owner);
    let rows: Vec<(KeyId, String, String)> =
        on!(tx, |conn| sqlx::query_as(SQL).bind(user).bind(key).bind(part).bind(limit).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(id, name, user_name)| Hit::Key { id, name, user_name }).collect())
}

/// By name or address.
pub(crate) async fn providers(tx: &mut Tx, part: &str, limit: i64) -> Result<Vec<Hit>> {
    const SQL: &str = r"SELECT id, name FROM providers WHERE deleted_at IS NULL
        AND (LOWER(name) LIKE LOWER($1) ESCAPE '\' OR LOWER(url) LIKE LOWER($1) ESCAPE '\') ORDER BY name, id LIMIT $2";
    let rows: Vec<(ProviderId, String)> =
        on!(tx, |conn| sqlx::query_as(SQL).bind(part).bind(limit).fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(id, name)| Hit::Provider { id, name }).collect())
}

type Named = (UserId, String, KeyId, String);

fn caller((user_id, user_name, key_id, key_name): Named) -> CallerTag {
    CallerTag { user_id, user_name, key_id, key_name }
}

pub(crate) async fn request(tx: &mut Tx, owner: Option<Owner>, id: &str) -> Result<Option<Hit>> {
    const SQL: &str = "SELECT user_id, user_name, key_id, key_name FROM request_log
        WHERE id = $1 AND (CAST($2 AS BIGINT) IS NULL OR user_id = $2) AND (CAST($3 AS BIGINT) IS NULL OR key_id = $3)";
    let (user, key) = Owner::ids(owner);
    let row: Option<Named> =
        on!(tx, |conn| sqlx::query_as(SQL).bind(id).bind(user).bind(key).fetch_optional(conn).await)?;
    Ok(row.map(|row| Hit::Request { id: RequestId(id.to_owned()), caller: caller(row) }))
}

/// The latest caller's, where several have the same name for theirs.
pub(crate) async fn session(tx: &mut Tx, owner: Option<Owner>, id: &str) -> Result<Option<Hit>> {
    const SQL: &str = "SELECT user_id, user_name, key_id, key_name FROM request_log
        WHERE session = $1 AND (CAST($2 AS BIGINT) IS NULL OR user_id = $2) AND (CAST($3 AS BIGINT) IS NULL OR key_id = $3)
        ORDER BY at DESC, id DESC LIMIT 1";
    let (user, key) = Owner::ids(owner);
    let row: Option<Named> =
        on!(tx, |conn| sqlx::query_as(SQL).bind(id).bind(user).bind(key).fetch_optional(conn).await)?;
    Ok(row.map(|row| Hit::Session { id: id.to_owned(), caller: caller(row) }))
}
