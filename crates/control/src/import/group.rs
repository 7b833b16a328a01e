use super::naming::{Named, named, note};
use super::{Rows, Section, reason};
use crate::change::Change;
use crate::service;
use crate::store::group;
use crate::{Error, Result};
use domain::group::NewGroup;
use std::collections::HashSet;

/// Known by name.
pub(super) async fn take(change: &mut Change<'_>, rows: Rows) -> Result<Section> {
    let mut section = Section::new("provider_groups");
    let here: HashSet<String> = group::list(&mut change.tx).await?.into_iter().map(|group| group.name).collect();
    for Named { row, name, mut remarks } in named(&mut section, rows, "group") {
        if here.contains(&name) {
            section.here(name);
            continue;
        }
        let made = match row.ratio("cost_multiplier", &mut remarks) {
            Some(multiplier) => {
                let new = NewGroup { name: name.clone(), multiplier, note: note(&row, &mut remarks) };
                service::group::created(change, &new).await.map(|_| ())
            }
            None => Err(Error::invalid("cost_multiplier", "It must be between 0 and 1000.")),
        };
        match made {
            Ok(()) => section.taken(name, remarks),
            Err(error) => section.left(name, reason(error)?),
        }
    }
    Ok(section)
}
