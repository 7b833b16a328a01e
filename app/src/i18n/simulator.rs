texts!(simulator SimulatorTexts {
    title: "Simulator", "模拟器", "模擬器", "シミュレーター", "Симулятор";
    about:
        "Whom would a request go to? Decided as for a real one, by what holds now; nothing is sent.",
        "请求会发往哪个供应商？按当前状态，以与真实请求相同的方式决策，不会实际发送。",
        "請求會送往哪個供應商？依目前狀態，以與真實請求相同的方式決定，不會實際送出。",
        "リクエストはどのプロバイダーに送られるでしょうか。現在の状態をもとに実際と同じ方法で判定し、送信は行いません。",
        "Кому достанется запрос? Решается как для настоящего, по текущему состоянию; ничего не отправляется.";
    input: "Request", "请求", "請求", "リクエスト", "Запрос";
    key: "Key", "密钥", "金鑰", "キー", "Ключ";
    no_key:
        "No key: by groups",
        "不指定密钥，按分组",
        "不指定金鑰，依群組",
        "キーなし：グループで指定",
        "Без ключа: по группам";
    key_gone:
        "This key does not exist any more: the groups count.",
        "该密钥已不存在，将按分组模拟。",
        "此金鑰已不存在，將依群組模擬。",
        "このキーはもう存在しないため、グループで判定します。",
        "Этого ключа больше нет: учитываются группы.";
    groups: "Groups", "分组", "群組", "グループ", "Группы";
    groups_help:
        "Separated by commas; empty is “default”.",
        "用逗号分隔，留空为 default。",
        "以逗號分隔，留空為「default」。",
        "カンマ区切り。空欄の場合は「default」です。",
        "Через запятую; пусто — «default».";
    protocol: "Protocol", "接口", "協定", "プロトコル", "Протокол";
    model: "Model", "模型", "模型", "モデル", "Модель";
    client:
        "Client’s User-Agent",
        "客户端 User-Agent",
        "用戶端 User-Agent",
        "クライアントの User-Agent",
        "User-Agent клиента";
    client_help:
        "Claude Code’s counts as genuine.",
        "Claude Code 的 User-Agent 视为真实客户端。",
        "Claude Code 的 User-Agent 視為真實用戶端。",
        "Claude Code のものは正規のクライアントと見なします。",
        "User-Agent от Claude Code считается подлинным.";
    session: "Session", "会话", "工作階段", "セッション", "Сессия";
    session_help:
        "The whole id. It counts together with its key.",
        "完整的会话 ID，需与密钥同时指定。",
        "完整的工作階段 ID，須與金鑰一併指定。",
        "ID 全体を入力してください。キーと組み合わせて判定します。",
        "ID целиком. Учитывается вместе с ключом.";
    at: "Time", "时间", "時間", "日時", "Время";
    at_help:
        "In your time zone; empty is now.",
        "按你的时区计算，留空为当前时间。",
        "依您所在的時區，留空為目前時間。",
        "お使いのタイムゾーンです。空欄の場合は現在の日時です。",
        "В вашем часовом поясе; пусто — сейчас.";
    simulate: "Simulate", "模拟", "模擬", "シミュレート", "Симулировать";

    answer: "Decision", "决策", "決策", "判定", "Решение";
    served: "would be served", "可正常处理", "可正常處理", "処理可能", "будет обслужен";
    refused: "would be refused with 503", "将返回 503", "將以 503 拒絕", "503 で拒否", "будет отклонён с кодом 503";
    refused_hint:
        "Every provider is left out. Change what stands in the way, or wait where a time is given.",
        "请根据下列原因调整；若标有恢复时间，也可到时再试。",
        "請依下列原因調整；若標有恢復時間，也可屆時再試。",
        "すべてのプロバイダーが対象外です。原因を取り除くか、表示された時刻まで待ってください。",
        "Все провайдеры не подошли. Устраните причины или подождите до указанного времени.";
    no_providers:
        "This hub has no providers yet.",
        "还没有任何供应商。",
        "此中轉站還沒有供應商。",
        "このハブにはまだプロバイダーがありません。",
        "В этом хабе пока нет провайдеров.";
    ask: "Describe a request", "填写请求后开始模拟", "填寫請求後開始模擬", "リクエストの内容を入力", "Опишите запрос";
    ask_hint:
        "Or open a request in the log and simulate the same input.",
        "也可以在日志中打开某个请求，用同样的输入模拟。",
        "也可以在記錄中開啟某個請求，用同樣的輸入模擬。",
        "ログのリクエストを開き、同じ入力でシミュレートすることもできます。",
        "Или откройте запрос в журнале и симулируйте с теми же данными.";
});
