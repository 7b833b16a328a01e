use super::texts;

texts!(overview OverviewText {
    title: "Overview", "概览";
    span: "Time span", "时间范围";
    today: "Today", "今天";
    week: "7 days", "7 天";
    month: "30 days", "30 天";

    figures: "Figures", "数据";
    cost: "Cost", "费用";
    requests: "Requests", "请求";
    tokens: "Tokens", "Token";
    sessions: "Active sessions", "活跃会话";
    cache_rate: "Cache hit rate", "缓存命中率";
    failure_rate: "Failures", "失败率";
    against(value): "against {value}", "此前 {value}";
    unpriced(n): "{n} without a price", "{n} 个请求无价格";
    running(n): "{n} running now", "{n} 个请求进行中";
    cached(n): "{n} cached", "缓存 {n}";
    points: "pt", "个百分点";
    of_requests(n, all): "{n} of {all} requests", "{n} / {all} 个请求";

    cost_by_hour: "Cost per hour", "每小时费用";
    requests_by_hour: "Requests per hour", "每小时请求";
    tokens_by_hour: "Tokens per hour", "每小时 Token";
    cost_by_day: "Cost per day", "每日费用";
    requests_by_day: "Requests per day", "每日请求";
    tokens_by_day: "Tokens per day", "每日 Token";
    measure: "What the bars measure", "柱形的含义";
    layers: "What the layers are", "分层方式";
    provider: "Provider", "供应商";
    user: "User", "用户";
    model: "Model", "模型";
    others: "others", "其他";

    providers: "Providers", "供应商";
    last_hours: "last 4½ h", "最近 4.5 小时";
    lane(name, requests, failures): "{name}: {requests} requests, {failures} failures in the last hours", "{name}：最近几小时共 {requests} 个请求，{failures} 个失败";
    serving: "on", "启用";
    failing: "failing", "频繁失败";
    off: "off", "停用";

    live_requests: "Live requests", "实时请求";
    all_logs: "All logs", "全部日志";
    nothing_yet: "No requests yet", "还没有请求";
    nothing_hint: "They appear here as they arrive.", "有新请求时会自动显示在这里。";

    leaders: "Leaderboard", "排行榜";
    whole_leaderboard: "Whole leaderboard", "完整排行榜";
    rank_by: "Rank by", "排序依据";
    nobody_yet: "Nobody sent a request in this span.", "此时间范围内没有人发送请求。";

    welcome: "Three steps to the first request", "三步完成首个请求";
    add_provider: "Add a provider", "添加供应商";
    add_provider_hint: "The vendor account that the hub sends requests to. Test it before you save it.", "中转站将请求转发到的上游账号，保存前可先测试。";
    create_key: "Create a user and a key", "创建用户和密钥";
    create_key_hint: "Everybody gets a key of their own, so that you see who used what.", "为每个人分配独立的密钥，用量一目了然。";
    connect: "Connect a tool", "接入工具";
    connect_hint: "Copy the ready-made lines for Claude Code or an SDK, and send the first request.", "复制为 Claude Code 或 SDK 准备好的配置，发送首个请求。";
    done: "done", "已完成";
    open_providers: "Add provider", "添加供应商";
    open_users: "Create key", "创建密钥";
    open_connect: "Connect", "接入";
    no_key_hint: "Set up your tool with your key; your requests and costs then appear here.", "用你的密钥配置好工具后，请求和费用会显示在这里。";
});
