use crate::i18n::Locale;
use crate::page::provider::draft::at;
use crate::ui::{Fault, Rows};
use domain::Ratio;
use domain::routing::ModelMultiplier;

/// A cost multiplier of models, as typed.
#[derive(Clone, Default, PartialEq)]
pub(in crate::page::provider) struct TypedMultiplier {
    pub(in crate::page::provider) pattern: String,
    pub(in crate::page::provider) multiplier: String,
}

impl Rows<TypedMultiplier> {
    pub(super) fn of(saved: &[ModelMultiplier]) -> Self {
        let typed = |rule: &ModelMultiplier| TypedMultiplier {
            pattern: rule.pattern.clone(),
            multiplier: rule.multiplier.to_string(),
        };
        Self::new(saved.iter().map(typed))
    }

    /// Without the rows that nobody filled in.
    pub(super) fn read(self, locale: Locale) -> Result<Vec<ModelMultiplier>, Fault> {
        let mut read = Vec::new();
        for (number, TypedMultiplier { pattern, multiplier }) in self.numbered() {
            let (pattern, multiplier) = (pattern.trim(), multiplier.trim());
            if pattern.is_empty() && multiplier.is_empty() {
                continue;
            }
            let ratio = Ratio::read(multiplier).filter(|_| !pattern.is_empty());
            let multiplier = ratio.ok_or_else(|| at("model_multipliers", locale.routing().model_half(number)))?;
            read.push(ModelMultiplier { pattern: pattern.to_owned(), multiplier });
        }
        Ok(read)
    }
}
