use super::texts;

texts!(login Login {
    title: "Sign in", "登录";
    key: "Key or admin token", "密钥或管理员令牌";
    key_help: "A hub key that may sign in, or the admin token.", "允许登录的中转站密钥，或管理员令牌。";
    first_start: "First start?", "首次启动？";
    token_hint: "Unless you set one, the hub made an admin token. It is in this file of the data folder:", "如果没有自行设置，中转站会生成管理员令牌，保存在数据目录的这个文件中：";
    submit: "Sign in", "登录";
    cookie_lost: "Signing in cannot work here.", "在此地址无法登录。";
    cookie_lost_hint: "This page came by http, but the hub sets its cookie for https only. Open the hub by https, or set ENABLE_SECURE_COOKIES=auto.", "本页通过 http 打开，而中转站的 Cookie 仅限 https。请改用 https 访问，或设置 ENABLE_SECURE_COOKIES=auto。";
    refused(why): "{why}", "无法用此密钥登录：它不存在、已停用、已过期，或未被允许登录控制台。";
    locked(seconds): "Too many failed attempts from this address. Try again in {seconds} s.", "此地址的失败次数过多，请在 {seconds} 秒后重试。";
    no_script: "Signing in needs JavaScript.", "登录需要启用 JavaScript。";
});
