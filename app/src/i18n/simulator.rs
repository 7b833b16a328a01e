use super::texts;

texts!(simulator SimulatorTexts {
    title: "Simulator", "模拟器";
    about: "Whom would a request go to? Decided as for a real one, by what holds now; nothing is sent.", "请求会发往哪个供应商？按当前状态真实决策，不会实际发送。";
    input: "Request", "请求";
    key: "Key", "密钥";
    no_key: "No key: by groups", "不指定密钥，按分组";
    key_gone: "This key does not exist any more: the groups count.", "该密钥已不存在，将按分组模拟。";
    groups: "Groups", "分组";
    groups_help: "Apart by commas; empty is “default”.", "用逗号分隔，留空为 default。";
    protocol: "Protocol", "接口";
    model: "Model", "模型";
    client: "Client’s User-Agent", "客户端 User-Agent";
    client_help: "Claude Code’s counts as genuine.", "Claude Code 的 User-Agent 视为真实客户端。";
    session: "Session", "会话";
    session_help: "The whole id. It counts together with its key.", "完整的会话 ID，需与密钥同时指定。";
    at: "Time", "时间";
    at_help: "In your time zone; empty is now.", "按你的时区计算，留空为当前时间。";
    simulate: "Simulate", "模拟";

    answer: "Decision", "决策";
    served: "would be served", "可以服务";
    refused: "would be refused with 503", "将返回 503";
    refused_hint: "Every provider is left out. Change what stands in the way, or wait where a time is given.", "所有供应商均被排除。请处理对应原因，或等待到所示时间。";
    no_providers: "This hub has no providers yet.", "还没有任何供应商。";
    ask: "Describe a request", "描述一个请求";
    ask_hint: "Or open a request in the log and simulate the same input.", "也可在日志中打开一个请求，模拟相同输入。";
});
