use domain::setting::{LogLevel, Setting};

texts!(setting SettingTexts {
    title: "Settings", "设置", "設定", "設定", "Настройки";
    save: "Save", "保存", "儲存", "保存", "Сохранить";
    saved: "The settings are saved", "设置已保存", "設定已儲存", "設定を保存しました", "Настройки сохранены";
    unchanged: "Nothing has changed.", "没有更改。", "沒有變更。", "変更はありません。", "Изменений нет.";

    is_default(value): "Default: {value}", "默认：{value}", "預設：{value}", "既定値：{value}", "По умолчанию: {value}";
    environment: "From the environment (TZ)", "来自环境变量 TZ", "來自環境變數 TZ", "環境変数 TZ の値", "Из окружения (TZ)";
    is_set: "Set here", "在此设置", "在此設定", "ここで設定", "Задано здесь";
    changed: "Changed, not saved yet", "已更改，尚未保存", "已變更，尚未儲存", "変更あり（未保存）", "Изменено, не сохранено";
    reset_to(value): "Reset to: {value}", "恢复为：{value}", "還原為：{value}", "元に戻す：{value}", "Вернуть: {value}";
    on: "on", "开启", "開啟", "オン", "включено";
    off: "off", "关闭", "關閉", "オフ", "выключено";
    none: "none", "无", "無", "なし", "нет";
    for_ever: "for ever", "永久", "永久", "無期限", "бессрочно";
    all_on: "all on", "全部开启", "全部開啟", "すべてオン", "все включены";
    some_off(count): "switched off: {count}", "已关闭 {count} 项", "已關閉 {count} 項", "オフ：{count} 件", "выключено: {count}";

    general: "General", "常规", "一般", "全般", "Общие";
    site_title: "Name of the hub", "站点名称", "站台名稱", "ハブの名前", "Название хаба";
    site_title_help:
        "Shown in the console, from the next page load on.",
        "显示在控制台中，重新加载页面后生效。",
        "顯示於主控台，重新載入頁面後生效。",
        "コンソールに表示されます。次にページを読み込んだときから反映されます。",
        "Показывается в консоли после следующей загрузки страницы.";
    site_title_wrong:
        "1 to 100 characters on one line.",
        "请填写 1 至 100 个字符，单行。",
        "請填寫 1 至 100 個字元，單行。",
        "1 行で 1～100 文字を入力してください。",
        "От 1 до 100 символов в одну строку.";
    time_zone: "Time zone", "时区", "時區", "タイムゾーン", "Часовой пояс";
    time_zone_help:
        "Where a day begins, for limits and for figures by day. After a change the figures of past days are built anew.",
        "决定限额与每日统计从何时起算。更改后会重新生成以往各天的统计。",
        "決定限額與每日統計的起算時間。變更後會重新產生過去各日的統計。",
        "上限と日別の集計で、一日の始まりを決めます。変更すると過去の日別集計が作り直されます。",
        "Определяет начало суток для лимитов и суточной статистики. После смены статистика прошлых дней пересчитывается.";
    time_zone_wrong:
        "No such time zone. Use a name such as Asia/Shanghai.",
        "没有此时区，请使用 Asia/Shanghai 这样的名称。",
        "沒有此時區，請使用 Asia/Taipei 這類名稱。",
        "該当するタイムゾーンがありません。Asia/Tokyo のような名前を入力してください。",
        "Нет такого пояса. Укажите название вида Europe/Moscow.";
    leaderboard_public:
        "Users see each other on the leaderboard",
        "用户可在排行榜看到彼此",
        "使用者可在排行榜看到彼此",
        "ユーザーがランキングで互いを見られる",
        "Пользователи видят друг друга в рейтинге";
    leaderboard_public_help:
        "Everybody who is signed in sees the names and sums of all. Off: only their own.",
        "所有登录用户都能看到他人的名称与合计；关闭时只能看到自己的。",
        "所有登入者都能看到他人的名稱與合計；關閉時只能看到自己的。",
        "ログインした全員が、全ユーザーの名前と合計を見られます。オフの場合は自分の分だけです。",
        "Все вошедшие видят имена и суммы остальных. Если выключено — только свои.";

    log: "Log", "日志", "記錄", "ログ", "Журнал";
    log_days: "Keep requests for", "请求保留时长", "請求保留時間", "リクエストの保存期間", "Хранить запросы";
    log_days_help:
        "Older requests leave the log. Money, figures and limits never depend on it. Empty: for ever.",
        "更早的请求将从日志中移除，费用、统计与限额不受影响。留空则永久保留。",
        "更早的請求會從記錄中移除，費用、統計與限額不受影響。留空則永久保留。",
        "古いリクエストはログから削除されます。費用、集計、上限には影響しません。空欄の場合は無期限です。",
        "Более старые запросы удаляются из журнала. Деньги, статистика и лимиты от этого не зависят. Пусто — бессрочно.";
    log_days_wrong:
        "A whole number of days from 1 to 36,500, or nothing.",
        "请填写 1 至 36500 的整数，或留空。",
        "請填寫 1 至 36500 的整數，或留空。",
        "1～36,500 の整数を入力するか、空欄にしてください。",
        "Целое число дней от 1 до 36 500 или пусто.";
    log_level: "What the hub logs", "中转站日志级别", "中轉站記錄層級", "ハブ自身のログレベル", "Уровень журнала хаба";
    log_level_help:
        "What each instance writes to its own log, from a second after this is saved.",
        "各实例写入自身日志的内容，保存后一秒内生效。",
        "各執行個體寫入自身記錄的內容，儲存後一秒內生效。",
        "各インスタンスが自身のログに書き出す内容です。保存後 1 秒以内に反映されます。",
        "Что каждый экземпляр пишет в собственный журнал; действует через секунду после сохранения.";
    level_error: "Errors", "错误", "錯誤", "エラー", "Ошибки";
    level_warn: "Warnings, too", "含警告", "含警告", "警告も", "И предупреждения";
    level_info: "What happens, too", "含一般信息", "含一般資訊", "情報も", "И события";
    level_debug: "Details, too", "含调试信息", "含偵錯資訊", "デバッグ情報も", "И подробности";
    level_trace: "Everything", "全部", "全部", "すべて", "Всё";
    as_started: "As started", "同启动时", "同啟動時", "起動時のまま", "Как при запуске";
    days: "days", "天", "天", "日", "дн.";

    limits: "Limits", "限额", "限額", "上限", "Лимиты";
    warn_percents: "Warn at", "预警阈值", "警示門檻", "警告する割合", "Предупреждать при";
    warn_percents_help:
        "Percentages of a limit at which admins and whom it concerns read a warning beside their quotas. Empty: none.",
        "用量达到限额的这些百分比时，管理员与相关用户会在限额旁看到预警。留空则不预警。",
        "用量達到限額的這些百分比時，管理員與當事人會在限額旁看到警示。留空則不警示。",
        "上限に対する割合です。達すると、管理者と本人に、クォータの横で警告が表示されます。空欄の場合は警告しません。",
        "Доли лимита в процентах, при которых админы и владелец видят предупреждение рядом с лимитами. Пусто — без предупреждений.";
    warn_percents_wrong:
        "At most five whole percentages from 1 to 99, ascending: 80, 95",
        "最多五个 1 至 99 的整数，从小到大，例如：80, 95",
        "最多五個 1 至 99 的整數，由小到大，例如：80, 95",
        "1～99 の整数を小さい順に 5 個まで入力してください。例：80, 95",
        "Не более пяти целых чисел от 1 до 99 по возрастанию: 80, 95";

    billing: "Billing and prices", "计费与定价", "計費與價格", "課金と料金", "Тарификация и цены";
    sync_url_wrong:
        "An address that begins with http:// or https://.",
        "请填写以 http:// 或 https:// 开头的地址。",
        "請填寫以 http:// 或 https:// 開頭的網址。",
        "http:// または https:// で始まる URL を入力してください。",
        "Адрес, который начинается с http:// или https://.";

    repairs: "Repairs", "修复", "修復", "修復", "Исправления";
    repairs_help:
        "What vendors are known to refuse is mended, at most once for a request and provider. Each repair is noted on the request’s row.",
        "修复已知会被上游拒绝的内容，每个请求在每个供应商最多修复一次，并记录在该请求的日志中。",
        "修復已知會被上游拒絕的內容，每個請求在每個供應商最多修復一次，並記錄於該請求的記錄中。",
        "ベンダーが拒否すると分かっている内容を、リクエストとプロバイダーごとに一度だけ修復します。修復はリクエストのログに残ります。",
        "То, что вендоры заведомо отклоняют, исправляется — не более раза на запрос и провайдера. Каждое исправление отмечается в журнале.";
    thinking_signature: "Foreign thinking blocks", "其他账号的思考块", "其他帳號的思考區塊", "他アカウントの思考ブロック", "Чужие блоки размышлений";
    thinking_signature_help:
        "When the vendor has refused them: thinking blocks that another account has signed are taken out.",
        "被上游拒绝后，移除由其他账号签名的思考块。",
        "遭上游拒絕後，移除由其他帳號簽署的思考區塊。",
        "ベンダーに拒否された場合、別のアカウントが署名した思考ブロックを取り除きます。",
        "После отказа вендора удаляются блоки размышлений, подписанные другим аккаунтом.";
    thinking_budget: "Thinking budget too small", "思考预算过小", "思考預算過小", "思考バジェット不足", "Слишком малый бюджет размышлений";
    thinking_budget_help:
        "When the vendor has refused it: a thinking budget below the least is raised.",
        "被上游拒绝后，将低于下限的思考预算调高。",
        "遭上游拒絕後，將低於下限的思考預算調高。",
        "ベンダーに拒否された場合、下限を下回る思考バジェットを引き上げます。",
        "После отказа вендора бюджет размышлений ниже минимума повышается.";
    effort_conflict: "Effort without thinking", "未开启思考却指定强度", "未啟用思考卻指定強度", "思考なしでの強度指定", "Effort без размышлений";
    effort_conflict_help:
        "When the vendor has refused it: an effort that contradicts switched-off thinking is taken out.",
        "被上游拒绝后，移除与关闭思考相矛盾的强度设置。",
        "遭上游拒絕後，移除與關閉思考相矛盾的強度設定。",
        "ベンダーに拒否された場合、思考オフと矛盾する強度指定を取り除きます。",
        "После отказа вендора удаляется effort, противоречащий выключенным размышлениям.";
    gemini_ids: "Ids of Gemini’s function calls", "Gemini 函数调用 ID", "Gemini 函式呼叫 ID", "Gemini の関数呼び出しの ID", "ID вызовов функций Gemini";
    gemini_ids_help:
        "When the vendor has refused them: ids in function calls and their answers are taken out.",
        "被上游拒绝后，移除函数调用及其结果中的 ID。",
        "遭上游拒絕後，移除函式呼叫及其結果中的 ID。",
        "ベンダーに拒否された場合、関数呼び出しとその応答の ID を取り除きます。",
        "После отказа вендора удаляются ID в вызовах функций и ответах на них.";
    billing_header: "Claude Code’s billing line", "Claude Code 的计费行", "Claude Code 的計費行", "Claude Code の課金行", "Строка биллинга Claude Code";
    billing_header_help:
        "Always: the billing line is taken out of the system prompt.",
        "始终从系统提示中移除计费行。",
        "一律從系統提示中移除計費行。",
        "常に、システムプロンプトから課金行を取り除きます。",
        "Всегда: строка биллинга удаляется из системного промпта.";
    responses_input: "Input that is no list", "input 不是列表", "input 不是清單", "input がリストでない", "input — не список";
    responses_input_help:
        "Always: an input of the Responses API that is no list becomes one.",
        "始终将 Responses API 中非列表的 input 转为列表。",
        "一律將 Responses API 中非清單的 input 轉為清單。",
        "常に、Responses API のリストでない input をリストにします。",
        "Всегда: input для Responses API превращается в список, если это не список.";
});

impl SettingTexts {
    pub(crate) fn level(self, level: LogLevel) -> &'static str {
        match level {
            LogLevel::Error => self.level_error(),
            LogLevel::Warn => self.level_warn(),
            LogLevel::Info => self.level_info(),
            LogLevel::Debug => self.level_debug(),
            LogLevel::Trace => self.level_trace(),
        }
    }

    /// What a setting that was refused must be; none for those that nobody can get wrong.
    pub(crate) fn wrong(self, setting: Setting) -> Option<&'static str> {
        Some(match setting {
            Setting::SiteTitle => self.site_title_wrong(),
            Setting::TimeZone => self.time_zone_wrong(),
            Setting::LimitWarnPercents => self.warn_percents_wrong(),
            Setting::PriceSyncUrl => self.sync_url_wrong(),
            Setting::PriceSyncHours => self.0.price().hours_wrong(),
            Setting::LogDays => self.log_days_wrong(),
            _ => return None,
        })
    }
}
