use super::texts;

// How a provider was found, why it was given up, and what stands in the way of one.
texts!(chain ChainTexts {
    nobody: "No provider can serve it", "没有可用的供应商";
    only(tier): "One candidate at priority {tier}", "优先级 {tier} 仅 1 个候选";
    drawn(n, tier): "Drawn from {n} candidates at priority {tier}", "从优先级 {tier} 的 {n} 个候选中抽取";
    sticky(name): "The session stays with {name}", "会话粘滞：沿用 {name}";
    sticky_own: "The session stays with its provider", "会话粘滞：沿用该会话的供应商";
    else_drawn(tier): "Without it, a draw at priority {tier} would decide:", "若无会话粘滞，将在优先级 {tier} 中抽取：";
    again: "The same provider once more", "再次尝试同一供应商";
    candidates: "Candidates", "候选";
    weight(n): "weight {n}", "权重 {n}";
    taken: "taken", "选中";
    behind(list): "Behind them, at worse priority: {list}", "低优先级备选：{list}";
    passed_over(name): "The session was bound to {name}, which was passed over", "会话原绑定 {name}，本次未沿用";
    not_sticky: "it is gone, or sessions do not stay with it", "已删除，或未开启会话粘滞";
    left_out: "Left out", "已排除";
    until: "until", "直到";
    because(what, why): "{what}: {why}", "{what}：{why}";
    comma: ", ", "、";

    excluded_disabled: "disabled", "已停用";
    excluded_unusable: "its secrets cannot be read: save it again", "凭据无法读取，请重新保存";
    excluded_group: "not in the key’s groups", "不在密钥的分组内";
    excluded_client_blocked: "does not serve this client", "不服务该客户端";
    excluded_client_not_allowed: "serves other clients only", "仅服务指定客户端";
    excluded_model: "does not serve this model", "不支持该模型";
    excluded_dialect: "speaks another protocol", "接口类型不符";
    excluded_schedule: "outside its hours", "不在启用时段内";
    excluded_breaker_open: "circuit breaker open", "已熔断";
    excluded_model_breaker_open: "circuit breaker open for this model", "该模型已熔断";
    excluded_opened_by_hand: "taken out by an admin", "已被管理员手动熔断";
    excluded_probing: "half open, being probed by another request", "半开，其他请求正在探测";
    excluded_full: "as many requests as it may have", "并发已满";
    excluded_rate_limited: "rate limit reached", "已达速率限制";
    excluded_spent: "budget spent", "额度已用完";
    excluded_tried: "already tried for this request", "本次请求已尝试过";

    class_client_fault: "refused the request itself", "请求本身被拒绝";
    class_model_missing: "model not there", "模型不存在";
    class_not_found: "not found", "资源不存在";
    class_auth: "credential refused", "凭据被拒绝";
    class_quota: "quota used up", "额度耗尽";
    class_rate_limited: "rate limited", "触发限流";
    class_overloaded: "overloaded", "上游过载";
    class_server_error: "server error", "上游故障";
    class_unreachable: "unreachable", "无法连接";
    class_broke_off: "broke off before an answer", "响应前断开";
    class_connect_timeout: "no connection in time", "连接超时";
    class_first_byte_timeout: "no first byte in time", "首字节超时";
    class_idle_timeout: "fell silent", "空闲超时";
    class_total_timeout: "took too long", "总时长超时";
    class_false_success: "answered with nonsense", "伪成功响应";
    class_empty: "empty answer", "空响应";
    class_truncated: "cut off", "响应中断";
    class_client_left: "client left", "客户端断开";

    breaker_closed: "closed", "正常";
    breaker_open: "open", "已熔断";
    breaker_half_open: "half open", "半开";
});
