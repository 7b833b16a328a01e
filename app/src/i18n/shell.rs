use super::texts;

texts!(shell Shell {
    skip: "Skip to content", "跳到主要内容";
    main_nav: "Main", "主导航";
    overview: "Overview", "概览";
    activity: "Activity", "活动";
    logs: "Logs", "日志";
    people: "People", "成员";
    users: "Users & keys", "用户与密钥";
    upstream: "Upstream", "上游";
    providers: "Providers", "供应商";
    system: "System", "系统";
    api_reference: "API reference", "API 参考";
    swagger: "Swagger UI", "Swagger UI";
    connect: "Connect", "接入";
    fold: "Fold the menu", "收起菜单";
    unfold: "Unfold the menu", "展开菜单";
    language: "Language", "语言";
    theme: "Theme", "主题";
    theme_auto: "As the system", "跟随系统";
    theme_light: "Light", "浅色";
    theme_dark: "Dark", "深色";
});
