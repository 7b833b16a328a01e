texts!(limit LimitTexts {
    title: "Limits", "限额", "限額", "上限", "Лимиты";
    hint:
        "Budgets, requests, tokens, sessions",
        "预算、请求数、Token、会话",
        "預算、請求數、Token、工作階段",
        "予算、リクエスト、トークン、セッション",
        "Бюджеты, запросы, токены, сессии";
    inherited:
        "The user’s limits hold for all keys together, whatever stands here.",
        "用户的限额对其所有密钥合计生效，与此处设置无关。",
        "使用者的限額對其所有金鑰合計生效，與此處的設定無關。",
        "ここでの設定にかかわらず、ユーザーの上限は全キーの合計に適用されます。",
        "Лимиты пользователя действуют на все его ключи вместе, что бы ни было задано здесь.";
    of_user(figure):
        "User: {figure}",
        "用户：{figure}",
        "使用者：{figure}",
        "ユーザー：{figure}",
        "Пользователь: {figure}";
    none: "No limit", "不限", "不限", "無制限", "Без лимита";

    money: "Budgets", "预算", "預算", "予算", "Бюджеты";
    money_help:
        "In US dollars, as the hub counts cost. 0 lets nothing through.",
        "按中转站计算的成本，单位为美元。填 0 则不放行。",
        "以美元計，依中轉站計算的費用。填 0 則一律不放行。",
        "単位は米ドルで、ハブが計算したコストで判定します。0 にすると一切通しません。",
        "В долларах США, по подсчёту хаба. При 0 не проходит ничего.";
    five_hours: "5 hours", "5 小时", "5 小時", "5時間", "5 часов";
    day: "Day", "每日", "每日", "1日", "День";
    week: "Week", "每周", "每週", "1週間", "Неделя";
    month: "Month", "每月", "每月", "1か月", "Месяц";
    total: "In all", "总计", "總計", "累計", "Всего";
    five_hours_window: "5 hours count", "5 小时窗口", "5 小時計算方式", "5時間の集計方法", "Окно 5 часов";
    day_window: "A day counts", "每日窗口", "每日計算方式", "1日の集計方法", "Окно дня";
    rolling: "rolling", "滚动", "滾動", "ローリング", "скользящее";
    fixed: "fixed", "固定", "固定", "固定", "фиксированное";
    day_start: "Day begins", "每日起点", "每日起始時間", "1日の開始時刻", "Начало дня";
    day_start_help(zone):
        "Of a day with a start; in the hub’s time zone, {zone}.",
        "用于固定窗口，按中转站的时区 {zone} 计算。",
        "用於固定計算方式，依中轉站的時區 {zone} 計算。",
        "集計方法が固定の場合に使います。ハブのタイムゾーン（{zone}）での時刻です。",
        "Для фиксированного окна; в часовом поясе хаба, {zone}.";

    counts: "Rate and concurrency", "频率与并发", "頻率與並行數", "レートと同時実行数", "Частота и параллельность";
    counts_help:
        "Requests and tokens count over the last 60 seconds.",
        "请求数和 Token 按最近 60 秒统计。",
        "請求數與 Token 依最近 60 秒統計。",
        "リクエストとトークンは直近60秒間で集計します。",
        "Запросы и токены считаются за последние 60 секунд.";
    rpm: "Requests a minute", "每分钟请求", "每分鐘請求數", "リクエスト/分", "Запросов в минуту";
    tpm: "Tokens a minute", "每分钟 Token", "每分鐘 Token 數", "トークン/分", "Токенов в минуту";
    requests: "Requests at once", "并发请求", "並行請求數", "同時リクエスト数", "Запросов одновременно";
    sessions: "Sessions at once", "并发会话", "並行工作階段數", "同時セッション数", "Сессий одновременно";

    models: "Limits by model", "按模型限额", "各模型限額", "モデル別の上限", "Лимиты по моделям";
    models_help:
        "A model as clients name it; * stands for any text, as in claude-opus-*. They hold beside the limits above.",
        "客户端请求的模型名，* 代表任意文本，如 claude-opus-*。与上面的限额同时生效。",
        "用戶端請求的模型名稱，* 代表任意文字，如 claude-opus-*。與上方的限額同時生效。",
        "クライアントが指定するモデル名。* は任意の文字列を表します（例：claude-opus-*）。上の各上限と併せて適用されます。",
        "Имя модели, как его указывают клиенты; * — любой текст, например claude-opus-*. Действуют вместе с лимитами выше.";
    model: "Model", "模型", "模型", "モデル", "Модель";
    model_kind: "What is limited", "限制项", "限制項目", "制限の対象", "Что ограничено";
    model_figure: "Limit", "上限", "上限", "上限", "Лимит";
    model_add: "Add a limit by model", "添加模型限额", "新增模型限額", "モデル別の上限を追加", "Добавить лимит модели";
    model_remove: "Remove this limit", "移除此限额", "移除此限額", "この上限を削除", "Удалить этот лимит";
    model_half(row):
        "Row {row} needs a model and a figure.",
        "第 {row} 行需要填写模型和数值。",
        "第 {row} 列需要填寫模型與數值。",
        "{row}行目にモデルと数値を入力してください。",
        "Строка {row}: укажите модель и число.";
    model_twice(row):
        "The limit of row {row} stands above already.",
        "第 {row} 行的限额与上面重复。",
        "第 {row} 列的限額與上方重複。",
        "{row}行目の上限は上の行と重複しています。",
        "Строка {row}: такой лимит уже есть выше.";
    no_money:
        "An amount in dollars, such as 5 or 0.25.",
        "请填写美元金额，如 5 或 0.25。",
        "請輸入美元金額，如 5 或 0.25。",
        "金額を米ドルで入力してください（例：5、0.25）。",
        "Укажите сумму в долларах, например 5 или 0.25.";
    no_count:
        "A whole number from 0 on.",
        "请填写不小于 0 的整数。",
        "請輸入不小於 0 的整數。",
        "0以上の整数を入力してください。",
        "Укажите целое число от 0.";
    no_time:
        "A time such as 08:30.",
        "请填写时间，如 08:30。",
        "請輸入時間，如 08:30。",
        "時刻を入力してください（例：08:30）。",
        "Укажите время, например 08:30.";

    quotas: "Quotas", "限额用量", "限額用量", "クォータ", "Лимиты";
    own_quota: "My quota", "我的限额", "我的限額", "自分のクォータ", "Мои лимиты";
    users: "Users", "用户", "使用者", "ユーザー", "Пользователи";
    keys: "Keys", "密钥", "金鑰", "キー", "Ключи";
    providers: "Providers", "供应商", "供應商", "プロバイダー", "Провайдеры";
    find: "Find by name", "按名称查找", "依名稱搜尋", "名前で検索", "Найти по имени";
    key_of(user): "Key of {user}", "{user} 的密钥", "{user} 的金鑰", "{user} のキー", "Ключ пользователя {user}";
    users_own: "of the user", "来自用户", "來自使用者", "ユーザーの上限", "от пользователя";
    used(used, limit):
        "{used} / {limit}",
        "{used} / {limit}",
        "{used} / {limit}",
        "{used} / {limit}",
        "{used} / {limit}";
    used_and_held(used, held, limit):
        "{used} + {held} held / {limit}",
        "{used} + 预留 {held} / {limit}",
        "{used} + 預留 {held} / {limit}",
        "{used} + 予約 {held} / {limit}",
        "{used} + резерв {held} / {limit}";
    since: "since", "自", "自", "開始", "с";
    resets: "resets", "重置于", "重設於", "リセット", "сброс";
    reset_at: "Counted since", "统计起点", "統計起點", "集計開始", "Учёт с";
    reset: "Reset", "重置用量", "重設", "リセット", "Сбросить";
    reset_title(name):
        "Reset what {name} has used?",
        "重置 {name} 的用量？",
        "重設 {name} 的用量？",
        "{name} の使用量をリセットしますか？",
        "Сбросить использование для {name}?";
    reset_text:
        "What was used until now no longer counts in budgets. Logs and costs stay as they are.",
        "此前的用量不再计入预算。日志和成本记录不变。",
        "先前的用量不再計入預算。記錄與費用維持不變。",
        "これまでの使用量は予算に算入されなくなります。ログとコストは変わりません。",
        "Использованное до этого момента больше не учитывается в бюджетах. Журнал и расходы не меняются.";
    reset_user_text:
        "What the user and all their keys have used until now no longer counts in budgets. Logs and costs stay as they are.",
        "该用户及其所有密钥此前的用量不再计入预算。日志和成本记录不变。",
        "該使用者及其所有金鑰先前的用量不再計入預算。記錄與費用維持不變。",
        "このユーザーと全キーのこれまでの使用量は予算に算入されなくなります。ログとコストは変わりません。",
        "Использованное пользователем и всеми его ключами до этого момента больше не учитывается в бюджетах. Журнал и расходы не меняются.";
    reset_done(name):
        "{name} begins anew",
        "已重置 {name}",
        "已重設 {name}",
        "{name} をリセットしました",
        "Сброшено: {name}";
    unlimited: "No limits", "没有限额", "沒有限額", "上限なし", "Лимитов нет";
    unlimited_hint:
        "Set them at a user, a key or a provider.",
        "可在用户、密钥或供应商中设置。",
        "可在使用者、金鑰或供應商中設定。",
        "ユーザー、キー、プロバイダーのいずれかで設定できます。",
        "Их можно задать у пользователя, ключа или провайдера.";
    own_unlimited_hint:
        "Nobody has set one for you or your keys.",
        "管理员没有为你或你的密钥设置限额。",
        "管理員沒有為你或你的金鑰設定限額。",
        "あなたとあなたのキーには上限が設定されていません。",
        "Для вас и ваших ключей лимиты не заданы.";
    none_found: "Nothing fits", "没有匹配项", "沒有符合的項目", "該当なし", "Ничего не найдено";
    show_all: "Show all", "显示全部", "顯示全部", "すべて表示", "Показать все";
    earlier: "Back", "上一页", "上一頁", "前へ", "Назад";
    later: "More", "下一页", "下一頁", "次へ", "Далее";
    of_all(from, until, total):
        "{from}–{until} of {total}",
        "第 {from}–{until} 项，共 {total} 项",
        "第 {from}–{until} 項，共 {total} 項",
        "{total}件中 {from}–{until}",
        "{from}–{until} из {total}";
    all_keys: "All keys together", "所有密钥合计", "所有金鑰合計", "全キーの合計", "Все ключи вместе";

    warnings: "Warnings", "预警", "警示", "警告", "Предупреждения";
    warned(percent, limit):
        "{percent} % of the limit was reached: {limit}",
        "已用到限额的 {percent}%：{limit}",
        "已用到限額的 {percent}%：{limit}",
        "上限の{percent}%に達しました：{limit}",
        "Достигнуто {percent} % лимита: {limit}";
    no_warnings:
        "No limit has come near its end in the last 90 days.",
        "最近 90 天没有限额接近用完。",
        "最近 90 天沒有限額接近用完。",
        "直近90日間に上限に近づいたものはありません。",
        "За последние 90 дней ни один лимит не был близок к исчерпанию.";
});
