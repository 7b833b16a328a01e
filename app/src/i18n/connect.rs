texts!(connect Connect {
    title: "Connect", "接入", "串接", "接続", "Подключение";
    lead:
        "Two settings point your tool at this hub: its address and a key.",
        "只需两项设置即可接入中转站：地址和密钥。",
        "只需兩項設定即可串接中轉站：位址和金鑰。",
        "ツールをこのハブにつなぐ設定は、アドレスとキーの2つだけです。",
        "Чтобы направить инструмент на этот хаб, нужны две настройки: адрес и ключ.";
    tool: "Tool", "工具", "工具", "ツール", "Инструмент";
    api: "API", "接口", "API", "API", "API";
    key_filled(name):
        "The key “{name}” is filled in below. It is shown only now: leaving or reloading this page forgets it.",
        "密钥“{name}”已填入下方。它只显示这一次，刷新或关闭页面后将无法再次查看。",
        "金鑰「{name}」已填入下方。它只顯示這一次，離開或重新整理此頁後便無法再次檢視。",
        "キー「{name}」を下に入力済みです。表示されるのは今だけで、ページを離れるか再読み込みすると消えます。",
        "Ключ «{name}» подставлен ниже. Он виден только сейчас: если уйти со страницы или обновить её, он пропадёт.";
    key_missing:
        "Put your hub key in place of YOUR_HUB_KEY.",
        "请将 YOUR_HUB_KEY 替换为你的密钥。",
        "請將 YOUR_HUB_KEY 替換為你的金鑰。",
        "YOUR_HUB_KEYをハブのキーに置き換えてください。",
        "Замените YOUR_HUB_KEY своим ключом хаба.";
    create_key: "Create a key", "创建密钥", "建立金鑰", "キーを作成", "Создать ключ";
    ask_admin:
        "An admin of this hub can create one for you.",
        "没有密钥时，请联系管理员创建。",
        "沒有金鑰時，請聯絡管理員建立。",
        "キーはこのハブの管理者に作成してもらえます。",
        "Ключ может создать администратор хаба.";
    shell(command):
        "macOS, Linux: add to your shell profile, then run {command} in a new terminal",
        "macOS、Linux：写入 shell 配置文件，然后在新终端中运行 {command}",
        "macOS、Linux：加入 shell 設定檔，然後在新的終端機中執行 {command}",
        "macOS、Linux：シェルの設定ファイルに追加し、新しいターミナルで {command} を実行",
        "macOS, Linux: добавьте в профиль оболочки и выполните {command} в новом терминале";
    powershell:
        "Windows PowerShell",
        "Windows PowerShell",
        "Windows PowerShell",
        "Windows PowerShell",
        "Windows PowerShell";
    settings_file:
        "Or once for every terminal: ~/.claude/settings.json",
        "或写入 ~/.claude/settings.json，对所有终端生效",
        "或寫入 ~/.claude/settings.json，對所有終端機生效",
        "または ~/.claude/settings.json に書けば全ターミナルで有効",
        "Или один раз для всех терминалов: ~/.claude/settings.json";
    codex_file:
        "~/.codex/config.toml: the first two lines at its very top",
        "写入 ~/.codex/config.toml，前两行须放在文件开头",
        "寫入 ~/.codex/config.toml，前兩行須放在檔案開頭",
        "~/.codex/config.toml：最初の2行はファイルの先頭に置く",
        "~/.codex/config.toml: первые две строки — в самом начале";
    gemini_file:
        "~/.gemini/settings.json: sign in by key",
        "写入 ~/.gemini/settings.json，以密钥方式登录",
        "寫入 ~/.gemini/settings.json，以金鑰方式登入",
        "~/.gemini/settings.json：キーでログイン",
        "~/.gemini/settings.json: вход по ключу";
    run: "Run in a terminal", "在终端中运行", "在終端機中執行", "ターミナルで実行", "Выполните в терминале";
    install: "Install", "安装", "安裝", "インストール", "Установка";
    program: "Program", "代码", "程式", "プログラム", "Программа";
    first_request: "First request", "首次请求", "首次請求", "最初のリクエスト", "Первый запрос";
    works:
        "It works: the answer came through this hub.",
        "接入成功，已通过中转站收到响应。",
        "串接成功，已透過中轉站收到回應。",
        "接続できました。このハブ経由で応答が届きました。",
        "Работает: ответ пришёл через этот хаб.";
    waiting:
        "Waiting for your first request…",
        "正在等待你的首次请求…",
        "正在等待你的首次請求…",
        "最初のリクエストを待っています…",
        "Ожидаем ваш первый запрос…";
    waiting_hint:
        "It appears here the moment it arrives.",
        "请求到达后会立即显示在这里。",
        "請求送達後會立即顯示在這裡。",
        "届くとすぐここに表示されます。",
        "Он появится здесь сразу, как придёт.";
});
