//! How to use the management API, topic by topic: the text before its operations. Viewers show the headings beside them.

const PAGES: [&str; 7] = [
    include_str!("guide/start.md"),
    include_str!("guide/auth.md"),
    include_str!("guide/paging.md"),
    include_str!("guide/change.md"),
    include_str!("guide/batch.md"),
    include_str!("guide/error.md"),
    include_str!("guide/file.md"),
];

pub(super) fn text() -> String {
    PAGES.join("\n")
}
