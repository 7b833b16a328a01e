use super::texts;
use domain::price::{PriceSource, split};

texts!(price PriceTexts {
    title: "Prices", "模型定价";
    add: "Add a price", "添加定价";
    find: "Find a model", "查找模型";
    source_head: "Source", "来源";
    source_manual: "Own", "自定义";
    source_synced: "Synced", "同步";
    source_seed: "Shipped", "内置";
    every_source: "All", "全部";
    by_provider: "By provider", "按供应商";
    of_provider_alone: "for this provider alone", "仅此供应商";
    none_found: "No price fits", "没有匹配的定价";
    show_all: "Show all", "显示全部";
    more: "Show more", "显示更多";
    all_models: "Models", "模型";
    aliases: "Aliases", "别名";
    rules: "Billing and sync", "计费与同步";
    unpriced: "Without a price", "无定价";
    unpriced_count(count): "Without a price ({count})", "无定价（{count}）";
    conflicts: "Conflicts", "冲突";
    conflict_count(count): "Conflicts ({count})", "冲突（{count}）";

    model: "Model", "模型";
    model_help: "The name that is billed, as providers know it.", "计费时使用的名称，即供应商侧的模型名。";
    holds_for: "Holds for", "适用于";
    holds_for_help: "A price for one provider alone counts before the one for all.", "单个供应商的定价优先于通用定价。";
    every_provider: "Every provider", "所有供应商";
    input: "Input", "输入";
    output: "Output", "输出";
    cache_read: "Cache read", "缓存读取";
    cache_write_5m: "Cache write, 5 min", "缓存写入（5 分钟）";
    cache_write_1h: "Cache write, 1 h", "缓存写入（1 小时）";
    input_image: "Input, images", "输入（图片）";
    output_image: "Output, images", "输出（图片）";
    reasoning: "Reasoning", "思考";
    request: "Each request", "每次请求";
    per_request(price): "{price} a request", "每次请求 {price}";
    variants: "Also for", "其他档位";
    units: "In dollars a million tokens. What is left empty follows: cache writes are 1.25 and 2 times the input, reads a tenth; images and reasoning as text.", "单位为美元 / 百万 token。留空则自动推算：缓存写入为输入的 1.25 倍和 2 倍，缓存读取为十分之一，图片和思考同文本。";
    has_ranges: "This price also has ranges by the length of the context. They are kept as they are; upload a table to change them.", "该定价还包含按上下文长度划分的区间，保存时保持不变，如需修改请上传定价表。";
    in_force(source): "The price in force: {source}. What you save here counts before it.", "当前生效：{source}。在此保存的定价优先。";
    no_price(text): "{text} is no price in dollars.", "{text} 不是有效的美元价格。";
    variant_add: "Add prices for a tier or a long context…", "添加服务档位或长上下文的定价…";
    tier_priority: "priority tier", "优先档（priority）";
    tier_flex: "flex tier", "弹性档（flex）";
    tier_batch: "batch tier", "批处理档（batch）";
    context_above(thousands): "context above {thousands}k", "上下文超过 {thousands}k";
    save: "Save", "保存";
    saved: "The price is saved", "定价已保存";
    repriced(count): "Saved. Requests that are billed by it now: {count}.", "已保存，补计费用的请求数：{count}。";
    delete: "Delete", "删除";
    deleted: "The price is deleted", "定价已删除";
    delete_title(model): "Delete the price of {model}?", "删除 {model} 的定价？";
    delete_text: "The price behind it counts from then on. What is billed already stays as it is.", "之后改用下一来源的定价，已计费的请求不变。";

    all_priced: "Every model that was used has a price", "所有已使用的模型都有定价";
    all_priced_hint: "Models without one appear here, with what waits to be billed.", "没有定价的模型会列在这里，等待补计费用。";
    unpriced_about: "These requests have no cost yet. They are billed as soon as their model has a price, at the multipliers of their time.", "这些请求尚未计费。设置定价后会按当时的倍率补计费用。";
    requests: "Requests", "请求数";
    tokens: "Tokens", "Token";
    since: "Since", "首次";
    last: "Last", "最近";
    set_price: "Set a price", "设置定价";

    no_conflict: "No conflict", "没有冲突";
    no_conflict_hint: "Where your own price differs from the synced or shipped one, both stand here.", "自定义定价与同步或内置定价不同时，会并列显示在这里。";
    conflict_about: "Your own price counts. Input and output, dollars a million tokens.", "以自定义定价为准。显示输入 / 输出，美元 / 百万 token。";
    other_price: "Without it", "备选";
    take_other: "Take that one", "采用备选";
    take_all: "Take them all", "全部采用";
    taken: "Taken", "已采用";

    alias: "Alias", "别名";
    alias_about: "A name without a price of its own has the price of another model.", "没有定价的名称可以使用另一个模型的定价。";
    alias_add: "Add the alias", "添加别名";
    alias_saved: "The alias is saved", "别名已保存";
    alias_remove(alias): "Remove {alias}", "移除 {alias}";

    model_source: "Billed model", "计费模型";
    model_source_help: "If it has no price, the others are tried: sent, requested, answered.", "若无定价，则依次尝试发送、请求、响应的模型。";
    model_sent: "As sent", "发送的模型";
    model_requested: "As requested", "请求的模型";
    model_answered: "As answered", "响应的模型";
    tier_source: "Billed service tier", "计费档位";
    tier_answered: "As answered, else as requested", "以响应为准，其次请求";
    tier_requested: "As requested, else as answered", "以请求为准，其次响应";
    sync_url: "Price table", "定价表地址";
    sync_url_help: "JSON in LiteLLM’s format. Empty: no sync.", "LiteLLM 格式的 JSON。留空则不同步。";
    sync_hours: "Sync every", "同步间隔";
    sync_hours_help: "0: only by hand.", "0 表示仅手动同步。";
    hours_wrong: "A whole number of hours.", "请填写整数小时。";
    sync_now: "Sync now", "立即同步";
    sync_unset: "Save an address first.", "请先保存定价表地址。";
    synced(models, stored): "{models} models in the table, {stored} new or changed.", "定价表共 {models} 个模型，新增或变更 {stored} 个。";
    sync_failed(error): "The sync failed and changed nothing: {error}", "同步失败，未做任何更改：{error}";
    rules_saved: "Saved", "已保存";

    upload: "Upload a table", "上传定价表";
    upload_about: "A JSON file in LiteLLM’s format. Its prices become your own and count before synced and shipped ones.", "LiteLLM 格式的 JSON 文件。其中的定价作为自定义定价，优先于同步和内置定价。";
    upload_file: "Price table, JSON", "定价表 JSON 文件";
    upload_choose: "Choose a file first.", "请先选择文件。";
    uploaded(stored, unchanged, skipped): "Stored: {stored}. Unchanged: {unchanged}. Without a price per token: {skipped}.", "已保存 {stored} 个，未变 {unchanged} 个，无 token 定价 {skipped} 个。";
    upload_refused(count): "Nothing was stored. Entries that cannot be read: {count}.", "未保存任何定价，无法读取的条目数：{count}。";
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

    /// What a field of LiteLLM's table is for.
    pub(crate) fn field(self, field: &str) -> &'static str {
        match split(field).map(|(name, _)| name) {
            Some("input_cost_per_token") => self.input(),
            Some("output_cost_per_token") => self.output(),
            Some("cache_creation_input_token_cost") => self.cache_write_5m(),
            Some("cache_creation_input_token_cost_above_1hr") => self.cache_write_1h(),
            Some("input_cost_per_image_token") => self.input_image(),
            Some("output_cost_per_image_token") => self.output_image(),
            Some("output_cost_per_reasoning_token") => self.reasoning(),
            Some("input_cost_per_request") => self.request(),
            _ => self.cache_read(),
        }
    }

    /// A variant of a price, by what its fields end with: `_above_200k_tokens_priority`.
    pub(crate) fn variant(self, suffix: &str) -> String {
        let tiers = [("_priority", self.tier_priority()), ("_flex", self.tier_flex()), ("_batches", self.tier_batch())];
        let tier = tiers.into_iter().find(|(end, _)| suffix.ends_with(end)).map(|(_, name)| name.to_owned());
        let context = suffix.strip_prefix("_above_").and_then(|rest| rest.split_once("k_tokens"));
        let parts = context.map(|(thousands, _)| self.context_above(thousands)).into_iter().chain(tier);
        parts.collect::<Vec<_>>().join(" · ")
    }
}
