texts!(shell Shell {
    skip: "Skip to content", "跳到主要内容", "跳至主要內容", "本文へスキップ", "К содержимому";
    main_nav: "Main", "主导航", "主導覽", "メイン", "Основная навигация";
    overview: "Overview", "概览", "總覽", "概要", "Обзор";
    activity: "Activity", "活动", "活動", "アクティビティ", "Активность";
    logs: "Logs", "日志", "記錄", "ログ", "Журнал";
    sessions: "Sessions", "会话", "工作階段", "セッション", "Сессии";
    statistics: "Statistics", "统计", "統計", "統計", "Статистика";
    leaderboard: "Leaderboard", "排行榜", "排行榜", "ランキング", "Рейтинг";
    people: "People", "成员", "成員", "メンバー", "Люди";
    users: "Users & keys", "用户与密钥", "使用者與金鑰", "ユーザーとキー", "Люди и ключи";
    quotas: "Quotas", "限额用量", "限額用量", "クォータ", "Лимиты";
    own_quota: "My quota", "我的限额", "我的限額", "自分のクォータ", "Мой лимит";
    upstream: "Upstream", "上游", "上游", "アップストリーム", "Апстрим";
    providers: "Providers", "供应商", "供應商", "プロバイダー", "Провайдеры";
    availability: "Availability", "可用性", "可用性", "稼働状況", "Доступность";
    prices: "Prices", "模型定价", "模型價格", "料金", "Цены";
    simulator: "Simulator", "模拟器", "模擬器", "シミュレーター", "Симулятор";
    system: "System", "系统", "系統", "システム", "Система";
    groups: "Groups", "分组", "群組", "グループ", "Группы";
    audit: "Audit log", "审计日志", "稽核記錄", "監査ログ", "Журнал аудита";
    access: "Access", "访问与令牌", "存取與 Token", "アクセス", "Доступ";
    alerts: "Alerts", "告警", "警示", "アラート", "Оповещения";
    upkeep: "Upkeep", "运维", "維運", "運用", "Обслуживание";
    settings: "Settings", "设置", "設定", "設定", "Настройки";
    api_reference: "API reference", "API 参考", "API 參考", "API リファレンス", "Справочник API";
    swagger: "Swagger UI", "Swagger UI", "Swagger UI", "Swagger UI", "Swagger UI";
    more: "More", "更多", "更多", "その他", "Ещё";
    connect: "Connect", "接入", "接入", "接続", "Подключение";
    fold: "Fold the menu", "收起菜单", "收合選單", "メニューを折りたたむ", "Свернуть меню";
    unfold: "Unfold the menu", "展开菜单", "展開選單", "メニューを展開", "Развернуть меню";
    language: "Language", "语言", "語言", "言語", "Язык";
    theme: "Theme", "主题", "主題", "テーマ", "Тема";
    theme_auto: "As the system", "跟随系统", "跟隨系統", "システムに合わせる", "Как в системе";
    theme_light: "Light", "浅色", "淺色", "ライト", "Светлая";
    theme_dark: "Dark", "深色", "深色", "ダーク", "Тёмная";
    account: "Account", "账户", "帳號", "アカウント", "Аккаунт";
    admin: "Admin", "管理员", "管理員", "管理者", "Админ";
    user: "User", "用户", "使用者", "ユーザー", "Пользователь";
    sign_out: "Sign out", "退出登录", "登出", "ログアウト", "Выйти";
    live: "Live", "实时", "即時", "ライブ", "Онлайн";
    live_hint:
        "New requests appear by themselves.",
        "新请求会自动出现。",
        "新請求會自動顯示。",
        "新しいリクエストは自動で表示されます。",
        "Новые запросы появляются сами.";
    degraded: "Degraded", "已降级", "已降級", "機能低下", "С ограничениями";
    degraded_hint:
        "Redis is away: this instance keeps limits by itself, from what it knows.",
        "Redis 不可用，限额由本实例自行计算。",
        "Redis 無法使用，限額由本執行個體自行計算。",
        "Redis に接続できないため、このインスタンスは手元の情報だけで上限を管理しています。",
        "Redis недоступен: этот экземпляр считает лимиты сам, по своим данным.";
    not_live: "Paused", "已暂停", "已暫停", "停止中", "Пауза";
    not_live_hint:
        "Not connected to the hub; joining again.",
        "与中转站的连接已断开，正在重连。",
        "與中轉站的連線已中斷，正在重新連線。",
        "ハブとの接続が切れました。再接続しています。",
        "Нет связи с хабом, идёт переподключение.";
});
