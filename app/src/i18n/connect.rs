use super::texts;

texts!(connect Connect {
    title: "Connect", "接入";
    lead: "Two settings point your tool at this hub: its address and a key.", "只需两项设置即可接入中转站：地址和密钥。";
    tool: "Tool", "工具";
    api: "API", "接口";
    key_filled(name): "The key “{name}” is filled in below. It is shown only now: leaving or reloading this page forgets it.", "密钥“{name}”已填入下方。它只显示这一次，刷新或关闭页面后将无法再次查看。";
    key_missing: "Put your hub key in place of YOUR_HUB_KEY.", "请将 YOUR_HUB_KEY 替换为你的密钥。";
    create_key: "Create a key", "创建密钥";
    ask_admin: "An admin of this hub can create one for you.", "没有密钥时，请联系管理员创建。";
    shell(command): "macOS, Linux: add to your shell profile, then run {command} in a new terminal", "macOS、Linux：写入 shell 配置文件，然后在新终端中运行 {command}";
    powershell: "Windows PowerShell", "Windows PowerShell";
    settings_file: "Or once for every terminal: ~/.claude/settings.json", "或写入 ~/.claude/settings.json，对所有终端生效";
    codex_file: "~/.codex/config.toml: the first two lines at its very top", "写入 ~/.codex/config.toml，前两行须放在文件开头";
    gemini_file: "~/.gemini/settings.json: sign in by key", "写入 ~/.gemini/settings.json，以密钥方式登录";
    run: "Run in a terminal", "在终端中运行";
    install: "Install", "安装";
    program: "Program", "代码";
    first_request: "First request", "首次请求";
    works: "It works: the answer came through this hub.", "接入成功，已通过中转站收到响应。";
    waiting: "Waiting for your first request…", "正在等待你的首次请求…";
    waiting_hint: "It appears here the moment it arrives.", "请求到达后会立即显示在这里。";
});
