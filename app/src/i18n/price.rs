use domain::price::{ModelSource, PriceSource, TierSource, split};

texts!(price PriceTexts {
    title: "Prices", "模型定价", "模型價格", "料金", "Цены";
    add: "Add a price", "添加定价", "新增價格", "料金を追加", "Добавить цену";
    find: "Find a model", "查找模型", "尋找模型", "モデルを検索", "Найти модель";
    source_head: "Source", "来源", "來源", "ソース", "Источник";
    source_manual: "Own", "自定义", "自訂", "独自", "Своя";
    source_synced: "Synced", "同步", "同步", "同期", "Синхронизация";
    source_seed: "Shipped", "内置", "內建", "内蔵", "Встроенная";
    every_source: "All", "全部", "全部", "すべて", "Все";
    by_provider: "By provider", "按供应商", "依供應商", "プロバイダー別", "По провайдерам";
    of_provider_alone:
        "for this provider alone",
        "仅此供应商",
        "僅限此供應商",
        "このプロバイダーのみ",
        "только для этого провайдера";
    none_found: "No price fits", "没有匹配的定价", "沒有符合的價格", "一致する料金はありません", "Подходящих цен нет";
    show_all: "Show all", "显示全部", "顯示全部", "すべて表示", "Показать все";
    more: "Show more", "显示更多", "顯示更多", "さらに表示", "Показать ещё";
    all_models: "Models", "模型", "模型", "モデル", "Модели";
    aliases: "Aliases", "别名", "別名", "エイリアス", "Псевдонимы";
    rules: "Billing and sync", "计费与同步", "計費與同步", "課金と同期", "Тарификация и синхронизация";
    unpriced: "Without a price", "无定价", "無價格", "料金なし", "Без цены";
    unpriced_count(count):
        "Without a price ({count})",
        "无定价（{count}）",
        "無價格（{count}）",
        "料金なし（{count}）",
        "Без цены ({count})";
    conflicts: "Conflicts", "冲突", "衝突", "競合", "Конфликты";
    conflict_count(count):
        "Conflicts ({count})",
        "冲突（{count}）",
        "衝突（{count}）",
        "競合（{count}）",
        "Конфликты ({count})";

    model: "Model", "模型", "模型", "モデル", "Модель";
    model_help:
        "The name that is billed, as providers know it.",
        "计费时使用的名称，即供应商侧的模型名。",
        "計費所用的名稱，也就是供應商端的模型名稱。",
        "課金に使う名前です。プロバイダー側のモデル名を入力します。",
        "Имя для тарификации — то, под которым модель знают провайдеры.";
    holds_for: "Holds for", "适用于", "適用於", "適用先", "Действует для";
    holds_for_help:
        "A price for one provider alone counts before the one for all.",
        "单个供应商的定价优先于通用定价。",
        "個別供應商的價格優先於通用價格。",
        "特定プロバイダーの料金は、共通の料金より優先されます。",
        "Цена для отдельного провайдера важнее общей.";
    every_provider: "Every provider", "所有供应商", "所有供應商", "すべてのプロバイダー", "Все провайдеры";
    input: "Input", "输入", "輸入", "入力", "Ввод";
    output: "Output", "输出", "輸出", "出力", "Вывод";
    cache_read: "Cache read", "缓存读取", "快取讀取", "キャッシュ読み取り", "Чтение кэша";
    cache_write_5m:
        "Cache write, 5 min",
        "缓存写入（5 分钟）",
        "快取寫入（5 分鐘）",
        "キャッシュ書き込み（5 分）",
        "Запись в кэш, 5 мин";
    cache_write_1h:
        "Cache write, 1 h",
        "缓存写入（1 小时）",
        "快取寫入（1 小時）",
        "キャッシュ書き込み（1 時間）",
        "Запись в кэш, 1 ч";
    input_image: "Input, images", "输入（图片）", "輸入（圖片）", "入力（画像）", "Ввод, изображения";
    output_image: "Output, images", "输出（图片）", "輸出（圖片）", "出力（画像）", "Вывод, изображения";
    reasoning: "Reasoning", "思考", "推理", "推論", "Рассуждения";
    request: "Each request", "每次请求", "每次請求", "リクエストごと", "За запрос";
    per_request(price):
        "{price} a request",
        "每次请求 {price}",
        "每次請求 {price}",
        "1 リクエスト {price}",
        "{price} за запрос";
    variants: "Also for", "其他档位", "其他層級", "その他の条件", "Также для";
    units:
        "In dollars a million tokens. What is left empty follows: cache writes are 1.25 and 2 times the input, reads a tenth; images and reasoning as text.",
        "单位为美元 / 百万 Token。留空则自动推算：缓存写入为输入的 1.25 倍和 2 倍，缓存读取为十分之一，图片和思考同文本。",
        "單位為美元／百萬 Token。留空則自動推算：快取寫入為輸入的 1.25 倍與 2 倍，快取讀取為十分之一，圖片與推理比照文字。",
        "単位は 100 万トークンあたりのドルです。空欄は自動で補われます。キャッシュ書き込みは入力の 1.25 倍と 2 倍、読み取りは 10 分の 1、画像と推論はテキストと同額です。",
        "В долларах за миллион токенов. Пустые поля рассчитываются сами: запись в кэш — 1,25 и 2 цены ввода, чтение — десятая часть, изображения и рассуждения — как текст.";
    has_ranges:
        "This price also has ranges by the length of the context. They are kept as they are; upload a table to change them.",
        "该定价还包含按上下文长度划分的区间，保存时保持不变，如需修改请上传定价表。",
        "此價格另含依上下文長度劃分的區間，儲存時維持不變；如需修改，請上傳價格表。",
        "この料金にはコンテキスト長ごとの区分もあり、そのまま保持されます。変更するには料金表をアップロードしてください。",
        "У этой цены есть и диапазоны по длине контекста. Они останутся как есть; чтобы их изменить, загрузите таблицу.";
    in_force(source):
        "The price in force: {source}. What you save here counts before it.",
        "当前生效：{source}。在此保存的定价优先。",
        "目前生效：{source}。在此儲存的價格優先。",
        "現在有効な料金：{source}。ここで保存した料金が優先されます。",
        "Сейчас действует: {source}. Сохранённая здесь цена будет важнее.";
    no_price(text):
        "{text} is no price in dollars.",
        "{text} 不是有效的美元价格。",
        "「{text}」不是有效的美元價格。",
        "「{text}」はドルの料金として無効です。",
        "«{text}» — не цена в долларах.";
    variant_add:
        "Add prices for a tier or a long context…",
        "添加服务档位或长上下文的定价…",
        "新增服務層級或長上下文的價格…",
        "サービスティアや長いコンテキストの料金を追加…",
        "Добавить цены для уровня или длинного контекста…";
    tier_priority: "priority tier", "优先档（priority）", "優先層級（priority）", "priority ティア", "уровень priority";
    tier_flex: "flex tier", "弹性档（flex）", "彈性層級（flex）", "flex ティア", "уровень flex";
    tier_batch: "batch tier", "批处理档", "批次層級", "batch ティア", "уровень batch";
    context_above(thousands):
        "context above {thousands}k",
        "上下文超过 {thousands}k",
        "上下文超過 {thousands}k",
        "コンテキスト {thousands}k 超",
        "контекст больше {thousands}k";
    save: "Save", "保存", "儲存", "保存", "Сохранить";
    saved: "The price is saved", "定价已保存", "價格已儲存", "料金を保存しました", "Цена сохранена";
    repriced(count):
        "Saved. Requests that are billed by it now: {count}.",
        "已保存，补计费用的请求数：{count}。",
        "已儲存，補計費用的請求數：{count}。",
        "保存しました。この料金で課金されたリクエスト：{count} 件。",
        "Сохранено. Тарифицировано запросов: {count}.";
    delete: "Delete", "删除", "刪除", "削除", "Удалить";
    deleted: "The price is deleted", "定价已删除", "價格已刪除", "料金を削除しました", "Цена удалена";
    delete_title(model):
        "Delete the price of {model}?",
        "删除 {model} 的定价？",
        "刪除 {model} 的價格？",
        "{model} の料金を削除しますか？",
        "Удалить цену {model}?";
    delete_text:
        "The price behind it counts from then on. What is billed already stays as it is.",
        "之后改用下一来源的定价，已计费的请求不变。",
        "之後改用下一順位來源的價格，已計費的請求不變。",
        "以後は次のソースの料金が使われます。課金済みのリクエストは変わりません。",
        "Дальше будет действовать цена из следующего источника. Уже тарифицированное не изменится.";

    all_priced:
        "Every model that was used has a price",
        "所有已使用的模型都有定价",
        "所有用過的模型都有價格",
        "使用されたモデルにはすべて料金があります",
        "У всех использованных моделей есть цена";
    all_priced_hint:
        "Models without one appear here, with what waits to be billed.",
        "没有定价的模型会列在这里，等待补计费用。",
        "沒有價格的模型會列在這裡，並顯示待計費的請求。",
        "料金のないモデルが、課金待ちのリクエストとともにここに表示されます。",
        "Здесь появятся модели без цены и запросы, ожидающие тарификации.";
    unpriced_about:
        "These requests have no cost yet. They are billed as soon as their model has a price, at the multipliers of their time.",
        "这些请求尚未计费。设置定价后会按当时的倍率补计费用。",
        "這些請求尚未計費。模型有價格後，會立即依請求當時的倍率補計。",
        "これらのリクエストはまだ課金されていません。モデルの料金が決まると、リクエスト時点の倍率で課金されます。",
        "У этих запросов ещё нет стоимости. Она будет рассчитана, как только у модели появится цена, — с множителями на момент запроса.";
    requests: "Requests", "请求数", "請求數", "リクエスト", "Запросы";
    tokens: "Tokens", "Token", "Token", "トークン", "Токены";
    since: "Since", "首次", "首次", "初回", "Впервые";
    last: "Last", "最近", "最近", "最終", "Последний";
    set_price: "Set a price", "设置定价", "設定價格", "料金を設定", "Задать цену";

    no_conflict: "No conflict", "没有冲突", "沒有衝突", "競合はありません", "Конфликтов нет";
    no_conflict_hint:
        "Where your own price differs from the synced or shipped one, both stand here.",
        "自定义定价与同步或内置定价不同时，会并列显示在这里。",
        "自訂價格與同步或內建價格不同時，兩者會並列於此。",
        "独自の料金が同期または内蔵の料金と異なる場合、両方がここに並びます。",
        "Если своя цена отличается от синхронизированной или встроенной, здесь видны обе.";
    conflict_about:
        "Your own price counts. Input and output, dollars a million tokens.",
        "以自定义定价为准。显示输入 / 输出，美元 / 百万 Token。",
        "以自訂價格為準。顯示輸入與輸出價格，單位為美元／百萬 Token。",
        "独自の料金が優先されます。入力と出力、100 万トークンあたりのドルです。",
        "Действует своя цена. Ввод и вывод, в долларах за миллион токенов.";
    other_price: "Without it", "备选", "備選", "代替の料金", "Без неё";
    take_other: "Take that one", "采用备选", "採用備選", "代替を採用", "Взять её";
    take_all: "Take them all", "全部采用", "全部採用", "すべて採用", "Взять все";
    taken: "Taken", "已采用", "已採用", "採用しました", "Принято";

    alias: "Alias", "别名", "別名", "エイリアス", "Псевдоним";
    alias_about:
        "A name without a price of its own has the price of another model.",
        "没有定价的名称可以使用另一个模型的定价。",
        "沒有價格的名稱可以沿用另一個模型的價格。",
        "料金のない名前には、別のモデルの料金が使われます。",
        "Имя без собственной цены получает цену другой модели.";
    alias_add: "Add the alias", "添加别名", "新增別名", "エイリアスを追加", "Добавить псевдоним";
    alias_saved: "The alias is saved", "别名已保存", "別名已儲存", "エイリアスを保存しました", "Псевдоним сохранён";
    alias_remove(alias): "Remove {alias}", "移除 {alias}", "移除 {alias}", "{alias} を削除", "Удалить {alias}";

    model_source: "Billed model", "计费模型", "計費模型", "課金対象のモデル", "Модель для тарификации";
    model_source_help:
        "If it has no price, the others are tried: sent, requested, answered.",
        "若无定价，则依次尝试发送、请求、响应的模型。",
        "若無價格，則依序改用送出、請求、回應的模型。",
        "料金がない場合は、送信、要求、応答のモデルの順に試します。",
        "Если у неё нет цены, пробуются остальные: отправленная, запрошенная, ответившая.";
    model_sent: "As sent", "发送的模型", "送出的模型", "送信したモデル", "Отправленная";
    model_requested: "As requested", "请求的模型", "請求的模型", "要求されたモデル", "Запрошенная";
    model_answered: "As answered", "响应的模型", "回應的模型", "応答のモデル", "Ответившая";
    tier_source:
        "Billed service tier",
        "计费档位",
        "計費服務層級",
        "課金対象のサービスティア",
        "Тарифицируемый уровень";
    tier_source_help:
        "If that side does not name a tier, the other’s word is taken.",
        "若该方未给出档位，则采用另一方的。",
        "若該方未提供層級，則採用另一方的。",
        "そちらにティアの記載がない場合は、もう一方の値を使います。",
        "Если эта сторона не назвала уровень, берётся слово другой.";
    tier_answered:
        "As answered, else as requested",
        "以响应为准，其次请求",
        "以回應為準，其次為請求",
        "応答を優先、なければ要求",
        "Из ответа, иначе из запроса";
    tier_requested:
        "As requested, else as answered",
        "以请求为准，其次响应",
        "以請求為準，其次為回應",
        "要求を優先、なければ応答",
        "Из запроса, иначе из ответа";
    sync_url: "Price table", "定价表地址", "價格表網址", "料金表の URL", "Таблица цен";
    sync_url_help:
        "JSON in LiteLLM’s format. Empty: no sync.",
        "LiteLLM 格式的 JSON。留空则不同步。",
        "LiteLLM 格式的 JSON。留空則不同步。",
        "LiteLLM 形式の JSON です。空欄の場合は同期しません。",
        "JSON в формате LiteLLM. Пусто — без синхронизации.";
    sync_hours: "Sync every", "同步间隔", "同步間隔", "同期間隔", "Интервал синхронизации";
    sync_hours_help:
        "0: only by hand.",
        "0 表示仅手动同步。",
        "0 表示僅手動同步。",
        "0 の場合は手動でのみ同期します。",
        "0 — только вручную.";
    hours_wrong:
        "A whole number of hours, at most 744.",
        "请填写整数小时，最多 744。",
        "請填寫整數的小時數，最多 744。",
        "時間数を 744 以下の整数で入力してください。",
        "Целое число часов, не более 744.";
    sync_now: "Sync now", "立即同步", "立即同步", "今すぐ同期", "Синхронизировать";
    sync_unset:
        "Save an address first.",
        "请先保存定价表地址。",
        "請先儲存價格表網址。",
        "先に URL を保存してください。",
        "Сначала сохраните адрес таблицы.";
    synced(models, stored):
        "{models} models in the table, {stored} new or changed.",
        "定价表共 {models} 个模型，新增或变更 {stored} 个。",
        "價格表共 {models} 個模型，新增或變更 {stored} 個。",
        "料金表のモデル：{models} 件、新規または変更：{stored} 件。",
        "Моделей в таблице: {models}, новых или изменённых: {stored}.";
    sync_failed(error):
        "The sync failed and changed nothing: {error}",
        "同步失败，未做任何更改：{error}",
        "同步失敗，未變更任何內容：{error}",
        "同期に失敗しました。変更はありません：{error}",
        "Синхронизация не удалась, ничего не изменено: {error}";
    by_hand: "by hand", "手动", "手動", "手動", "вручную";
    hours(n): "{n} h", "{n} 小时", "{n} 小時", "{n} 時間", "{n} ч";
    no_table: "none", "无", "無", "なし", "нет";
    to_settings: "Change in the settings", "在设置中更改", "在設定中變更", "設定で変更", "Изменить в настройках";

    upload: "Upload a table", "上传定价表", "上傳價格表", "料金表をアップロード", "Загрузить таблицу";
    upload_about:
        "A JSON file in LiteLLM’s format. Its prices become your own and count before synced and shipped ones.",
        "LiteLLM 格式的 JSON 文件。其中的定价作为自定义定价，优先于同步和内置定价。",
        "LiteLLM 格式的 JSON 檔案。其中的價格會成為自訂價格，優先於同步與內建價格。",
        "LiteLLM 形式の JSON ファイルです。その料金は独自の料金となり、同期や内蔵の料金より優先されます。",
        "JSON-файл в формате LiteLLM. Цены из него станут своими и будут важнее синхронизированных и встроенных.";
    upload_file: "Choose a JSON file", "选择 JSON 文件", "選擇 JSON 檔案", "JSON ファイルを選択", "Выбрать файл JSON";
    upload_choose:
        "Choose a file first.",
        "请先选择文件。",
        "請先選擇檔案。",
        "先にファイルを選択してください。",
        "Сначала выберите файл.";
    uploaded(stored, unchanged, skipped):
        "Stored: {stored}. Unchanged: {unchanged}. Without a price per token: {skipped}.",
        "已保存 {stored} 个，未变 {unchanged} 个，无 Token 定价 {skipped} 个。",
        "已儲存：{stored}，未變更：{unchanged}，無 Token 價格：{skipped}。",
        "保存：{stored} 件、変更なし：{unchanged} 件、トークン単価なし：{skipped} 件。",
        "Сохранено: {stored}. Без изменений: {unchanged}. Без цены за токен: {skipped}.";
    upload_refused(count):
        "Nothing was stored. Entries that cannot be read: {count}.",
        "未保存任何定价，无法读取的条目数：{count}。",
        "未儲存任何價格，無法讀取的項目數：{count}。",
        "何も保存されませんでした。読み取れない項目：{count} 件。",
        "Ничего не сохранено. Нечитаемых записей: {count}.";
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

    /// A `ModelSource` by its name.
    pub(crate) fn model_word(self, name: &str) -> &'static str {
        match ModelSource::ALL.into_iter().find(|source| source.as_str() == name) {
            Some(ModelSource::Requested) => self.model_requested(),
            Some(ModelSource::Answered) => self.model_answered(),
            _ => self.model_sent(),
        }
    }

    /// A `TierSource` by its name.
    pub(crate) fn tier_word(self, name: &str) -> &'static str {
        match TierSource::ALL.into_iter().find(|source| source.as_str() == name) {
            Some(TierSource::Requested) => self.tier_requested(),
            _ => self.tier_answered(),
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
