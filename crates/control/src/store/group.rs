use crate::Result;
use crate::db::{Tx, on};
use domain::group::Group;
use domain::{GroupId, Ratio};

/// By name.
pub(crate) async fn list(tx: &mut Tx) -> Result<Vec<Group>> {
    const SQL: &str = "SELECT id, name, multiplier, note FROM groups ORDER BY name";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).fetch_all(conn).await)?)
}

pub(crate) async fn get(tx: &mut Tx, id: GroupId) -> Result<Option<Group>> {
    const SQL: &str = "SELECT id, name, multiplier, note FROM groups WHERE id = $1";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(id).fetch_optional(conn).await)?)
}

pub(crate) async fn insert(tx: &mut Tx, name: &str, multiplier: Ratio, note: &str) -> Result<Group> {
    const SQL: &str =
        "INSERT INTO groups (name, multiplier, note) VALUES ($1, $2, $3) RETURNING id, name, multiplier, note";
    Ok(on!(tx, |conn| sqlx::query_as(SQL).bind(name).bind(multiplier).bind(note).fetch_one(conn).await)?)
}

pub(crate) async fn update(tx: &mut Tx, group: &Group) -> Result<()> {
    const SQL: &str = "UPDATE groups SET multiplier = $2, note = $3 WHERE id = $1";
    on!(tx, |conn| {
        let update = sqlx::query(SQL).bind(group.id).bind(group.multiplier).bind(&group.note);
        update.execute(conn).await.map(|_| ())
    })?;
    Ok(())
}

pub(crate) async fn delete(tx: &mut Tx, id: GroupId) -> Result<()> {
    const SQL: &str = "DELETE FROM groups WHERE id = $1";
    on!(tx, |conn| sqlx::query(SQL).bind(id).execute(conn).await.map(|_| ()))?;
    Ok(())
}
