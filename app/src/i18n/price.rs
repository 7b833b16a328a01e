use super::texts;
use domain::price::PriceSource;

texts!(price PriceTexts {
    title: "Prices", "模型定价";
    source_manual: "own", "自定义";
    source_synced: "synced", "同步";
    source_seed: "shipped", "内置";
    of_provider_alone: "for this provider alone", "仅此供应商";
});

impl PriceTexts {
    /// Where a price comes from, in a word.
    pub(crate) fn source(self, source: PriceSource) -> &'static str {
        match source {
            PriceSource::Manual => self.source_manual(),
            PriceSource::Synced => self.source_synced(),
            PriceSource::Seed => self.source_seed(),
        }
    }
}
