use super::texts;

texts!(provider ProviderTexts {
    title: "Providers", "供应商";
    add: "Add a provider", "添加供应商";
    edit(name): "Edit {name}", "编辑 {name}";
    none: "No provider yet", "还没有供应商";
    none_hint: "A provider is an account with an AI vendor or a relay. Requests go to the ones that are enabled.", "供应商是你在 AI 厂商或中转站的账号，请求会转发给已启用的供应商。";
    gone: "This provider does not exist any more.", "该供应商已不存在。";

    name: "Name", "名称";
    name_help: "As it stands in the log.", "日志中显示的名称。";
    url: "URL", "地址";
    credential: "Credential", "凭据";
    credential_help: "API key or OAuth token. It is stored encrypted.", "API 密钥或 OAuth 令牌，加密保存。";
    credential_kept(hint): "{hint} stays unless you enter another", "{hint}，留空则保持不变";
    kind: "Type", "类型";
    kind_claude: "Anthropic API", "Anthropic API";
    kind_auth: "Relay or OAuth", "中转或 OAuth";
    kind_help: "Guessed from the URL and the credential. The Anthropic API gets the credential as x-api-key and as Bearer, a relay as Bearer alone.", "根据地址和凭据自动判断。Anthropic API 同时以 x-api-key 和 Bearer 发送凭据，中转仅用 Bearer。";
    groups: "Groups", "分组";
    groups_help: "Apart by commas; without one it is in “default”.", "用逗号分隔，留空则属于 default 分组。";
    models: "Models allowed", "允许的模型";
    models_help: "Apart by commas; empty allows every model.", "用逗号分隔，留空则允许所有模型。";
    priority: "Priority", "优先级";
    priority_help: "Smaller goes first.", "数字越小越优先。";
    weight: "Weight", "权重";
    weight_help: "Its share among providers of one priority.", "同一优先级内的分流比例。";
    multiplier: "Cost multiplier", "成本倍率";
    multiplier_help: "What this account pays of the list price: 0.5 is half.", "实际成本占官方价格的比例，0.5 即半价。";
    note: "Note", "备注";
    enabled: "Enabled", "启用";
    enabled_help: "Requests may go to it.", "允许将请求转发到此供应商。";
    enabled_of(name): "{name} enabled", "启用 {name}";

    goes_to: "Requests go to", "请求将发送到";
    odd_scheme: "The URL must begin with https:// or http://.", "地址必须以 https:// 或 http:// 开头。";
    odd_query: "The URL must have no query (?) and no fragment (#).", "地址中不能包含查询参数（?）或片段（#）。";
    odd_space: "There is a space in the URL.", "地址中有空格。";
    odd_plain: "Without https the credential travels readable by everyone on the way.", "未使用 https，凭据会以明文传输。";
    odd_dialect: "This looks like an OpenAI endpoint. The hub speaks the Anthropic API with providers.", "这看起来是 OpenAI 接口。此处需要 Anthropic 接口的地址。";
    odd_site: "This is the vendor's website. Its API is at https://api.anthropic.com.", "这是官网地址，API 地址是 https://api.anthropic.com。";
    odd_path: "The Anthropic API has no such path. Give https://api.anthropic.com alone.", "Anthropic API 没有这个路径，只填 https://api.anthropic.com 即可。";

    trial: "Test", "测试";
    trial_help: "Sends one short real request as the form stands now. It is not logged here, but the vendor may bill it.", "按当前填写的内容发送一个简短的真实请求。不计入日志，但厂商可能收费。";
    model: "Model", "模型";
    answered: "Works", "可用";
    failed: "Failed", "失败";
    silent: "No answer", "无响应";
    answer: "Answer", "回复";
    reason: "Reason", "原因";
    asked: "Asked", "请求地址";
    status: "Status", "状态码";
    took: "Time", "耗时";
    check_address: "Check the URL, and that this machine can reach it.", "请检查地址，并确认本机能够访问。";
    check_credential: "Check the credential and the type.", "请检查凭据和类型。";
    check_model: "Check the URL and the model.", "请检查地址和模型。";
    check_quota: "The account has used up its quota, or asks too often.", "该账号的额度已用完，或请求过于频繁。";
    check_later: "The vendor has trouble. Try again later.", "厂商服务异常，请稍后再试。";
    raw: "Raw answer", "原始响应";

    save: "Save", "保存";
    delete: "Delete", "删除";
    saved(name): "{name} is saved", "已保存 {name}";
    deleted(name): "{name} is deleted", "已删除 {name}";
    delete_title(name): "Delete {name}?", "删除 {name}？";
    delete_text: "No request goes to it from now on, and conversations held with it move to another provider. Its log rows and costs stay.", "请求将不再发往该供应商，正在使用它的会话会切换到其他供应商。日志和成本记录会保留。";
    delete_last: "It is the only provider that is enabled: without it every request is refused.", "这是唯一启用的供应商，删除后所有请求都会被拒绝。";

    must: "This must not be empty.", "不能为空。";
    whole(least, most): "A whole number from {least} to {most}.", "请填写 {least} 到 {most} 之间的整数。";
    ratio: "A number from 0 to 1000.", "请填写 0 到 1000 之间的数字。";
});
