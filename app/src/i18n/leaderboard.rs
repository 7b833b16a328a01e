use super::texts;

texts!(leaderboard LeaderboardText {
    title: "Leaderboard", "排行榜";
    scope: "What is ranked", "排行对象";
    users: "Users", "用户";
    keys: "Keys", "密钥";
    providers: "Providers", "供应商";
    models: "Models", "模型";
    groups: "Groups", "分组";
    span: "Time span", "时间范围";
    hour: "1 h", "1 小时";
    day: "Today", "今天";
    week: "7 days", "7 天";
    month: "30 days", "30 天";
    all: "All", "全部";
    custom: "Custom", "自定义";
    first_day: "From", "从";
    last_day: "To", "到";
    show: "Show", "查看";
    days_of(zone): "Days of {zone}", "按 {zone} 时区计算";
    compared(n): "In this order stand the {n} with the most requests; the others follow.", "仅对请求数最多的 {n} 项按此排序，其余排在其后。";
    export: "CSV", "CSV";
    charge_back: "This month's charge-back", "本月分摊账单";

    rank: "#", "#";
    name: "Name", "名称";
    change: "Change", "变化";
    change_is: "Against the span before.", "与上一个时间段相比。";
    share(percent): "{percent} of all", "占 {percent}";
    others(n): "{n} others", "其他 {n} 项";
    total: "Total", "合计";
    none: "Nothing in this span", "此时间范围内没有数据";
    none_hint: "Choose a longer span, or wait for the first request.", "请选择更长的时间范围，或等待第一个请求。";
    gone(id): "#{id} (deleted)", "#{id}（已删除）";
    no_name: "(none)", "（无）";
    page(from, to, all): "{from}–{to} of {all}", "第 {from}–{to} 项，共 {all} 项";
    previous: "Previous", "上一页";
    next: "Next", "下一页";

    figures: "Figures", "数据";
    cost_over_time: "Cost over time", "费用趋势";
    logs: "Requests", "请求日志";
    by_model: "By model", "按模型";
    by_key: "By key", "按密钥";
    by_provider: "By provider", "按供应商";
    by_user: "By user", "按用户";
});
