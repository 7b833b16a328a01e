use super::texts;

texts!(session SessionTexts {
    title: "Sessions", "会话";
    session: "Session", "会话";
    who: "User · key", "用户 · 密钥";
    client: "Client", "客户端";
    model: "Model", "模型";
    provider: "Provider", "供应商";
    requests: "Requests", "请求数";
    first: "Began", "开始";
    last: "Last active", "最近活动";
    active(n): "{n} active", "{n} 个活跃";
    none: "No session is active", "没有活跃会话";
    none_hint: "A session is a conversation of a tool such as Claude Code. It stays with one provider, so that the vendor’s cache keeps working, and is listed here until it has been silent for a while.", "会话是 Claude Code 等工具的一次对话。会话会固定使用同一供应商以命中上游缓存（会话粘滞），静默一段时间后即从此处消失。";
    logs_of(id): "Requests of session {id}", "会话 {id} 的请求";
    end: "End session", "结束会话";
    end_title: "End this session?", "结束此会话？";
    end_text(who): "The session of {who} is forgotten: its next request counts as a new session and may go to another provider, without what the vendor has cached. Requests under way go on.", "{who} 的会话将被清除：下一个请求视为新会话，可能发往其他供应商，无法命中原有缓存。进行中的请求不受影响。";
    ended: "The session is ended", "会话已结束";
});
