texts!(session SessionTexts {
    title: "Sessions", "会话", "工作階段", "セッション", "Сессии";
    session: "Session", "会话", "工作階段", "セッション", "Сессия";
    who: "User · key", "用户 · 密钥", "使用者 · 金鑰", "ユーザー · キー", "Пользователь · ключ";
    client: "Client", "客户端", "用戶端", "クライアント", "Клиент";
    model: "Model", "模型", "模型", "モデル", "Модель";
    provider: "Provider", "供应商", "供應商", "プロバイダー", "Провайдер";
    requests: "Requests", "请求数", "請求數", "リクエスト数", "Запросы";
    first: "Began", "开始", "開始", "開始", "Начало";
    last: "Last active", "最近活动", "最近活動", "最終利用", "Активность";
    active(n): "{n} active", "{n} 个活跃会话", "{n} 個作用中的工作階段", "アクティブ {n} 件", "Активных: {n}";
    none:
        "No session is active",
        "没有活跃会话",
        "沒有作用中的工作階段",
        "アクティブなセッションはありません",
        "Активных сессий нет";
    none_hint:
        "A session is a conversation of a tool such as Claude Code. It stays with one provider, so that the vendor’s cache keeps working, and is listed here until it has been silent for a while.",
        "会话是 Claude Code 等工具的一次对话。会话会固定使用同一供应商以命中上游缓存（会话粘滞），静默一段时间后即从此处消失。",
        "工作階段是 Claude Code 等工具的一次對話。它會固定使用同一供應商以命中上游快取（工作階段黏著），閒置一段時間後即從此處消失。",
        "セッションとは、Claude Codeなどのツールでの一続きの会話です。ベンダーのキャッシュが効くよう同じプロバイダーに固定され、しばらく通信がなくなるまでここに表示されます。",
        "Сессия — это диалог в инструменте вроде Claude Code. Она закреплена за одним провайдером, чтобы работал кэш вендора, и видна здесь, пока не пробудет некоторое время без запросов.";
    story_of(id):
        "Story of session {id}",
        "会话 {id} 的经过",
        "工作階段 {id} 的經過",
        "セッション {id} の経過",
        "Ход сессии {id}";
    story: "Turn by turn", "逐个请求", "逐次請求", "ターンごとの経過", "По запросам";
    in_log: "In the log", "在日志中查看", "在記錄中檢視", "ログで見る", "В журнале";
    turns: "Turns", "请求数", "請求數", "ターン数", "Запросы";
    newest(n): "sums of the newest {n}", "仅统计最新 {n} 个", "僅統計最新 {n} 個", "最新{n}件の合計", "по последним {n}";
    failed(n): "{n} failed", "失败 {n} 个", "失敗 {n} 個", "失敗 {n}件", "сбоев: {n}";
    lasted: "Span", "时长", "時長", "期間", "Длительность";
    so_far: "Cost so far", "累计费用", "累計費用", "累計コスト", "Расходы нарастающим итогом";
    moved(from, to):
        "From {from} to {to}",
        "从 {from} 切换到 {to}",
        "從 {from} 切換至 {to}",
        "{from} から {to} へ切り替え",
        "С {from} на {to}";
    because(what, why): "{what}: {why}", "{what}：{why}", "{what}：{why}", "{what}：{why}", "{what}: {why}";
    later: "Later turns", "后续请求", "後續請求", "以降のターン", "Следующие запросы";
    nothing:
        "The log has nothing of this session",
        "日志中没有此会话的记录",
        "記錄中沒有此工作階段",
        "このセッションはログにありません",
        "В журнале нет этой сессии";
    nothing_hint:
        "Its first request may be under way, or its rows have been cleaned away.",
        "首个请求可能仍在进行，或相关日志已被清理。",
        "首個請求可能仍在進行，或相關記錄已被清理。",
        "最初のリクエストが実行中か、ログから削除された可能性があります。",
        "Первый запрос, возможно, ещё выполняется, или записи уже удалены.";
    end: "End session", "结束会话", "結束工作階段", "セッションを終了", "Завершить сессию";
    end_title:
        "End this session?",
        "结束此会话？",
        "結束此工作階段？",
        "このセッションを終了しますか？",
        "Завершить эту сессию?";
    end_text(who):
        "The session of {who} is forgotten: its next request counts as a new session and may go to another provider, without what the vendor has cached. Requests under way go on.",
        "{who} 的会话将被清除：下一个请求视为新会话，可能发往其他供应商，无法命中原有缓存。进行中的请求不受影响。",
        "{who} 的工作階段將被清除：下一個請求視為新的工作階段，可能轉送至其他供應商，無法命中原有快取。進行中的請求不受影響。",
        "{who} のセッションを破棄します。次のリクエストは新しいセッションとして扱われ、別のプロバイダーに送られてベンダーのキャッシュが効かないことがあります。処理中のリクエストは続行されます。",
        "Сессия {who} будет забыта: следующий запрос начнёт новую и может уйти к другому провайдеру, без кэша вендора. Текущие запросы продолжатся.";
    ended: "The session is ended", "会话已结束", "工作階段已結束", "セッションを終了しました", "Сессия завершена";
});
