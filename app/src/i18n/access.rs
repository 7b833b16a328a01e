use domain::token::Scope;

texts!(access AccessTexts {
    title: "Access", "访问与令牌", "存取與 Token", "アクセス", "Доступ";
    tokens: "API tokens", "API 令牌", "API Token", "API トークン", "Токены API";
    new_token: "New token", "新建令牌", "新增 Token", "トークンを作成", "Новый токен";
    no_tokens: "No tokens yet", "还没有令牌", "還沒有 Token", "トークンはまだありません", "Токенов пока нет";
    no_tokens_hint:
        "A script or a CI job that manages the hub gets a token of its own: it may do what its scopes say, and can be revoked.",
        "让管理中转站的脚本或 CI 任务使用各自的令牌：权限由作用域限定，可随时吊销。",
        "讓管理中轉站的腳本或 CI 工作使用各自的 Token：權限由範圍限定，可隨時撤銷。",
        "ハブを管理するスクリプトや CI には専用のトークンを使います。できることはスコープで決まり、いつでも失効できます。",
        "Скрипту или заданию CI, управляющему хабом, нужен свой токен: он может то, что разрешают его области, и его можно отозвать.";
    name: "Name", "名称", "名稱", "名前", "Название";
    name_help: "What uses it.", "说明用途。", "說明用途。", "何に使うか。", "Кто его использует.";
    scopes: "Scopes", "作用域", "範圍", "スコープ", "Области";
    owner: "Whose", "所属", "所屬", "所有者", "Чей";
    used: "Last used", "最近使用", "最近使用", "最終使用", "Последний раз";
    never_used: "never", "从未", "從未", "なし", "никогда";
    expires: "Expires", "到期时间", "到期時間", "有効期限", "Истекает";
    create: "Create", "创建", "建立", "作成", "Создать";
    done: "Done", "完成", "完成", "完了", "Готово";
    once: "This is shown once", "仅显示这一次", "僅顯示這一次", "表示は一度だけです", "Показывается один раз";
    once_text:
        "The hub keeps only a fingerprint of the token. Put it where the program finds it, such as a secret of your CI.",
        "中转站只保存令牌的指纹。请立即存放到程序可读取的位置，例如 CI 的密文变量。",
        "中轉站只儲存 Token 的指紋。請立即存放到程式可讀取的位置，例如 CI 的機密變數。",
        "ハブが保存するのは指紋だけです。CI のシークレットなど、プログラムが読める場所に保管してください。",
        "Хаб хранит только отпечаток токена. Сохраните его там, где его найдёт программа, например в секретах CI.";
    try_it: "A first request", "试一试", "試一試", "最初のリクエスト", "Первый запрос";
    revoke: "Revoke", "吊销", "撤銷", "失効", "Отозвать";
    revoke_of(name): "Revoke {name}", "吊销 {name}", "撤銷 {name}", "{name} を失効", "Отозвать {name}";
    revoke_title(name): "Revoke the token {name}?", "吊销令牌 {name}？", "撤銷 Token {name}？", "トークン {name} を失効しますか？", "Отозвать токен {name}?";
    revoke_text:
        "What uses it is refused from then on. It cannot be brought back.",
        "使用它的程序将立即被拒绝，且无法恢复。",
        "使用它的程式將立即被拒絕，且無法復原。",
        "これを使うプログラムはすぐに拒否されます。元には戻せません。",
        "Использующие его программы сразу получат отказ. Вернуть токен нельзя.";
    revoked(name): "{name} is revoked", "已吊销 {name}", "已撤銷 {name}", "{name} を失効しました", "{name}: отозван";

    scope_read: "Reads what you may read", "读取你有权查看的内容", "讀取你有權檢視的內容", "閲覧できる情報の読み取り", "Читает то, что можно вам";
    scope_providers:
        "Changes providers, groups and breakers",
        "修改供应商、分组和熔断",
        "修改供應商、群組與熔斷",
        "プロバイダー、グループ、ブレーカーの変更",
        "Меняет провайдеров, группы и предохранители";
    scope_users: "Changes users and keys", "修改用户和密钥", "修改使用者與金鑰", "ユーザーとキーの変更", "Меняет людей и ключи";
    scope_prices: "Changes prices and aliases", "修改定价和别名", "修改價格與別名", "料金と別名の変更", "Меняет цены и псевдонимы";
    scope_settings: "Changes settings", "修改设置", "修改設定", "設定の変更", "Меняет настройки";
    scope_logs: "Cleans the log", "清理日志", "清理記錄", "ログの整理", "Чистит журнал";

    sessions: "Signed in", "已登录的浏览器", "已登入的瀏覽器", "ログイン中のブラウザー", "Кто вошёл";
    browser: "Browser", "浏览器", "瀏覽器", "ブラウザー", "Браузер";
    address: "Address", "IP 地址", "IP 位址", "IP アドレス", "Адрес";
    since: "Since", "开始于", "開始於", "開始", "С";
    until: "Until", "有效至", "有效至", "期限", "До";
    this_browser: "This one", "当前", "目前", "このブラウザー", "Этот";
    end_of(name): "Sign out {name}", "强制 {name} 退出", "強制 {name} 登出", "{name} をログアウト", "Завершить вход: {name}";
    ended: "Signed out there", "已强制退出", "已強制登出", "ログアウトしました", "Вход завершён";

    factor: "Second factor", "双重验证", "雙重驗證", "二要素認証", "Второй фактор";
    factor_about:
        "An admin who signs in also types a code of an authenticator app. With it, the admin token alone opens the console only: programs use API tokens.",
        "管理员登录时还需输入验证器应用的验证码。启用后，管理员令牌只能用于登录控制台，程序请使用 API 令牌。",
        "管理員登入時還需輸入驗證器應用程式的驗證碼。啟用後，管理員 Token 僅能登入主控台，程式請使用 API Token。",
        "管理者はログイン時に認証アプリのコードも入力します。有効にすると管理者トークンはコンソール専用になり、プログラムは API トークンを使います。",
        "При входе администратор вводит ещё и код из приложения. После этого токен администратора годится только для консоли, а программам нужны токены API.";
    factor_on: "A code is asked for", "已启用", "已啟用", "有効", "Код спрашивается";
    factor_off: "No code is asked for", "未启用", "未啟用", "無効", "Код не спрашивается";
    factor_set: "Set up", "启用", "啟用", "設定する", "Включить";
    factor_remove: "Turn off", "关闭", "關閉", "無効にする", "Выключить";
    scan:
        "Scan this with an authenticator app.",
        "请用验证器应用扫描此二维码。",
        "請用驗證器應用程式掃描此 QR 碼。",
        "認証アプリでこの QR コードを読み取ってください。",
        "Отсканируйте это приложением для кодов.";
    type_it: "Or type this in:", "或手动输入：", "或手動輸入：", "または次を入力：", "Или введите вручную:";
    confirm: "Confirm", "确认", "確認", "確認", "Подтвердить";
});

impl AccessTexts {
    pub fn scope(self, scope: Scope) -> &'static str {
        match scope {
            Scope::Read => self.scope_read(),
            Scope::Providers => self.scope_providers(),
            Scope::Users => self.scope_users(),
            Scope::Prices => self.scope_prices(),
            Scope::Settings => self.scope_settings(),
            Scope::Logs => self.scope_logs(),
        }
    }
}
