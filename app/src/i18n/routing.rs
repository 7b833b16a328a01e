use super::texts;

// When, for whom and with how much patience a provider is asked.
texts!(routing RoutingTexts {
    audience: "Schedule and audience", "时段与适用范围";
    audience_hint: "Hours, groups, clients, sessions", "启用时段、分组、客户端、会话";
    hours: "Active hours", "启用时段";
    hours_help(zone): "In the hub’s time zone, {zone}. 22:00-06:00 runs past midnight.", "按中转站的时区 {zone} 计算，可以跨零点，如 22:00-06:00。";
    hours_always: "Always", "全天";
    hours_wrong: "Two different times, such as 22:00-06:00.", "请填写两个不同的时间，如 22:00-06:00。";
    group_priorities: "Priority by group", "分组优先级";
    group_priorities_help: "Counts for callers of the group, in place of the priority above. Of several groups the smallest counts.", "对该分组的调用方代替上面的优先级；属于多个分组时取最小值。";
    group: "Group", "分组";
    group_add: "Add a group", "添加分组";
    group_remove: "Remove this group", "移除此分组";
    group_half(row, most): "Row {row} needs a group and a whole number from 0 to {most}.", "第 {row} 行需要填写分组和 0 到 {most} 之间的整数。";
    group_twice(row): "The group of row {row} stands above already.", "第 {row} 行的分组与上面重复。";
    clients: "Clients", "客户端";
    clients_help: "Names apart by commas: claude-code, claude-code-cli, claude-code-vscode, claude-code-sdk-ts, claude-code-sdk-py, codex-cli, gemini-cli. Anything else is looked for in the User-Agent; with * it must fit the whole of it.", "用逗号分隔：claude-code、claude-code-cli、claude-code-vscode、claude-code-sdk-ts、claude-code-sdk-py、codex-cli、gemini-cli。其他名称在 User-Agent 中查找，含 * 时须匹配整个 User-Agent。";
    allowed_clients: "Clients allowed", "允许的客户端";
    allowed_clients_none: "All", "全部";
    blocked_clients: "Clients blocked", "屏蔽的客户端";
    blocked_clients_none: "None", "无";
    blocked_clients_help: "Whatever the other list says.", "优先于允许列表。";
    sticky: "Sessions stay with it", "会话粘滞";
    sticky_help: "What follows in a session goes to the same provider, as long as it can take it.", "只要供应商可用，同一会话的后续请求都发往它。";

    reliability: "Reliability", "可靠性";
    reliability_hint: "Further URLs, attempts, breaker", "备用地址、尝试次数、熔断";
    endpoints: "Further URLs", "备用地址";
    endpoints_help: "Of the same account, one a line. Asked in this order when the one before cannot be reached.", "同一账号的其他地址，每行一个。前一个无法连接时按顺序使用。";
    line(row, fault): "Line {row}: {fault}", "第 {row} 行：{fault}";
    attempts: "Attempts per request", "单次请求尝试次数";
    attempts_help: "On this provider, before the next one is asked.", "在此供应商上的次数，用完后换下一个。";
    hub_default: "Hub’s default", "跟随全局";
    breaker: "Circuit breaker", "熔断";
    breaker_help: "After failures in a row the provider rests. Then single probes show whether it works again.", "连续失败后暂停使用该供应商，之后用单个请求探测是否恢复。";
    threshold: "Failures to open", "触发失败次数";
    threshold_help: "In a row; 0 = off.", "连续失败，0 为关闭。";
    open_for: "Open for", "熔断时长";
    minutes: "min", "分钟";
    successes: "Good probes to close", "恢复成功次数";

    timeouts: "Time limits", "超时";
    timeouts_hint: "Connect, first byte, idle, total", "连接、首字节、空闲、总时长";
    connect: "Connect", "连接超时";
    connect_help: "TCP and TLS.", "建立 TCP 和 TLS 连接。";
    first_byte: "First byte", "首字节超时";
    first_byte_help: "Of a streamed answer, counted from the request.", "流式响应，从发出请求算起。";
    idle: "Idle", "空闲超时";
    idle_help: "Between two pieces of an answer.", "响应的两段数据之间。";
    total: "Total", "总超时";
    total_help: "The whole of an answer that is no stream.", "非流式响应的全过程。";
    seconds: "s", "秒";
    between(least, most): "A number from {least} to {most}.", "请填写 {least} 到 {most} 之间的数字。";
});
