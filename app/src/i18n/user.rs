use super::texts;

texts!(user UserTexts {
    title: "Users & keys", "用户与密钥";
    add: "Add a user", "添加用户";
    edit(name): "Edit {name}", "编辑 {name}";
    find: "Find a user or key", "查找用户或密钥";
    none: "No user yet", "还没有用户";
    none_hint: "A user is a person or a machine. Each has keys of its own, so that the log and the costs say who it was.", "用户可以是人，也可以是机器。每个用户有自己的密钥，日志和成本据此归属。";
    none_found: "No user or key fits", "没有匹配的用户或密钥";
    show_all: "Show all", "显示全部";
    user_gone: "This user does not exist any more.", "该用户已不存在。";
    key_gone: "This key does not exist any more.", "该密钥已不存在。";

    name: "Name", "名称";
    user_or_key: "User · key", "用户 · 密钥";
    access: "Access", "权限";
    role: "Role", "角色";
    role_user: "User", "普通用户";
    role_admin: "Admin", "管理员";
    groups: "Groups", "分组";
    groups_help: "Which providers may serve: apart by commas, empty is “default”, * is all.", "决定可用的供应商：用逗号分隔，留空为 default，* 表示全部。";
    key_groups_help: "Apart by commas; empty takes the user's.", "用逗号分隔，留空则与用户相同。";
    as_user: "as the user", "同用户";
    models: "Models allowed", "允许的模型";
    models_help: "Apart by commas; empty allows every model.", "用逗号分隔，留空则允许所有模型。";
    every_model: "every model", "所有模型";
    expires: "Expires", "有效期";
    expires_help: "In your time zone; empty never expires.", "按你的时区计算，留空则永不过期。";
    never: "never", "永不过期";
    expired: "expired", "已过期";
    note: "Note", "备注";
    enabled: "Enabled", "启用";
    user_enabled_help: "Off: all keys of this user are refused.", "关闭后，该用户的所有密钥都会被拒绝。";
    key_enabled_help: "Off: requests with this key are refused.", "关闭后，使用此密钥的请求会被拒绝。";
    enabled_of(name): "{name} enabled", "启用 {name}";
    can_login: "May sign in to the console", "可登录控制台";
    can_login_help: "With this key its owner sees their own figures here, an admin everything.", "持有者可用此密钥登录，查看自己的数据；管理员可查看全部。";
    signs_in: "console and requests", "控制台与请求";
    requests_only: "requests only", "仅请求";

    new_key: "New key", "新建密钥";
    new_key_for(name): "New key for {name}", "为 {name} 新建密钥";
    key_name_help: "Where it is used, such as “laptop” or “ci”.", "用途，例如 laptop 或 ci。";
    create: "Create", "创建";
    key_of(name): "Key of {name}", "{name} 的密钥";
    key_ready(name): "The key “{name}” is ready", "密钥 {name} 已创建";
    once: "Copy it now.", "请立即复制。";
    once_text: "It is shown only this once; the hub keeps no copy that could be read.", "密钥仅显示这一次，系统不保存可读取的副本。";
    connect: "Connect with this key", "用此密钥接入";
    done: "Done", "完成";

    save: "Save", "保存";
    delete: "Delete", "删除";
    saved(name): "{name} is saved", "已保存 {name}";
    deleted(name): "{name} is deleted", "已删除 {name}";
    delete_title(name): "Delete {name}?", "删除 {name}？";
    delete_user_text(keys): "Keys that stop working at once: {keys}. Log rows and costs stay.", "立即失效的密钥数：{keys}。日志和成本记录会保留。";
    delete_key_text(hint): "Whoever still sends {hint} is refused at once. Log rows and costs stay.", "仍在使用 {hint} 的请求会立即被拒绝。日志和成本记录会保留。";

    must: "This must not be empty.", "不能为空。";
    admins_only: "For admins only", "仅限管理员";
    admins_only_hint: "You are signed in as someone who cannot see this page.", "当前账号无权查看此页面。";
});
