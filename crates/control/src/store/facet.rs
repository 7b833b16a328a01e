//! Which dimensions are kept apart in the sums by hour and by day. All together would be as many rows as the ledger has;
//! a page asks for one or two of them.

use super::sums::{Cell, Tally};
use domain::report::Dimension;
use domain::{KeyId, Millis, ProviderId, UserId};
use std::collections::BTreeMap;

/// Which dimensions a row keeps apart. A key's user is known with the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facet {
    Total = 0,
    ModelGroup = 1,
    UserGroup = 2,
    ProviderGroup = 3,
    KeyGroup = 4,
    ProviderModel = 5,
    KeyModel = 6,
    UserProvider = 7,
    Provider = 8,
}

impl Facet {
    /// Those with the fewest rows first.
    pub(crate) const ALL: [Self; 9] = [
        Self::Total,
        Self::Provider,
        Self::ModelGroup,
        Self::UserGroup,
        Self::ProviderGroup,
        Self::KeyGroup,
        Self::ProviderModel,
        Self::KeyModel,
        Self::UserProvider,
    ];

    /// Those that are kept by hour, too: the others have hardly fewer rows by hour than by quarter of an hour.
    pub(crate) const HOURLY: [Self; 5] =
        [Self::Total, Self::Provider, Self::ModelGroup, Self::UserGroup, Self::ProviderGroup];

    pub(crate) fn dimensions(self) -> &'static [Dimension] {
        use Dimension::{Group, Key, Model, Provider, User};
        match self {
            Self::Total => &[],
            Self::ModelGroup => &[Model, Group],
            Self::UserGroup => &[User, Group],
            Self::ProviderGroup => &[Provider, Group],
            Self::KeyGroup => &[User, Key, Group],
            Self::ProviderModel => &[Provider, Model],
            Self::KeyModel => &[User, Key, Model],
            Self::UserProvider => &[User, Provider],
            Self::Provider => &[Provider],
        }
    }

    /// The one with the fewest rows that knows all of these dimensions.
    pub(crate) fn covering(dimensions: &[Dimension]) -> Option<Self> {
        Self::ALL.into_iter().find(|facet| facet.covers(dimensions))
    }

    pub(crate) fn hourly_covering(dimensions: &[Dimension]) -> Option<Self> {
        Self::HOURLY.into_iter().find(|facet| facet.covers(dimensions))
    }

    fn covers(self, dimensions: &[Dimension]) -> bool {
        dimensions.iter().all(|one| self.dimensions().contains(one))
    }

    /// Sums up cells by a longer time than their own, where there is one.
    pub(super) fn fold(self, cells: &[(Cell, Tally)], longer: impl Fn(Millis) -> Option<Millis>) -> Vec<(Cell, Tally)> {
        let mut folded: BTreeMap<Cell, Tally> = BTreeMap::new();
        for (cell, tally) in cells {
            if let Some(start) = longer(cell.bucket) {
                *folded.entry(self.cell(start, cell)).or_default() += tally;
            }
        }
        folded.into_iter().collect()
    }

    fn cell(self, start: Millis, cell: &Cell) -> Cell {
        let has = |dimension| self.dimensions().contains(&dimension);
        Cell {
            bucket: start,
            user: if has(Dimension::User) { cell.user } else { UserId(0) },
            key: if has(Dimension::Key) { cell.key } else { KeyId(0) },
            provider: if has(Dimension::Provider) { cell.provider } else { ProviderId(0) },
            group: if has(Dimension::Group) { cell.group.clone() } else { String::new() },
            model: if has(Dimension::Model) { cell.model.clone() } else { String::new() },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_reads_the_facet_with_the_fewest_rows() {
        use Dimension::{Group, Key, Model, Provider, User};
        for (asked, day, hour) in [
            (&[][..], Some(Facet::Total), Some(Facet::Total)),
            (&[Model], Some(Facet::ModelGroup), Some(Facet::ModelGroup)),
            (&[Provider], Some(Facet::Provider), Some(Facet::Provider)),
            (&[Provider, Group], Some(Facet::ProviderGroup), Some(Facet::ProviderGroup)),
            (&[User], Some(Facet::UserGroup), Some(Facet::UserGroup)),
            (&[Key], Some(Facet::KeyGroup), None),
            (&[User, Model], Some(Facet::KeyModel), None),
            (&[Provider, User], Some(Facet::UserProvider), None),
            (&[Key, Provider], None, None),
            (&[Group, Model, User], None, None),
        ] {
            assert_eq!((Facet::covering(asked), Facet::hourly_covering(asked)), (day, hour), "{asked:?}");
        }
    }
}
