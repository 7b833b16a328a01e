texts!(login Login {
    title: "Sign in", "登录", "登入", "ログイン", "Вход";
    key:
        "Key or admin token",
        "密钥或管理员令牌",
        "金鑰或管理員 Token",
        "キーまたは管理者トークン",
        "Ключ или токен администратора";
    key_help:
        "A hub key that may sign in, or the admin token.",
        "允许登录的中转站密钥，或管理员令牌。",
        "允許登入的中轉站金鑰，或管理員 Token。",
        "ログインを許可されたハブのキー、または管理者トークンです。",
        "Ключ хаба с правом входа или токен администратора.";
    first_start: "First start?", "首次启动？", "首次啟動？", "初回起動ですか？", "Первый запуск?";
    token_hint:
        "Unless you set one, the hub made an admin token. It is in this file of the data folder:",
        "如果没有自行设置，中转站会生成管理员令牌，保存在数据目录的这个文件中：",
        "若未自行設定，中轉站會產生管理員 Token，儲存在資料目錄的這個檔案中：",
        "未設定の場合はハブが管理者トークンを生成し、データフォルダーの次のファイルに保存しています：",
        "Если вы не задали токен администратора, хаб создал его сам. Он лежит в этом файле каталога данных:";
    submit: "Sign in", "登录", "登入", "ログイン", "Войти";
    cookie_lost:
        "Signing in cannot work here.",
        "在此地址无法登录。",
        "無法透過此網址登入。",
        "ここではログインできません。",
        "Войти по этому адресу не получится.";
    cookie_lost_hint:
        "This page came by http, but the hub sets its cookie for https only. Open the hub by https, or set ENABLE_SECURE_COOKIES=auto.",
        "本页通过 http 打开，而中转站的 Cookie 仅限 https。请改用 https 访问，或设置 ENABLE_SECURE_COOKIES=auto。",
        "此頁以 http 開啟，但中轉站的 Cookie 僅限 https。請改用 https 存取，或設定 ENABLE_SECURE_COOKIES=auto。",
        "このページはhttpで開かれていますが、ハブのCookieはhttps専用です。httpsで開くか、ENABLE_SECURE_COOKIES=autoを設定してください。",
        "Страница открыта по http, а cookie хаба действуют только для https. Откройте хаб по https или задайте ENABLE_SECURE_COOKIES=auto.";
    refused:
        "The hub does not know this key or token, or it is disabled, has expired or may not sign in to the console.",
        "无法用此密钥登录：它不存在、已停用、已过期，或未被允许登录控制台。",
        "無法使用此金鑰登入：它不存在、已停用、已過期，或未獲准登入主控台。",
        "このキーではログインできません。存在しない、無効、期限切れ、またはコンソールへのログインが許可されていないキーです。",
        "Войти с этим ключом нельзя: он не существует, отключён, просрочен или не даёт права входа в консоль.";
    code: "Code", "验证码", "驗證碼", "コード", "Код";
    code_help:
        "Six digits, as your authenticator app shows them now.",
        "验证器应用当前显示的 6 位数字。",
        "驗證器應用程式目前顯示的 6 位數字。",
        "認証アプリに表示されている 6 桁の数字です。",
        "Шесть цифр, как сейчас в приложении для кодов.";
    code_wrong:
        "This code is wrong, or was used already. Take the next one.",
        "验证码错误或已使用过，请输入下一个。",
        "驗證碼錯誤或已使用過，請輸入下一個。",
        "コードが違うか、使用済みです。次のコードを入力してください。",
        "Код неверен или уже использован. Возьмите следующий.";
    locked(seconds):
        "Too many failed attempts from this address. Try again in {seconds} s.",
        "此地址的失败次数过多，请在 {seconds} 秒后重试。",
        "此位址的失敗次數過多，請於 {seconds} 秒後重試。",
        "このアドレスからの失敗が多すぎます。{seconds} 秒後に再試行してください。",
        "Слишком много неудачных попыток с этого адреса. Повторите через {seconds} с.";
    no_script:
        "Signing in needs JavaScript.",
        "登录需要启用 JavaScript。",
        "登入需啟用 JavaScript。",
        "ログインにはJavaScriptが必要です。",
        "Для входа нужен JavaScript.";
});
