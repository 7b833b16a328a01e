texts!(palette PaletteTexts {
    find: "Search", "搜索", "搜尋", "検索", "Поиск";
    title: "Go to…", "前往…", "前往…", "移動先…", "Перейти…";
    hint:
        "A page, user, key, provider, or a session or request id",
        "页面、用户、密钥、供应商，或会话、请求 ID",
        "頁面、使用者、金鑰、供應商，或工作階段、請求 ID",
        "ページ、ユーザー、キー、プロバイダー、セッションやリクエストの ID",
        "Страница, пользователь, ключ, провайдер, ID сессии или запроса";
    page: "page", "页面", "頁面", "ページ", "страница";
    user: "user", "用户", "使用者", "ユーザー", "пользователь";
    key_of(user): "key of {user}", "{user} 的密钥", "{user} 的金鑰", "{user} のキー", "ключ пользователя {user}";
    provider: "provider", "供应商", "供應商", "プロバイダー", "провайдер";
    session_of(user): "session of {user}", "{user} 的会话", "{user} 的工作階段", "{user} のセッション", "сессия пользователя {user}";
    request_of(user): "request of {user}", "{user} 的请求", "{user} 的請求", "{user} のリクエスト", "запрос пользователя {user}";
    action: "action", "操作", "動作", "操作", "действие";
    none: "Nothing has this name or id", "没有匹配的名称或 ID", "沒有符合的名稱或 ID", "該当する名前や ID はありません", "Ничего с таким именем или ID";
    found(n): "Found: {n}", "找到 {n} 项", "找到 {n} 項", "{n} 件", "Найдено: {n}";
});
