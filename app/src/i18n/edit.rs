use super::texts;

// What a provider may set in a request, and what the log says was changed.
texts!(edit EditTexts {
    redirect: "Model redirect", "模型重定向";
    stream_usage: "Usage asked for", "请求返回用量";
    cache_ttl: "Cache lifetime", "缓存时长";
    max_tokens: "Max tokens", "最大输出 token";
    thinking_budget: "Thinking budget", "思考预算";
    adaptive_thinking: "Adaptive thinking", "自适应思考";
    codex_effort: "Reasoning effort", "推理强度";
    codex_summary: "Reasoning summary", "推理摘要";
    codex_verbosity: "Verbosity", "输出详细度";
    codex_parallel_tools: "Parallel tool calls", "并行工具调用";
    codex_service_tier: "Service tier", "服务等级";
    gemini_search: "Google Search", "Google 搜索";
    repair_signature: "Repair: foreign thinking blocks", "修复：其他账号的思考块";
    repair_budget: "Repair: thinking budget too small", "修复：思考预算过小";
    repair_effort: "Repair: effort without thinking", "修复：未开启思考却指定强度";
    repair_gemini_ids: "Repair: ids of function calls", "修复：函数调用 ID";
    repair_billing_header: "Repair: billing line in the system prompt", "修复：系统提示中的计费行";
    repair_responses_input: "Repair: input is no list", "修复：input 不是列表";
});
