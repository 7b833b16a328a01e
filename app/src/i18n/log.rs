texts!(log Log {
    title: "Logs", "日志", "記錄", "ログ", "Журнал";
    summary(requests, cost, tokens):
        "{requests} requests · {cost} · {tokens} tokens",
        "{requests} 次请求 · {cost} · {tokens} Token",
        "{requests} 筆請求 · {cost} · {tokens} Token",
        "リクエスト {requests} 件 · {cost} · {tokens} トークン",
        "Запросов: {requests} · {cost} · токенов: {tokens}";
    newest(requests, cost, tokens):
        "newest {requests} requests: {cost} · {tokens} tokens",
        "最近 {requests} 次请求：{cost} · {tokens} Token",
        "最近 {requests} 筆請求：{cost} · {tokens} Token",
        "最新のリクエスト {requests} 件：{cost} · {tokens} トークン",
        "последние запросы ({requests}): {cost} · токенов: {tokens}";

    time: "Time", "时间", "時間", "日時", "Время";
    who: "User · key", "用户 · 密钥", "使用者 · 金鑰", "ユーザー · キー", "Пользователь · ключ";
    user: "User", "用户", "使用者", "ユーザー", "Пользователь";
    key: "Key", "密钥", "金鑰", "キー", "Ключ";
    model: "Model", "模型", "模型", "モデル", "Модель";
    provider: "Provider", "供应商", "供應商", "プロバイダー", "Провайдер";
    state: "Status", "状态", "狀態", "状態", "Статус";
    session: "Session", "会话", "工作階段", "セッション", "Сессия";
    input: "In", "输入", "輸入", "入力", "Ввод";
    cached: "Cached", "缓存命中", "快取命中", "キャッシュ", "Из кэша";
    output: "Out", "输出", "輸出", "出力", "Вывод";
    cost: "Cost", "费用", "費用", "コスト", "Стоимость";
    first_token: "First token", "首 Token", "首個 Token", "最初のトークン", "Первый токен";
    duration: "Duration", "耗时", "耗時", "所要時間", "Длительность";
    attempts(n): "{n} attempts", "{n} 次尝试", "{n} 次嘗試", "試行 {n} 回", "попыток: {n}";
    no_model: "no model", "未指定模型", "未指定模型", "モデル指定なし", "модель не указана";
    unpriced: "no price", "无定价", "無價格", "料金未設定", "нет цены";
    unpriced_hint:
        "The hub has no price for this model, so the cost is not known.",
        "没有该模型的定价，无法计算费用。",
        "中轉站沒有此模型的價格，無法計算費用。",
        "このモデルの料金が登録されていないため、コストは不明です。",
        "В хабе нет цены для этой модели, поэтому стоимость неизвестна.";

    hour: "1 hour", "1 小时", "1 小時", "1 時間", "1 час";
    day: "24 hours", "24 小时", "24 小時", "24 時間", "24 часа";
    week: "7 days", "7 天", "7 天", "7 日間", "7 дней";
    month: "30 days", "30 天", "30 天", "30 日間", "30 дней";
    all_time: "All", "全部", "全部", "全期間", "Всё";
    any_state: "All", "全部", "全部", "すべて", "Все";
    only_ok: "OK", "成功", "成功", "成功", "OK";
    not_ok: "Not OK", "未成功", "未成功", "成功以外", "Не OK";
    any: "Any", "不限", "不限", "指定なし", "Все";
    filter: "Filter", "筛选", "篩選", "フィルター", "Фильтр";
    apply: "Apply", "应用", "套用", "適用", "Применить";
    model_help:
        "A part of the name is enough.",
        "输入名称的一部分即可。",
        "輸入部分名稱即可。",
        "名前の一部だけでも検索できます。",
        "Достаточно части названия.";
    session_help:
        "The whole session id.",
        "请输入完整的会话 ID。",
        "請輸入完整的工作階段 ID。",
        "セッション ID 全体を入力してください。",
        "ID сессии целиком.";

    tools: "More", "更多操作", "更多", "その他", "Ещё";
    export: "Export as CSV", "导出 CSV", "匯出 CSV", "CSV エクスポート", "Экспорт в CSV";
    clean: "Remove old requests…", "清理旧日志…", "清除舊請求…", "古いリクエストを削除…", "Удалить старые запросы…";
    clean_title: "Remove old requests", "清理旧日志", "清除舊請求", "古いリクエストの削除", "Удалить старые запросы";
    clean_text:
        "Requests before this moment leave the log for good, with everything that is known of them. Costs, figures and limits stay as they are.",
        "该时间之前的请求会从日志中永久删除，包括全部详情。费用、统计和限额不受影响。",
        "此時間之前的請求及其所有詳細資料將從記錄中永久刪除。費用、統計與限額不受影響。",
        "指定した日時より前のリクエストは、詳細も含めてログから完全に削除されます。コスト、統計、上限には影響しません。",
        "Запросы до этого момента будут навсегда удалены из журнала вместе со всеми данными о них. Стоимость, статистика и лимиты не изменятся.";
    clean_before: "Before", "截止时间", "截止時間", "この日時より前", "До";
    clean_before_help:
        "In your time zone.",
        "按你所在的时区。",
        "依您所在的時區。",
        "お使いのタイムゾーンです。",
        "В вашем часовом поясе.";
    clean_must:
        "Choose a moment.",
        "请选择时间。",
        "請選擇時間。",
        "日時を選択してください。",
        "Укажите момент времени.";
    clean_count: "Count", "查询条数", "計算筆數", "件数を確認", "Посчитать";
    clean_now: "Remove", "删除", "刪除", "削除", "Удалить";
    would_clean(rows):
        "{rows} requests would be removed.",
        "将删除 {rows} 条请求。",
        "將刪除 {rows} 筆請求。",
        "{rows} 件のリクエストが削除されます。",
        "Будет удалено запросов: {rows}.";
    cleaned(rows):
        "{rows} requests removed",
        "已删除 {rows} 条请求",
        "已刪除 {rows} 筆請求",
        "{rows} 件のリクエストを削除しました",
        "Удалено запросов: {rows}";

    newer(n): "{n} new", "{n} 条新请求", "{n} 筆新請求", "新着 {n} 件", "Новых: {n}";
    none_match:
        "No request matches",
        "没有符合条件的请求",
        "沒有符合條件的請求",
        "一致するリクエストはありません",
        "Нет подходящих запросов";
    none_match_hint:
        "Take a filter off, or look further back.",
        "请移除部分筛选条件，或扩大时间范围。",
        "請移除部分篩選條件，或擴大時間範圍。",
        "フィルターを減らすか、期間を広げてください。",
        "Снимите часть фильтров или расширьте период.";
    clear: "Clear filters", "清除筛选", "清除篩選", "フィルターを解除", "Сбросить фильтры";
    none_lately:
        "No requests in this time",
        "这段时间内没有请求",
        "這段時間內沒有請求",
        "この期間のリクエストはありません",
        "За это время запросов не было";
    none_yet: "No requests yet", "还没有请求", "還沒有請求", "リクエストはまだありません", "Запросов пока нет";
    none_lately_hint:
        "A request appears here the moment it arrives.",
        "请求到达后会立即显示在这里。",
        "請求一抵達就會顯示在這裡。",
        "リクエストは届くとすぐにここに表示されます。",
        "Запрос появится здесь сразу после поступления.";
    show_all: "Show all time", "查看全部时间", "檢視全部時間", "全期間を表示", "Показать за всё время";
    connect: "Connect a tool", "接入工具", "連接工具", "ツールを接続", "Подключить инструмент";

    request: "Request", "请求", "請求", "リクエスト", "Запрос";
    under_way:
        "This request is still under way. Its story appears when it has ended.",
        "请求仍在进行中，结束后会显示完整过程。",
        "請求仍在進行中，結束後會顯示完整過程。",
        "このリクエストは処理中です。終了すると経過が表示されます。",
        "Запрос ещё выполняется. Его история появится после завершения.";
    no_such_request:
        "There is no such request, or it is somebody else’s.",
        "请求不存在，或不属于你。",
        "請求不存在，或不屬於您。",
        "リクエストが存在しないか、ほかのユーザーのものです。",
        "Такого запроса нет, или он принадлежит другому пользователю.";
    what_happened: "What happened", "决策链", "處理過程", "処理の流れ", "Что произошло";
    details: "Details", "详情", "詳細資料", "詳細", "Подробности";
    received: "Received", "收到", "收到", "受信", "Получен";
    streaming: "streaming", "流式", "串流", "ストリーミング", "потоковый";
    whole: "not streaming", "非流式", "非串流", "非ストリーミング", "не потоковый";
    admitted:
        "Key and model are allowed",
        "密钥和模型均允许使用",
        "金鑰與模型皆允許使用",
        "キーとモデルは許可されています",
        "Ключ и модель разрешены";
    by_proxy(proxy):
        "by the proxy {proxy}",
        "经代理 {proxy}",
        "經由代理 {proxy}",
        "プロキシ {proxy} 経由",
        "через прокси {proxy}";
    without_proxy(proxy):
        "asked directly: the proxy {proxy} could not be reached",
        "代理 {proxy} 无法连接，已直连",
        "無法連線至代理 {proxy}，已改為直連",
        "プロキシ {proxy} に接続できないため直接接続",
        "напрямую: прокси {proxy} недоступен";
    edits: "Changed in the request", "请求的改动", "請求的變更", "リクエストの変更", "Изменения в запросе";
    edit_rule: "Why", "原因", "原因", "理由", "Причина";
    edit_path: "Where", "位置", "位置", "箇所", "Где";
    edit_value: "Before → after", "改动前 → 改动后", "變更前 → 變更後", "変更前 → 変更後", "Было → стало";
    vendor_id(id):
        "vendor’s request id {id}",
        "供应商请求 ID {id}",
        "上游請求 ID {id}",
        "ベンダーのリクエスト ID {id}",
        "ID запроса у вендора {id}";
    finished: "Finished", "完成", "完成", "完了", "Завершён";
    ended(outcome): "Ended: {outcome}", "结束：{outcome}", "結束：{outcome}", "終了：{outcome}", "Завершён: {outcome}";
    answered_client(status):
        "the client received {status}",
        "返回客户端 {status}",
        "回傳用戶端 {status}",
        "クライアントへの応答 {status}",
        "клиент получил {status}";
    tokens_at(n, speed):
        "{n} tokens out at {speed} tokens/s",
        "输出 {n} Token，每秒 {speed} Token",
        "輸出 {n} Token，每秒 {speed} Token",
        "出力 {n} トークン、{speed} トークン/秒",
        "токенов на выходе: {n}, {speed} токенов/с";
    tokens_out(n): "{n} tokens out", "输出 {n} Token", "輸出 {n} Token", "出力 {n} トークン", "токенов на выходе: {n}";

    class_input: "Input", "输入", "輸入", "入力", "Ввод";
    class_write_5m:
        "Cache write, 5 min",
        "缓存写入（5 分钟）",
        "快取寫入（5 分鐘）",
        "キャッシュ書き込み（5 分）",
        "Запись в кэш, 5 мин";
    class_write_1h:
        "Cache write, 1 h",
        "缓存写入（1 小时）",
        "快取寫入（1 小時）",
        "キャッシュ書き込み（1 時間）",
        "Запись в кэш, 1 ч";
    class_read: "Cache read", "缓存读取", "快取讀取", "キャッシュ読み取り", "Чтение из кэша";
    class_input_image: "Input, images", "输入（图片）", "輸入（圖片）", "入力（画像）", "Ввод, изображения";
    class_output: "Output", "输出", "輸出", "出力", "Вывод";
    class_output_image: "Output, images", "输出（图片）", "輸出（圖片）", "出力（画像）", "Вывод, изображения";
    class_reasoning: "Reasoning", "思考", "推理", "推論", "Рассуждения";
    class_request: "Request", "单次请求", "單次請求", "リクエスト", "Запрос";
    price_above(tokens):
        "long context, above {tokens} tokens",
        "长上下文（超过 {tokens} Token）",
        "長上下文（超過 {tokens} Token）",
        "長いコンテキスト（{tokens} トークン超）",
        "длинный контекст, свыше {tokens} токенов";
    tier_priority: "priority tier", "优先档（priority）", "優先層級（priority）", "priority ティア", "уровень priority";
    tier_flex: "flex tier", "弹性档（flex）", "彈性層級（flex）", "flex ティア", "уровень flex";
    tier_batch: "batch tier", "批处理档", "批次層級", "batch ティア", "уровень batch";
    named_requested: "as requested", "请求的模型", "請求的模型", "要求モデル", "как в запросе";
    named_sent: "as sent", "发送的模型", "送出的模型", "送信モデル", "как отправлено";
    named_answered: "as answered", "响应的模型", "回應的模型", "応答モデル", "как в ответе";
    multipliers_all(provider, model, group):
        "provider {provider}, model {model}, group {group}",
        "供应商 {provider}，模型 {model}，分组 {group}",
        "供應商 {provider}，模型 {model}，群組 {group}",
        "プロバイダー {provider}、モデル {model}、グループ {group}",
        "провайдер {provider}, модель {model}, группа {group}";
    only_mismatch:
        "Answered by another model",
        "响应模型不符",
        "回應模型不符",
        "別のモデルが応答",
        "Ответила другая модель";
    only_unpriced: "Without a price", "无定价", "無價格", "料金未設定", "Без цены";
    only_these: "Only", "仅看", "僅顯示", "対象", "Только";
    per_million(tokens, rate):
        "{tokens} × {rate} / M",
        "{tokens} × {rate} / 百万",
        "{tokens} × {rate} / 百萬",
        "{tokens} × {rate} / 100 万",
        "{tokens} × {rate} / млн";
    multipliers(provider, group):
        "provider {provider}, group {group}",
        "供应商 {provider}，分组 {group}",
        "供應商 {provider}，群組 {group}",
        "プロバイダー {provider}、グループ {group}",
        "провайдер {provider}, группа {group}";
    total: "Total", "合计", "合計", "合計", "Итого";
    tokens(n): "{n} tokens", "{n} token", "{n} Token", "{n} トークン", "токенов: {n}";
    of_which_reasoning(n):
        "{n} of the output tokens are reasoning.",
        "输出中有 {n} Token 用于推理。",
        "輸出中有 {n} Token 用於推理。",
        "出力のうち {n} トークンは推論です。",
        "Из них на рассуждения: {n}.";
    not_metered:
        "Vendors do not bill this kind of request.",
        "供应商不对此类请求计费。",
        "上游不對此類請求計費。",
        "ベンダーはこの種類のリクエストに課金しません。",
        "Вендоры не тарифицируют такие запросы.";
    no_price_for(model):
        "There is no price for {model}, so the cost is not known.",
        "没有 {model} 的定价，无法计算费用。",
        "沒有 {model} 的價格，無法計算費用。",
        "{model} の料金がないため、コストは不明です。",
        "Для {model} нет цены, поэтому стоимость неизвестна.";
    nobody_asked:
        "No provider was asked, so it cost nothing.",
        "没有请求任何供应商，未产生费用。",
        "未請求任何供應商，因此沒有費用。",
        "どのプロバイダーにも送信していないため、コストは発生していません。",
        "Запрос не ушёл ни одному провайдеру, поэтому расходов нет.";
    estimated:
        "The vendor’s last figures did not arrive. The tokens are what was known by then.",
        "未收到供应商的最终用量，此处为截至当时的数据。",
        "未收到上游的最終用量，此處為截至當時的資料。",
        "ベンダーの最終的な数値が届かなかったため、その時点までのトークン数を表示しています。",
        "Итоговые данные вендора не пришли. Показаны токены, известные на тот момент.";

    asked_model: "Model asked for", "请求的模型", "請求的模型", "要求モデル", "Запрошенная модель";
    sent_model: "Sent model", "发送的模型", "送出的模型", "送信モデル", "Отправленная модель";
    answered_model: "Answered model", "返回的模型", "回應的模型", "応答モデル", "Модель в ответе";
    stop_reason: "Stop reason", "停止原因", "停止原因", "停止理由", "Причина остановки";
    service_tier: "Service tier", "服务等级", "服務層級", "サービスティア", "Уровень обслуживания";
    protocol: "Protocol", "接口", "協定", "プロトコル", "Протокол";
    client: "Client", "客户端", "用戶端", "クライアント", "Клиент";
    client_ip: "Client address", "客户端地址", "用戶端位址", "クライアントのアドレス", "Адрес клиента";
    vendor_request:
        "Vendor’s request id",
        "供应商请求 ID",
        "上游請求 ID",
        "ベンダーのリクエスト ID",
        "ID запроса у вендора";
    request_id: "Request id", "请求 ID", "請求 ID", "リクエスト ID", "ID запроса";
    only(name):
        "Only requests of {name}",
        "只看 {name} 的请求",
        "只看 {name} 的請求",
        "{name} のリクエストのみ表示",
        "Только запросы: {name}";
});
