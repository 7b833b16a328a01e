texts!(overview OverviewText {
    title: "Overview", "概览", "總覽", "概要", "Обзор";
    span: "Time span", "时间范围", "時間範圍", "期間", "Период";
    today: "Today", "今天", "今天", "今日", "Сегодня";
    week: "7 days", "7 天", "7 天", "7日間", "7 дней";
    month: "30 days", "30 天", "30 天", "30日間", "30 дней";

    figures: "Figures", "数据", "數據", "数値", "Показатели";
    cost: "Cost", "费用", "費用", "コスト", "Расходы";
    requests: "Requests", "请求", "請求", "リクエスト", "Запросы";
    tokens: "Tokens", "Token", "Token", "トークン", "Токены";
    sessions: "Active sessions", "活跃会话", "使用中的工作階段", "アクティブセッション", "Активные сессии";
    cache_rate: "Cache hit rate", "缓存命中率", "快取命中率", "キャッシュヒット率", "Попадания в кэш";
    failure_rate: "Failures", "失败率", "失敗率", "失敗率", "Доля сбоев";
    against(value): "against {value}", "此前 {value}", "先前 {value}", "前期間 {value}", "ранее {value}";
    yesterday(value):
        "{value} yesterday by now",
        "昨日同时段 {value}",
        "昨日同時段 {value}",
        "前日の同時刻まで {value}",
        "вчера к этому времени {value}";
    unpriced(n): "{n} without a price", "{n} 个请求无价格", "{n} 個請求無價格", "料金なし {n}件", "без цены: {n}";
    running(n): "{n} running now", "{n} 个请求进行中", "{n} 個請求進行中", "{n}件実行中", "выполняется: {n}";
    cached(n): "{n} cached", "缓存 {n}", "快取 {n}", "キャッシュ {n}", "из кэша: {n}";
    points: "pt", "个百分点", "個百分點", "pt", "п. п.";
    of_requests(n, all):
        "{n} of {all} requests",
        "{n} / {all} 个请求",
        "{n} / {all} 個請求",
        "リクエスト {all}件中{n}件",
        "запросов: {n} из {all}";

    cost_by_hour: "Cost per hour", "每小时费用", "每小時費用", "1時間ごとのコスト", "Расходы по часам";
    requests_by_hour: "Requests per hour", "每小时请求", "每小時請求", "1時間ごとのリクエスト", "Запросы по часам";
    tokens_by_hour: "Tokens per hour", "每小时 Token", "每小時 Token", "1時間ごとのトークン", "Токены по часам";
    cost_by_day: "Cost per day", "每日费用", "每日費用", "1日ごとのコスト", "Расходы по дням";
    requests_by_day: "Requests per day", "每日请求", "每日請求", "1日ごとのリクエスト", "Запросы по дням";
    tokens_by_day: "Tokens per day", "每日 Token", "每日 Token", "1日ごとのトークン", "Токены по дням";
    measure: "What the bars measure", "柱形的含义", "長條圖指標", "棒グラフの指標", "Показатель столбцов";
    layers: "What the layers are", "分层方式", "堆疊依據", "内訳の単位", "Разбивка столбцов";
    provider: "Provider", "供应商", "供應商", "プロバイダー", "Провайдер";
    user: "User", "用户", "使用者", "ユーザー", "Пользователь";
    key: "Key", "密钥", "金鑰", "キー", "Ключ";
    model: "Model", "模型", "模型", "モデル", "Модель";
    others: "others", "其他", "其他", "その他", "прочие";

    providers: "Providers", "供应商", "供應商", "プロバイダー", "Провайдеры";
    last_hours: "last 4½ h", "最近 4.5 小时", "最近 4.5 小時", "直近4.5時間", "за 4,5 ч";
    lane(name, requests, failures):
        "{name}: {requests} requests, {failures} failures in the last hours",
        "{name}：最近几小时共 {requests} 个请求，{failures} 个失败",
        "{name}：最近幾小時共 {requests} 個請求，{failures} 個失敗",
        "{name}：直近数時間のリクエスト{requests}件、失敗{failures}件",
        "{name}: за последние часы запросов: {requests}, сбоев: {failures}";

    live_requests: "Live requests", "实时请求", "即時請求", "ライブリクエスト", "Лента запросов";
    all_logs: "All logs", "全部日志", "全部記錄", "すべてのログ", "Весь журнал";
    nothing_yet: "No requests yet", "还没有请求", "還沒有請求", "リクエストはまだありません", "Запросов пока нет";
    nothing_hint:
        "They appear here as they arrive.",
        "有新请求时会自动显示在这里。",
        "有新請求時會自動顯示在這裡。",
        "届き次第、ここに表示されます。",
        "Они появятся здесь по мере поступления.";

    leaders: "Leaderboard", "排行榜", "排行榜", "ランキング", "Рейтинг";
    whole_leaderboard: "Whole leaderboard", "完整排行榜", "完整排行榜", "ランキング全体", "Весь рейтинг";
    board: "Whose ranks", "排行对象", "排行對象", "ランキングの対象", "Чей рейтинг";
    users: "Users", "用户", "使用者", "ユーザー", "Пользователи";
    models: "Models", "模型", "模型", "モデル", "Модели";
    rank_by: "Rank by", "排序依据", "排序依據", "順位の基準", "Сортировка";
    none_yet:
        "No request in this span.",
        "此时间范围内没有请求。",
        "此時間範圍內沒有請求。",
        "この期間のリクエストはありません。",
        "За этот период запросов не было.";

    wall: "Wall", "大屏", "看板", "ウォールボード", "Табло";
    live_sessions: "Live sessions", "实时会话", "即時工作階段", "ライブセッション", "Активные сессии";
    all_sessions: "All sessions", "全部会话", "全部工作階段", "すべてのセッション", "Все сессии";
    times(n): "{n} req.", "{n} 次请求", "{n} 次請求", "{n}件", "{n} запр.";
    all_limits: "All limits", "全部限额", "全部限額", "すべての上限", "Все лимиты";
    nearest_first:
        "nearest to its end first",
        "最接近上限的在前",
        "最接近上限者在前",
        "上限に近い順",
        "ближайшие к исчерпанию — первыми";

    welcome:
        "Three steps to the first request",
        "三步完成首个请求",
        "三個步驟送出第一個請求",
        "最初のリクエストまで3ステップ",
        "Три шага до первого запроса";
    add_provider: "Add a provider", "添加供应商", "新增供應商", "プロバイダーを追加", "Добавьте провайдера";
    add_provider_hint:
        "The vendor account that the hub sends requests to. Test it before you save it.",
        "中转站将请求转发到的上游账号，保存前可先测试。",
        "中轉站轉送請求的上游帳號，儲存前可先測試。",
        "ハブがリクエストを送るベンダーのアカウントです。保存する前にテストできます。",
        "Аккаунт вендора, которому хаб отправляет запросы. Проверьте его перед сохранением.";
    create_key:
        "Create a user and a key",
        "创建用户和密钥",
        "建立使用者與金鑰",
        "ユーザーとキーを作成",
        "Создайте пользователя и ключ";
    create_key_hint:
        "Everybody gets a key of their own, so that you see who used what.",
        "为每个人分配独立的密钥，用量一目了然。",
        "為每個人配發獨立的金鑰，用量一目了然。",
        "一人ひとりにキーを発行すると、誰が何を使ったかが分かります。",
        "Свой ключ для каждого: будет видно, кто чем пользовался.";
    connect: "Connect a tool", "接入工具", "連接工具", "ツールを接続", "Подключите инструмент";
    connect_hint:
        "Copy the ready-made lines for Claude Code or an SDK, and send the first request.",
        "复制为 Claude Code 或 SDK 准备好的配置，发送首个请求。",
        "複製為 Claude Code 或 SDK 準備好的設定，送出第一個請求。",
        "Claude Code や SDK 用の設定をコピーして、最初のリクエストを送ります。",
        "Скопируйте готовые строки для Claude Code или SDK и отправьте первый запрос.";
    done: "done", "已完成", "已完成", "完了", "готово";
    open_providers: "Add provider", "添加供应商", "新增供應商", "プロバイダーを追加", "Добавить провайдера";
    open_users: "Create key", "创建密钥", "建立金鑰", "キーを作成", "Создать ключ";
    open_connect: "Connect", "接入", "連接", "接続", "Подключить";
    no_key_hint:
        "Set up your tool with your key; your requests and costs then appear here.",
        "用你的密钥配置好工具后，请求和费用会显示在这里。",
        "用你的金鑰設定好工具後，請求與費用會顯示在這裡。",
        "自分のキーでツールを設定すると、リクエストとコストがここに表示されます。",
        "Настройте инструмент со своим ключом, и здесь появятся ваши запросы и расходы.";
});
