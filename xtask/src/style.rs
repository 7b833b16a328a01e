//! One style sheet out of `style/main.css`, which names the others in their order.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

/// The text of `main.css` in `folder`, each line `@import "name.css";` replaced by that file.
pub(crate) fn join(folder: &Path) -> Result<String> {
    let mut joined = String::new();
    for line in read(&folder.join("main.css"))?.lines() {
        match imported(line) {
            Some(name) => joined.push_str(&read(&folder.join(name))?),
            None => joined.push_str(line),
        }
        joined.push('\n');
    }
    Ok(joined)
}

fn imported(line: &str) -> Option<&str> {
    line.trim().strip_prefix("@import \"")?.strip_suffix("\";")
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("could not read the style sheet {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::join;
    use std::fs;

    #[test]
    fn imports_are_replaced_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("main.css"), "@import \"b.css\";\n@import \"a.css\";\np {}\n").unwrap();
        fs::write(folder.path().join("a.css"), "a {}").unwrap();
        fs::write(folder.path().join("b.css"), "b {}").unwrap();
        assert_eq!(join(folder.path()).unwrap(), "b {}\na {}\np {}\n");
    }

    #[test]
    fn a_missing_import_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("main.css"), "@import \"gone.css\";\n").unwrap();
        let error = join(folder.path()).unwrap_err();
        assert!(error.to_string().contains("gone.css"), "{error}");
    }
}
