use super::texts;

texts!(limit LimitTexts {
    title: "Limits", "限额";
    hint: "Budgets, requests, tokens, sessions", "预算、请求数、Token、会话";
    inherited: "The user’s limits hold for all keys together, whatever stands here.", "用户的限额对其所有密钥合计生效，与此处设置无关。";
    of_user(figure): "User: {figure}", "用户：{figure}";
    none: "No limit", "不限";

    money: "Budgets", "预算";
    money_help: "In US dollars, as the hub counts cost. 0 lets nothing through.", "按中转站计算的成本，单位为美元。填 0 则不放行。";
    five_hours: "5 hours", "5 小时";
    day: "Day", "每日";
    week: "Week", "每周";
    month: "Month", "每月";
    total: "In all", "总计";
    five_hours_window: "5 hours count", "5 小时窗口";
    day_window: "A day counts", "每日窗口";
    rolling: "rolling", "滚动";
    fixed: "fixed", "固定";
    day_start: "Day begins", "每日起点";
    day_start_help(zone): "Of a day with a start; in the hub’s time zone, {zone}.", "用于固定窗口，按中转站的时区 {zone} 计算。";

    counts: "Rate and concurrency", "频率与并发";
    counts_help: "Requests and tokens count over the last 60 seconds.", "请求数和 Token 按最近 60 秒统计。";
    rpm: "Requests a minute", "每分钟请求";
    tpm: "Tokens a minute", "每分钟 Token";
    requests: "Requests at once", "并发请求";
    sessions: "Sessions at once", "并发会话";

    models: "Limits by model", "按模型限额";
    models_help: "A model as clients name it; * stands for any text, as in claude-opus-*. They hold beside the limits above.", "客户端请求的模型名，* 代表任意文本，如 claude-opus-*。与上面的限额同时生效。";
    model: "Model", "模型";
    model_kind: "What is limited", "限制项";
    model_figure: "Limit", "上限";
    model_add: "Add a limit by model", "添加模型限额";
    model_remove: "Remove this limit", "移除此限额";
    model_half(row): "Row {row} needs a model and a figure.", "第 {row} 行需要填写模型和数值。";
    model_twice(row): "The limit of row {row} stands above already.", "第 {row} 行的限额与上面重复。";
    no_money: "An amount in dollars, such as 5 or 0.25.", "请填写美元金额，如 5 或 0.25。";
    no_count: "A whole number from 0 on.", "请填写不小于 0 的整数。";
    no_time: "A time such as 08:30.", "请填写时间，如 08:30。";

    quotas: "Quotas", "限额用量";
    own_quota: "My quota", "我的限额";
    users: "Users", "用户";
    keys: "Keys", "密钥";
    providers: "Providers", "供应商";
    find: "Find by name", "按名称查找";
    key_of(user): "Key of {user}", "{user} 的密钥";
    users_own: "of the user", "来自用户";
    used(used, limit): "{used} / {limit}", "{used} / {limit}";
    used_and_held(used, held, limit): "{used} + {held} held / {limit}", "{used} + 预留 {held} / {limit}";
    since: "since", "自";
    resets: "resets", "重置于";
    reset_at: "Counted since", "统计起点";
    reset: "Reset", "重置用量";
    reset_title(name): "Reset what {name} has used?", "重置 {name} 的用量？";
    reset_text: "What was used until now no longer counts in budgets. Logs and costs stay as they are.", "此前的用量不再计入预算。日志和成本记录不变。";
    reset_user_text: "What the user and all their keys have used until now no longer counts in budgets. Logs and costs stay as they are.", "该用户及其所有密钥此前的用量不再计入预算。日志和成本记录不变。";
    reset_done(name): "{name} begins anew", "已重置 {name}";
    unlimited: "No limits", "没有限额";
    unlimited_hint: "Set them at a user, a key or a provider.", "可在用户、密钥或供应商中设置。";
    own_unlimited_hint: "Nobody has set one for you or your keys.", "管理员没有为你或你的密钥设置限额。";
    none_found: "Nothing fits", "没有匹配项";
    show_all: "Show all", "显示全部";
    earlier: "Back", "上一页";
    later: "More", "下一页";
    of_all(from, until, total): "{from}–{until} of {total}", "第 {from}–{until} 项，共 {total} 项";
    all_keys: "All keys together", "所有密钥合计";

    warnings: "Warnings", "预警";
    warned(percent, limit): "{percent} % of the limit was reached: {limit}", "已用到限额的 {percent}%：{limit}";
    no_warnings: "No limit has come near its end in the last 90 days.", "最近 90 天没有限额接近用完。";
});
