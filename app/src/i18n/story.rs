use super::texts;

// The attempts of a request, and what became of its session.
texts!(story StoryTexts {
    attempt(n): "Attempt {n}", "第 {n} 次尝试";
    paused(time): "after a pause of {time}", "等待 {time} 后";
    at_once: "at once", "立即";
    once_more: "Once more", "重试";
    times: "Times since it was sent", "自发出起的时间";
    headers: "headers", "响应头";
    first_byte: "first byte", "首字节";
    first_content: "first content", "首内容";
    end: "end", "结束";
    breaker(state): "circuit breaker was {state}", "当时熔断状态：{state}";
    retry_after(time): "it asked for a pause of {time}", "上游要求等待 {time}";
    billed(tokens, cost): "given up, but billed: {tokens} tokens, {cost}", "已放弃但仍计费：{tokens} token，{cost}";
    billed_unpriced(tokens): "given up, but billed: {tokens} tokens, no price", "已放弃但仍计费：{tokens} token，无定价";

    source_header: "session named in a header", "会话 ID 取自请求头";
    source_body: "session named in the body", "会话 ID 取自请求体";
    source_fingerprint: "session told by how the conversation begins", "会话由对话开头识别";
    bound(name): "The session stays with {name} from now on", "会话已绑定 {name}";
    kept: "The session keeps its provider", "会话保持原有绑定";
    moved(name): "Failover: the session moved to {name}", "故障转移：会话已改绑 {name}";
    cleared: "The session’s provider failed: it is bound to none now", "会话的供应商失败，绑定已解除";
    outrun: "A newer request of the session has bound it meanwhile", "会话已被更新的请求绑定";

    simulate: "Simulate the same input", "模拟相同输入";
    of_attempt(n, name): "Attempt {n}, {name}, given up", "第 {n} 次尝试 {name}（已放弃）";
    of_last(name): "Attempt that counts, {name}", "最终尝试 {name}";
    all_attempts: "All attempts", "全部尝试合计";
});
