//! The configuration table in README.md, which the hub writes itself.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::binary::{self, HUB};
use crate::layout;
use crate::shell::{command, read};

const BEGIN: &str = "<!-- config:begin -->";
const END: &str = "<!-- config:end -->";

/// Writes the table anew.
pub(crate) fn write() -> Result<()> {
    let hub = binary::build(&[HUB])?.remove(0);
    let text = fs::read_to_string(path())?;
    fs::write(path(), with_table(&text, &table(&hub)?)?).context("could not write README.md")
}

/// Fails when the table says something else than the hub does.
pub(crate) fn check(hub: &Path) -> Result<()> {
    let text = fs::read_to_string(path()).context("could not read README.md")?;
    if with_table(&text, &table(hub)?)? != text {
        bail!("the configuration table in README.md is out of date: run `cargo xtask readme`");
    }
    Ok(())
}

fn path() -> PathBuf {
    layout::root().join("README.md")
}

fn table(hub: &Path) -> Result<String> {
    read(command(&hub.display().to_string()).arg("settings").env_clear())
}

fn with_table(text: &str, table: &str) -> Result<String> {
    let missing = || format!("README.md lacks the marks {BEGIN} and {END}");
    let (before, rest) = text.split_once(BEGIN).with_context(missing)?;
    let (_, after) = rest.split_once(END).with_context(missing)?;
    Ok(format!("{before}{BEGIN}\n{table}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::with_table;

    #[test]
    fn only_the_part_between_the_marks_changes() {
        let text = "a\n<!-- config:begin -->\nold\n<!-- config:end -->\nb\n";
        let expected = "a\n<!-- config:begin -->\nnew\n<!-- config:end -->\nb\n";
        assert_eq!(with_table(text, "new").unwrap(), expected);
        assert_eq!(with_table(expected, "new").unwrap(), expected);
    }

    #[test]
    fn a_text_without_marks_is_refused() {
        assert!(with_table("nothing here", "new").is_err());
    }
}
