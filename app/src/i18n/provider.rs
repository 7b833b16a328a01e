texts!(provider ProviderTexts {
    title: "Providers", "供应商", "供應商", "プロバイダー", "Провайдеры";
    add: "Add a provider", "添加供应商", "新增供應商", "プロバイダーを追加", "Добавить провайдера";
    edit(name): "Edit {name}", "编辑 {name}", "編輯 {name}", "{name} を編集", "Изменить {name}";
    none: "No provider yet", "还没有供应商", "尚無供應商", "プロバイダーがまだありません", "Провайдеров пока нет";
    none_hint:
        "A provider is an account with an AI vendor or a relay. Requests go to the ones that are enabled.",
        "供应商是你在 AI 厂商或中转站的账号，请求会转发给已启用的供应商。",
        "供應商是你在 AI 廠商或中轉服務的帳號，請求會轉送至已啟用的供應商。",
        "プロバイダーとは、AIベンダーまたは中継サービスのアカウントです。リクエストは有効なプロバイダーに送られます。",
        "Провайдер — это аккаунт у AI-вендора или в сервисе-ретрансляторе. Запросы идут к тем, что включены.";
    gone:
        "This provider does not exist any more.",
        "该供应商已不存在。",
        "此供應商已不存在。",
        "このプロバイダーはもう存在しません。",
        "Этого провайдера больше нет.";

    name: "Name", "名称", "名稱", "名前", "Название";
    name_help:
        "As it stands in the log.",
        "日志中显示的名称。",
        "記錄中顯示的名稱。",
        "ログに表示される名前です。",
        "Под этим именем виден в журнале.";
    url: "URL", "地址", "URL", "URL", "URL";
    credential: "Credential", "凭据", "憑證", "認証情報", "Учётные данные";
    credential_help:
        "API key or OAuth token. It is stored encrypted.",
        "API 密钥或 OAuth 令牌，加密保存。",
        "API 金鑰或 OAuth Token，加密儲存。",
        "APIキーまたはOAuthトークン。暗号化して保存されます。",
        "API-ключ или токен OAuth. Хранится в зашифрованном виде.";
    credential_google:
        "Or the JSON of a Google OAuth credential: paste the whole file.",
        "也可粘贴 Google OAuth 凭据文件的完整 JSON。",
        "也可貼上 Google OAuth 憑證檔的完整 JSON。",
        "Google OAuth認証情報のJSONファイルの内容をそのまま貼り付けることもできます。",
        "Или JSON учётных данных Google OAuth: вставьте файл целиком.";
    kept(hint):
        "{hint} stays unless you enter another",
        "{hint}，留空则保持不变",
        "{hint}，留空則維持不變",
        "{hint}（空欄なら変更なし）",
        "{hint} — останется, если не ввести другое";
    kind: "Type", "类型", "類型", "種類", "Тип";
    kind_credential: "Type · credential", "类型 · 凭据", "類型 · 憑證", "種類 · 認証情報", "Тип · учётные данные";
    kind_claude: "Anthropic API", "Anthropic API", "Anthropic API", "Anthropic API", "Anthropic API";
    kind_claude_auth: "Anthropic relay", "Anthropic 中转", "Anthropic 中轉", "Anthropic 中継", "Релей Anthropic";
    kind_codex: "Codex", "Codex", "Codex", "Codex", "Codex";
    kind_gemini: "Gemini API", "Gemini API", "Gemini API", "Gemini API", "Gemini API";
    kind_gemini_cli: "Gemini CLI", "Gemini CLI", "Gemini CLI", "Gemini CLI", "Gemini CLI";
    kind_compatible: "OpenAI compatible", "OpenAI 兼容", "OpenAI 相容", "OpenAI 互換", "OpenAI-совместимый";
    help_claude:
        "Messages, with an API key: sent as x-api-key and as Bearer.",
        "Messages 接口，使用 API 密钥，同时以 x-api-key 和 Bearer 发送。",
        "Messages API，使用 API 金鑰，同時以 x-api-key 和 Bearer 傳送。",
        "Messages API。APIキーをx-api-keyとBearerの両方で送信します。",
        "Messages с API-ключом: передаётся и как x-api-key, и как Bearer.";
    help_claude_auth:
        "Messages, with the credential as Bearer alone: for relays and OAuth tokens.",
        "Messages 接口，凭据仅以 Bearer 发送，适用于中转和 OAuth 令牌。",
        "Messages API，憑證僅以 Bearer 傳送，適用於中轉服務和 OAuth Token。",
        "Messages API。認証情報をBearerのみで送信します。中継サービスやOAuthトークン向けです。",
        "Messages, учётные данные только как Bearer: для релеев и токенов OAuth.";
    help_codex:
        "OpenAI’s Responses, which Codex CLI speaks.",
        "OpenAI 的 Responses 接口，Codex CLI 使用。",
        "OpenAI 的 Responses API，Codex CLI 使用。",
        "Codex CLIが使う、OpenAIのResponses APIです。",
        "Responses от OpenAI — с ним работает Codex CLI.";
    help_gemini:
        "Google’s generateContent, with an API key or Google OAuth.",
        "Google 的 generateContent 接口，使用 API 密钥或 Google OAuth。",
        "Google 的 generateContent，使用 API 金鑰或 Google OAuth。",
        "GoogleのgenerateContent。APIキーまたはGoogle OAuthで認証します。",
        "generateContent от Google, с API-ключом или Google OAuth.";
    help_gemini_cli:
        "Google’s Code Assist, which Gemini CLI speaks after signing in with Google.",
        "Google 的 Code Assist 接口，Gemini CLI 以 Google 账号登录后使用。",
        "Google 的 Code Assist，Gemini CLI 以 Google 帳號登入後使用。",
        "Gemini CLIがGoogleログイン後に使う、GoogleのCode Assistです。",
        "Code Assist от Google — с ним работает Gemini CLI после входа через Google.";
    help_compatible:
        "Chat Completions and OpenAI’s other endpoints, from OpenAI or whoever offers the same.",
        "Chat Completions 等 OpenAI 接口，适用于 OpenAI 及各种兼容服务。",
        "Chat Completions 等 OpenAI API，適用於 OpenAI 及各種相容服務。",
        "Chat CompletionsなどのOpenAI API。OpenAIと各種の互換サービスで使えます。",
        "Chat Completions и другие API OpenAI — от самой OpenAI или совместимых сервисов.";
    guessed:
        "Guessed from the URL and the credential.",
        "根据地址和凭据自动判断。",
        "依 URL 和憑證自動判斷。",
        "URLと認証情報から自動判定しました。",
        "Определено по URL и учётным данным.";
    groups: "Groups", "分组", "群組", "グループ", "Группы";
    groups_help:
        "Separated by commas; without one it is in “default”.",
        "用逗号分隔，留空则属于 default 分组。",
        "以逗號分隔，留空則屬於「default」群組。",
        "カンマ区切り。空欄なら「default」に属します。",
        "Через запятую; если пусто — группа «default».";
    models: "Models allowed", "允许的模型", "允許的模型", "許可するモデル", "Разрешённые модели";
    models_help:
        "Separated by commas; empty allows every model.",
        "用逗号分隔，留空则允许所有模型。",
        "以逗號分隔，留空則允許所有模型。",
        "カンマ区切り。空欄ならすべてのモデルを許可します。",
        "Через запятую; если пусто — разрешены все модели.";
    priority: "Priority", "优先级", "優先順序", "優先度", "Приоритет";
    priority_help:
        "Smaller goes first.",
        "数字越小越优先。",
        "數字越小越優先。",
        "小さいほど優先されます。",
        "Чем меньше, тем раньше.";
    weight: "Weight", "权重", "權重", "重み", "Вес";
    weight_help:
        "Its share among providers of one priority.",
        "同一优先级内的分流比例。",
        "同一優先順序內的分流比例。",
        "同じ優先度のプロバイダー間での配分比率です。",
        "Доля среди провайдеров с тем же приоритетом.";
    multiplier: "Cost multiplier", "成本倍率", "費用倍率", "コスト倍率", "Множитель стоимости";
    multiplier_help:
        "What this account pays of the list price: 0.5 is half.",
        "实际成本占官方价格的比例，0.5 即半价。",
        "實際費用占定價的比例，0.5 即半價。",
        "定価に対する実際の支払いの割合。0.5なら半額です。",
        "Сколько этот аккаунт платит от прайсовой цены: 0.5 — половину.";
    more: "More", "更多", "更多", "その他", "Ещё";
    more_hint:
        "Model redirects, proxy, overrides",
        "模型重定向、代理、参数覆盖",
        "模型重新導向、代理伺服器、參數覆寫",
        "モデルのリダイレクト、プロキシ、上書き",
        "Перенаправление моделей, прокси, переопределения";
    redirects: "Model redirects", "模型重定向", "模型重新導向", "モデルのリダイレクト", "Перенаправление моделей";
    redirects_help:
        "The first row that fits the model asked for says which model is sent.",
        "从上到下匹配请求的模型，以第一条命中的规则为准。",
        "由上而下比對請求的模型，以第一條符合的規則為準。",
        "要求されたモデルに最初に一致した行で、送信するモデルが決まります。",
        "Модель для отправки задаёт первая строка, подходящая к запрошенной.";
    redirect_add: "Add a redirect", "添加重定向", "新增重新導向", "リダイレクトを追加", "Добавить правило";
    redirect_match: "How it is compared", "匹配方式", "比對方式", "比較方法", "Способ сравнения";
    redirect_source: "Model asked for", "请求的模型", "請求的模型", "要求されたモデル", "Запрошенная модель";
    redirect_target: "Model to send", "发送的模型", "傳送的模型", "送信するモデル", "Отправляемая модель";
    redirect_up: "Move up", "上移", "上移", "上へ移動", "Выше";
    redirect_remove:
        "Remove this redirect",
        "移除此重定向",
        "移除此重新導向",
        "このリダイレクトを削除",
        "Удалить это правило";
    redirect_half(row):
        "Row {row} needs both models.",
        "第 {row} 行需要填写两个模型。",
        "第 {row} 列需填寫兩個模型。",
        "{row} 行目は両方のモデルを入力してください。",
        "Строка {row}: укажите обе модели.";
    match_exact: "is", "等于", "等於", "完全一致", "равна";
    match_prefix: "begins with", "开头为", "開頭為", "前方一致", "начинается с";
    match_suffix: "ends with", "结尾为", "結尾為", "後方一致", "оканчивается на";
    match_contains: "contains", "包含", "包含", "部分一致", "содержит";
    match_regex: "fits pattern", "匹配正则", "符合正規表示式", "正規表現", "по шаблону";
    one_redirect: "1 redirect", "1 条重定向", "1 條重新導向", "リダイレクト 1 件", "1 перенаправление";
    many_redirects(n): "{n} redirects", "{n} 条重定向", "{n} 條重新導向", "リダイレクト {n} 件", "перенаправлений: {n}";
    one_more_url: "1 further URL", "1 个备用地址", "1 個備用 URL", "他に 1 件のURL", "ещё 1 URL";
    more_urls(n): "{n} further URLs", "{n} 个备用地址", "{n} 個備用 URL", "他に {n} 件のURL", "ещё {n} URL";
    at_once(n): "{n} at a time", "并发 {n}", "並行 {n}", "同時 {n} 件", "параллельно: {n}";
    proxy: "Proxy", "代理", "代理伺服器", "プロキシ", "Прокси";
    proxy_help:
        "http, https, socks5, socks5h, socks4 or socks4a, with a login where it needs one. It is stored encrypted.",
        "支持 http、https、socks5、socks5h、socks4、socks4a，可含用户名和密码，加密保存。",
        "支援 http、https、socks5、socks5h、socks4、socks4a，可含使用者名稱和密碼，加密儲存。",
        "http、https、socks5、socks5h、socks4、socks4aに対応し、必要ならユーザー名とパスワードも含められます。暗号化して保存されます。",
        "http, https, socks5, socks5h, socks4 или socks4a, при необходимости с логином и паролем. Хранится в зашифрованном виде.";
    proxy_remove: "Take the proxy away", "移除代理", "移除代理伺服器", "プロキシを外す", "Убрать прокси";
    proxy_keep: "Keep the proxy", "保留代理", "保留代理伺服器", "プロキシを残す", "Оставить прокси";
    proxy_gone:
        "Saving takes it away.",
        "保存后将不再使用代理。",
        "儲存後將不再使用代理伺服器。",
        "保存するとプロキシが外れます。",
        "После сохранения прокси будет убран.";
    proxy_fallback:
        "Ask directly when the proxy cannot be reached",
        "代理无法连接时直连",
        "無法連線至代理伺服器時直接連線",
        "プロキシに接続できないときは直接接続する",
        "Если прокси недоступен, подключаться напрямую";
    proxy_fallback_help:
        "The vendor then sees the hub’s own address.",
        "此时厂商会看到中转站自身的地址。",
        "此時上游會看到中轉站本身的位址。",
        "その場合、ベンダーにはハブ自身のアドレスが見えます。",
        "Тогда вендор увидит адрес самого хаба.";
    by_proxy: "by proxy", "经代理", "經代理", "プロキシ経由", "через прокси";
    preserve_ip:
        "Tell the vendor the client’s address",
        "向厂商传递客户端 IP",
        "向上游傳遞用戶端 IP",
        "クライアントのIPをベンダーに伝える",
        "Передавать вендору IP-адрес клиента";
    preserve_ip_help:
        "In X-Forwarded-For and X-Real-IP.",
        "通过 X-Forwarded-For 和 X-Real-IP 请求头。",
        "透過 X-Forwarded-For 和 X-Real-IP 標頭。",
        "X-Forwarded-ForとX-Real-IPで送ります。",
        "В X-Forwarded-For и X-Real-IP.";
    overrides: "Overrides", "参数覆盖", "參數覆寫", "上書き", "Переопределения";
    overrides_help:
        "Put into every request, whatever the client asks for.",
        "写入每个请求，优先于客户端的设置。",
        "寫入每個請求，優先於用戶端的設定。",
        "クライアントの指定にかかわらず、すべてのリクエストに設定されます。",
        "Подставляются в каждый запрос, что бы ни указал клиент.";
    inherit: "As the client asks", "跟随客户端", "依用戶端設定", "クライアントに従う", "Как у клиента";
    on: "On", "开启", "開啟", "オン", "Вкл.";
    off: "Off", "关闭", "關閉", "オフ", "Выкл.";
    five_minutes: "5 minutes", "5 分钟", "5 分鐘", "5 分", "5 минут";
    one_hour: "1 hour", "1 小时", "1 小時", "1 時間", "1 час";
    effort_models:
        "Only for these models",
        "仅用于这些模型",
        "僅用於這些模型",
        "対象モデルを限定",
        "Только для этих моделей";
    effort_models_help:
        "Separated by commas, their dated versions included; empty means every model.",
        "用逗号分隔，包括其带日期的版本；留空则用于所有模型。",
        "以逗號分隔，包含其帶日期的版本；留空則用於所有模型。",
        "カンマ区切り。日付付きのバージョンも含みます。空欄ならすべてのモデルが対象です。",
        "Через запятую, включая их версии с датой; если пусто — все модели.";
    note: "Note", "备注", "備註", "メモ", "Заметка";
    enabled: "Enabled", "启用", "啟用", "有効", "Включён";
    enabled_help:
        "Requests may go to it.",
        "允许将请求转发到此供应商。",
        "允許將請求轉送至此供應商。",
        "このプロバイダーへのリクエストを許可します。",
        "Запросы могут идти к этому провайдеру.";
    enabled_of(name): "{name} enabled", "启用 {name}", "啟用 {name}", "{name} を有効化", "Включить {name}";

    goes_to: "Requests go to", "请求将发送到", "請求將傳送至", "リクエストの送信先", "Запросы идут на";
    wrong_scheme:
        "The URL must begin with https:// or http://.",
        "地址必须以 https:// 或 http:// 开头。",
        "URL 必須以 https:// 或 http:// 開頭。",
        "URLはhttps://またはhttp://で始めてください。",
        "URL должен начинаться с https:// или http://.";
    wrong_query:
        "The URL must have no query (?) and no fragment (#).",
        "地址中不能包含查询参数（?）或片段（#）。",
        "URL 不能包含查詢參數（?）或片段（#）。",
        "URLにクエリ（?）やフラグメント（#）は含められません。",
        "В URL не должно быть параметров (?) и фрагмента (#).";
    wrong_space:
        "There is a space in the URL.",
        "地址中有空格。",
        "URL 中有空格。",
        "URLに空白が含まれています。",
        "В URL есть пробел.";
    wrong_login:
        "The URL must not contain a login: the credential has its own field.",
        "地址中不能包含用户名或密码，凭据请填写在单独的字段中。",
        "URL 不能包含使用者名稱或密碼，憑證請填寫在專用欄位。",
        "URLにユーザー名やパスワードは含められません。認証情報は専用の欄に入力してください。",
        "В URL не должно быть логина и пароля: для учётных данных есть отдельное поле.";
    wrong_host:
        "There is no valid host in the URL.",
        "地址中的主机名无效。",
        "URL 的主機名稱無效。",
        "URLに有効なホスト名がありません。",
        "В URL нет корректного хоста.";
    odd_plain:
        "Without https the credential travels readable by everyone on the way.",
        "未使用 https，凭据会以明文传输。",
        "未使用 https，憑證會以明文傳輸。",
        "httpsでないため、認証情報が平文で送信されます。",
        "Без https учётные данные передаются открытым текстом.";
    odd_dialect(kind):
        "This looks like the URL of another type: {kind}.",
        "这个地址看起来属于其他类型：{kind}。",
        "此 URL 看起來屬於其他類型：{kind}。",
        "別の種類のURLのようです：{kind}。",
        "Похоже на URL другого типа: {kind}.";
    odd_site(api):
        "This is the vendor's website. Its API is at {api}.",
        "这是官网地址，API 地址是 {api}。",
        "這是官網網址，API 位址為 {api}。",
        "これはベンダーのWebサイトです。APIは {api} です。",
        "Это сайт вендора. API находится по адресу {api}.";
    odd_path:
        "The Anthropic API has no such path. Give https://api.anthropic.com alone.",
        "Anthropic API 没有这个路径，只填 https://api.anthropic.com 即可。",
        "Anthropic API 沒有這個路徑，只填 https://api.anthropic.com 即可。",
        "Anthropic APIにこのパスはありません。https://api.anthropic.com だけを入力してください。",
        "В Anthropic API нет такого пути. Укажите только https://api.anthropic.com.";

    trial: "Test", "测试", "測試", "テスト", "Тест";
    trial_help:
        "Sends one short real request as the form stands now. It is not logged here, but the vendor may bill it.",
        "按当前填写的内容发送一个简短的真实请求。不计入日志，但厂商可能收费。",
        "以目前填寫的內容傳送一個簡短的真實請求。不會列入此處的記錄，但上游可能收費。",
        "現在の入力内容で短い実際のリクエストを1件送信します。ここのログには残りませんが、ベンダーから課金される場合があります。",
        "Отправляет один короткий реальный запрос с текущими значениями формы. В журнал хаба он не попадает, но вендор может взять за него плату.";
    model: "Model", "模型", "模型", "モデル", "Модель";
    answered: "Works", "可用", "可用", "正常", "Работает";
    failed: "Failed", "失败", "失敗", "失敗", "Ошибка";
    silent: "No answer", "无响应", "無回應", "応答なし", "Нет ответа";
    answer: "Answer", "回复", "回覆", "応答", "Ответ";
    reason: "Reason", "原因", "原因", "理由", "Причина";
    asked: "Asked", "请求地址", "請求 URL", "リクエスト先", "Адрес";
    status: "Status", "状态码", "狀態碼", "ステータス", "Статус";
    took: "Time", "耗时", "耗時", "所要時間", "Время";
    check_address:
        "Check the URL, and that this machine can reach it.",
        "请检查地址，并确认本机能够访问。",
        "請檢查 URL，並確認本機能夠連線。",
        "URLと、このマシンから接続できることを確認してください。",
        "Проверьте URL и его доступность с этой машины.";
    check_credential:
        "Check the credential and the type.",
        "请检查凭据和类型。",
        "請檢查憑證和類型。",
        "認証情報と種類を確認してください。",
        "Проверьте учётные данные и тип.";
    check_model:
        "Check the URL and the model.",
        "请检查地址和模型。",
        "請檢查 URL 和模型。",
        "URLとモデルを確認してください。",
        "Проверьте URL и модель.";
    check_quota:
        "The account has used up its quota, or asks too often.",
        "该账号的额度已用完，或请求过于频繁。",
        "此帳號的限額已用完，或請求過於頻繁。",
        "アカウントの上限に達したか、リクエストが多すぎます。",
        "Лимит аккаунта исчерпан, или запросы слишком частые.";
    check_later:
        "The vendor has trouble. Try again later.",
        "厂商服务异常，请稍后再试。",
        "上游服務異常，請稍後再試。",
        "ベンダー側で障害が起きています。しばらくしてから再試行してください。",
        "У вендора неполадки. Повторите позже.";
    raw: "Raw answer", "原始响应", "原始回應", "生の応答", "Исходный ответ";

    save: "Save", "保存", "儲存", "保存", "Сохранить";
    delete: "Delete", "删除", "刪除", "削除", "Удалить";
    saved(name):
        "{name} is saved",
        "已保存 {name}",
        "已儲存 {name}",
        "{name} を保存しました",
        "Провайдер {name} сохранён";
    deleted(name):
        "{name} is deleted",
        "已删除 {name}",
        "已刪除 {name}",
        "{name} を削除しました",
        "Провайдер {name} удалён";
    delete_title(name):
        "Delete {name}?",
        "删除 {name}？",
        "刪除 {name}？",
        "{name} を削除しますか？",
        "Удалить {name}?";
    delete_text:
        "No request goes to it from now on, and conversations held with it move to another provider. Its log rows and costs stay.",
        "请求将不再发往该供应商，正在使用它的会话会切换到其他供应商。日志和成本记录会保留。",
        "請求將不再傳送至此供應商，使用它的工作階段會改用其他供應商。記錄和費用會保留。",
        "以後リクエストは送られず、使用中のセッションは別のプロバイダーに移ります。ログとコストの記録は残ります。",
        "Запросы больше не пойдут к этому провайдеру, а его сессии перейдут к другому. Записи журнала и расходы сохранятся.";
    delete_last:
        "It is the only provider that is enabled: without it every request is refused.",
        "这是唯一启用的供应商，删除后所有请求都会被拒绝。",
        "這是唯一啟用的供應商，刪除後所有請求都會遭到拒絕。",
        "有効なプロバイダーはこれだけです。削除するとすべてのリクエストが拒否されます。",
        "Это единственный включённый провайдер: без него все запросы будут отклоняться.";

    must: "This must not be empty.", "不能为空。", "不能留空。", "入力してください。", "Поле не должно быть пустым.";
    whole(least, most):
        "A whole number from {least} to {most}.",
        "请填写 {least} 到 {most} 之间的整数。",
        "請填寫 {least} 到 {most} 之間的整數。",
        "{least}～{most} の整数を入力してください。",
        "Целое число от {least} до {most}.";
    at_least(least):
        "A whole number from {least} on.",
        "请填写不小于 {least} 的整数。",
        "請填寫不小於 {least} 的整數。",
        "{least} 以上の整数を入力してください。",
        "Целое число не меньше {least}.";
    ratio:
        "A number from 0 to 1000.",
        "请填写 0 到 1000 之间的数字。",
        "請填寫 0 到 1000 之間的數字。",
        "0～1000の数値を入力してください。",
        "Число от 0 до 1000.";
});
