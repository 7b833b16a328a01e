use super::texts;

// Circuit breakers on the providers page.
texts!(circuit CircuitTexts {
    title: "Circuit breaker", "熔断";
    of(name): "Circuit breaker of {name}", "{name} 的熔断状态";
    by_hand: "taken out", "手动熔断";
    one_model: "1 model open", "1 个模型已熔断";
    some_models(n): "{n} models open", "{n} 个模型已熔断";
    models_probed: "models half open", "部分模型半开";
    failing(n): "{n} failed in a row", "连续失败 {n} 次";

    whole: "The provider as a whole", "整个供应商";
    model(name): "Model {name}", "模型 {name}";
    quiet: "No failure lately. Requests go to it as its priority and weight say.", "近期没有失败，请求按优先级和权重分配。";
    none_since: "No failure since those below.", "以下失败之后未再失败。";
    apart: "No failure that concerns all its models. Those below have breakers of their own.", "没有影响全部模型的失败，以下模型各自独立熔断。";
    open_until: "The next probe may go in", "距下次探测";
    open_by_hand: "An admin took it out. It gets no requests until it is reset.", "已被管理员手动熔断，重置前不会收到请求。";
    probing(good, wanted): "Single requests are let through: {good} of {wanted} good ones so far.", "正在放行单个请求探测：已成功 {good} / {wanted} 次。";
    in_a_row(n, threshold): "{n} of {threshold} failures in a row", "连续失败 {n} / {threshold} 次";
    off: "It never opens by itself: the threshold is 0.", "阈值为 0，不会自动熔断。";
    causes: "Last failures", "最近的失败";
    show_request: "Open this request", "打开该请求";

    reset: "Reset", "重置";
    closed_already: "Its breakers are closed, and nothing has failed lately.", "当前未熔断，近期也没有失败。";
    out_already: "It is taken out already.", "已手动熔断。";
    reset_done(name): "{name} gets requests again", "{name} 已恢复接收请求";
    reset_model_done(model): "The breaker of {model} is closed", "{model} 的熔断已重置";
    take_out: "Take out", "手动熔断";
    take_out_title(name): "Take {name} out?", "手动熔断 {name}？";
    take_out_text: "No new request goes to it until its breaker is reset, and sessions held with it move to another provider. Requests under way go on.", "重置前不会再有新请求发往该供应商，正在使用它的会话会切换到其他供应商。进行中的请求不受影响。";
    take_out_last: "It is the only provider that is enabled: without it every request is refused.", "这是唯一启用的供应商，熔断后所有请求都会被拒绝。";
    taken_out(name): "{name} is taken out", "已手动熔断 {name}";
    edit: "Edit provider", "编辑供应商";
});
