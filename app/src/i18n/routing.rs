// When, for whom and with how much patience a provider is asked.
texts!(routing RoutingTexts {
    audience:
        "Schedule and audience",
        "时段与适用范围",
        "時段與適用對象",
        "スケジュールと対象",
        "Расписание и аудитория";
    audience_hint:
        "Hours, groups, clients, sessions",
        "启用时段、分组、客户端、会话",
        "啟用時段、群組、用戶端、工作階段",
        "時間帯、グループ、クライアント、セッション",
        "Часы, группы, клиенты, сессии";
    hours: "Active hours", "启用时段", "啟用時段", "有効な時間帯", "Часы работы";
    hours_help(zone):
        "In the hub’s time zone, {zone}. 22:00-06:00 runs past midnight.",
        "按中转站的时区 {zone} 计算，可以跨零点，如 22:00-06:00。",
        "依中轉站的時區 {zone} 計算，可跨午夜，如 22:00-06:00。",
        "ハブのタイムゾーン（{zone}）での時刻です。22:00-06:00 のように日付をまたげます。",
        "В часовом поясе хаба, {zone}. Можно через полночь: 22:00-06:00.";
    hours_always: "Always", "全天", "全天", "常時", "Всегда";
    hours_wrong:
        "Two different times, such as 22:00-06:00.",
        "请填写两个不同的时间，如 22:00-06:00。",
        "請輸入兩個不同的時間，如 22:00-06:00。",
        "異なる2つの時刻を入力してください（例：22:00-06:00）。",
        "Укажите два разных времени, например 22:00-06:00.";
    group_priorities: "Priority by group", "分组优先级", "群組優先順序", "グループ別の優先度", "Приоритет по группам";
    group_priorities_help:
        "Counts for callers of the group, in place of the priority above. Of several groups the smallest counts.",
        "对该分组的调用方代替上面的优先级；属于多个分组时取最小值。",
        "對該群組的呼叫者取代上方的優先順序；屬於多個群組時取最小值。",
        "グループの呼び出し元には、上の優先度の代わりに適用されます。複数のグループに属する場合は最小値を使います。",
        "Для участников группы заменяет приоритет выше. Если групп несколько, действует наименьший.";
    group: "Group", "分组", "群組", "グループ", "Группа";
    group_add: "Add a group", "添加分组", "新增群組", "グループを追加", "Добавить группу";
    group_remove: "Remove this group", "移除此分组", "移除此群組", "このグループを削除", "Удалить эту группу";
    group_half(row, most):
        "Row {row} needs a group and a whole number from 0 to {most}.",
        "第 {row} 行需要填写分组和 0 到 {most} 之间的整数。",
        "第 {row} 列需要填寫群組和 0 到 {most} 之間的整數。",
        "{row}行目にグループと0〜{most}の整数を入力してください。",
        "Строка {row}: укажите группу и целое число от 0 до {most}.";
    group_twice(row):
        "The group of row {row} stands above already.",
        "第 {row} 行的分组与上面重复。",
        "第 {row} 列的群組與上方重複。",
        "{row}行目のグループは上の行と重複しています。",
        "Строка {row}: такая группа уже есть выше.";
    model_multipliers:
        "Cost multipliers of models",
        "模型成本倍率",
        "模型費用倍率",
        "モデル別のコスト倍率",
        "Множители стоимости моделей";
    model_multipliers_help:
        "On top of the one above. The first pattern that fits the billed model counts; * stands for any text.",
        "与上面的倍率相乘。按顺序取第一个匹配计费模型的规则，* 代表任意文本。",
        "與上方的倍率相乘。依序採用第一個符合計費模型的規則，* 代表任意文字。",
        "上の倍率にさらに掛けます。課金対象のモデルに最初に一致したパターンを使います。* は任意の文字列を表します。",
        "Умножается на множитель выше. Действует первый шаблон, подходящий к оплачиваемой модели; * — любой текст.";
    model_pattern:
        "Model, such as claude-opus*",
        "模型，如 claude-opus*",
        "模型，如 claude-opus*",
        "モデル（例：claude-opus*）",
        "Модель, например claude-opus*";
    model_add: "Add a model", "添加模型", "新增模型", "モデルを追加", "Добавить модель";
    model_remove: "Remove this model", "移除此模型", "移除此模型", "このモデルを削除", "Удалить эту модель";
    model_half(row):
        "Row {row} needs a model and a number from 0 to 1000.",
        "第 {row} 行需要填写模型和 0 到 1000 之间的数字。",
        "第 {row} 列需要填寫模型和 0 到 1000 之間的數字。",
        "{row}行目にモデルと0〜1000の数値を入力してください。",
        "Строка {row}: укажите модель и число от 0 до 1000.";
    clients: "Clients", "客户端", "用戶端", "クライアント", "Клиенты";
    clients_help:
        "Names separated by commas: claude-code, claude-code-cli, claude-code-vscode, claude-code-sdk-ts, claude-code-sdk-py, codex-cli, gemini-cli. Anything else is looked for in the User-Agent; with * it must fit the whole of it.",
        "用逗号分隔：claude-code、claude-code-cli、claude-code-vscode、claude-code-sdk-ts、claude-code-sdk-py、codex-cli、gemini-cli。其他名称在 User-Agent 中查找，含 * 时须匹配整个 User-Agent。",
        "以逗號分隔：claude-code、claude-code-cli、claude-code-vscode、claude-code-sdk-ts、claude-code-sdk-py、codex-cli、gemini-cli。其他名稱會在 User-Agent 中尋找，含 * 時須符合整個 User-Agent。",
        "カンマ区切り：claude-code, claude-code-cli, claude-code-vscode, claude-code-sdk-ts, claude-code-sdk-py, codex-cli, gemini-cli。その他の名前は User-Agent 内で検索します。* を含む場合は User-Agent 全体と一致する必要があります。",
        "Имена через запятую: claude-code, claude-code-cli, claude-code-vscode, claude-code-sdk-ts, claude-code-sdk-py, codex-cli, gemini-cli. Всё остальное ищется в User-Agent; шаблон с * должен совпасть с ним целиком.";
    allowed_clients: "Clients allowed", "允许的客户端", "允許的用戶端", "許可するクライアント", "Разрешённые клиенты";
    allowed_clients_none: "All", "全部", "全部", "すべて", "Все";
    blocked_clients: "Clients blocked", "屏蔽的客户端", "封鎖的用戶端", "拒否するクライアント", "Запрещённые клиенты";
    blocked_clients_none: "None", "无", "無", "なし", "Нет";
    blocked_clients_help:
        "Whatever the other list says.",
        "优先于允许列表。",
        "優先於允許清單。",
        "許可リストより優先されます。",
        "Важнее списка разрешённых.";
    sticky: "Sessions stay with it", "会话粘滞", "工作階段黏著", "セッション維持", "Привязка сессий";
    sticky_help:
        "What follows in a session goes to the same provider, as long as it can take it.",
        "只要供应商可用，同一会话的后续请求都发往它。",
        "只要供應商可用，同一工作階段的後續請求都會送往它。",
        "利用できる限り、同じセッションの以降のリクエストも同じプロバイダーに送ります。",
        "Следующие запросы сессии идут к тому же провайдеру, пока он может их принять.";

    reliability: "Reliability", "可靠性", "可靠性", "信頼性", "Надёжность";
    reliability_hint:
        "Further URLs, attempts, breaker",
        "备用地址、尝试次数、熔断",
        "備用 URL、嘗試次數、斷路器",
        "予備 URL、試行回数、ブレーカー",
        "Запасные URL, попытки, предохранитель";
    endpoints: "Further URLs", "备用地址", "備用 URL", "予備の URL", "Запасные URL";
    endpoints_help:
        "Of the same account, one a line. Asked in this order when the one before cannot be reached.",
        "同一账号的其他地址，每行一个。前一个无法连接时按顺序使用。",
        "同一帳號的其他 URL，每行一個。前一個無法連線時依序使用。",
        "同じアカウントの URL を1行に1つ入力します。前の URL に接続できないとき、この順に使います。",
        "Того же аккаунта, по одному на строку. Используются по порядку, если предыдущий недоступен.";
    line(row, fault):
        "Line {row}: {fault}",
        "第 {row} 行：{fault}",
        "第 {row} 行：{fault}",
        "{row}行目：{fault}",
        "Строка {row}: {fault}";
    attempts:
        "Attempts per request",
        "单次请求尝试次数",
        "每個請求的嘗試次數",
        "リクエストあたりの試行回数",
        "Попыток на запрос";
    attempts_help:
        "On this provider, before the next one is asked.",
        "在此供应商上的次数，用完后换下一个。",
        "在此供應商上的次數，用完後換下一個。",
        "次のプロバイダーに移るまでに、このプロバイダーで試す回数です。",
        "У этого провайдера, прежде чем перейти к следующему.";
    hub_default: "Hub’s default", "跟随全局", "中轉站預設", "ハブの既定値", "По умолчанию";
    breaker: "Circuit breaker", "熔断", "斷路器", "サーキットブレーカー", "Предохранитель";
    breaker_help:
        "After failures in a row the provider rests. Then single probes show whether it works again.",
        "连续失败后暂停使用该供应商，之后用单个请求探测是否恢复。",
        "連續失敗後暫停使用該供應商，之後以單一請求探測是否恢復。",
        "失敗が続くとプロバイダーの使用を一時停止し、その後リクエストを1件ずつ送って復旧を確認します。",
        "После нескольких сбоев подряд провайдер временно не используется. Затем одиночные запросы проверяют, работает ли он снова.";
    threshold: "Failures to open", "触发失败次数", "斷開前失敗次數", "オープンまでの失敗数", "Сбоев до размыкания";
    threshold_help:
        "In a row; 0 = off.",
        "连续失败，0 为关闭。",
        "連續失敗，0 為關閉。",
        "連続した失敗の数。0 で無効になります。",
        "Подряд; 0 — выключено.";
    open_for: "Open for", "熔断时长", "斷開時間", "オープンの時間", "Разомкнут на";
    minutes: "min", "分钟", "分鐘", "分", "мин";
    successes: "Good probes to close", "恢复成功次数", "恢復所需成功次數", "復帰までの成功数", "Успехов до замыкания";

    timeouts: "Time limits", "超时", "逾時", "タイムアウト", "Тайм-ауты";
    timeouts_hint:
        "Connect, first byte, idle, total",
        "连接、首字节、空闲、总时长",
        "連線、首位元組、閒置、總時間",
        "接続、最初のバイト、アイドル、全体",
        "Соединение, первый байт, простой, всего";
    connect: "Connect", "连接超时", "連線", "接続", "Соединение";
    connect_help:
        "TCP and TLS.",
        "建立 TCP 和 TLS 连接。",
        "建立 TCP 與 TLS 連線。",
        "TCP と TLS の接続。",
        "TCP и TLS.";
    first_byte: "First byte", "首字节超时", "首位元組", "最初のバイト", "Первый байт";
    first_byte_help:
        "Of a streamed answer, counted from the request.",
        "流式响应，从发出请求算起。",
        "串流回應，從送出請求起算。",
        "ストリーミング応答で、リクエスト送信時から数えます。",
        "Потокового ответа, считая от запроса.";
    idle: "Idle", "空闲超时", "閒置", "アイドル", "Простой";
    idle_help:
        "Between two pieces of an answer.",
        "响应的两段数据之间。",
        "回應的兩段資料之間。",
        "応答データの途切れから次のデータまで。",
        "Между двумя частями ответа.";
    total: "Total", "总超时", "總時間", "全体", "Всего";
    total_help:
        "The whole of an answer that is no stream.",
        "非流式响应的全过程。",
        "非串流回應的全程。",
        "ストリーミングでない応答の全体。",
        "Весь ответ, если он не потоковый.";
    seconds: "s", "秒", "秒", "秒", "с";
    between(least, most):
        "A number from {least} to {most}.",
        "请填写 {least} 到 {most} 之间的数字。",
        "請輸入 {least} 到 {most} 之間的數字。",
        "{least}〜{most}の数値を入力してください。",
        "Укажите число от {least} до {most}.";
});
