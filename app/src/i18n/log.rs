use super::texts;

texts!(log Log {
    title: "Logs", "日志";
    time: "Time", "时间";
    who: "User · key", "用户 · 密钥";
    model: "Model", "模型";
    provider: "Provider", "供应商";
    state: "Status", "状态";
    input: "In", "输入";
    cached: "Cached", "缓存命中";
    output: "Out", "输出";
    cost: "Cost", "费用";
    first_token: "First token", "首字";
    duration: "Total", "总用时";
    no_model: "no model", "未指定模型";
    unpriced: "no price", "无价格";
    unpriced_hint: "The hub has no price for this model, so the cost is not known.", "没有该模型的价格，无法计算费用。";
});
