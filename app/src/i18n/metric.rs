// The dictionary of figures (`domain::metric`): a name for heads of columns, and the definition for tooltips.
texts!(metric MetricText {
    cost: "Cost", "费用", "費用", "コスト", "Стоимость";
    cost_is:
        "What all requests cost, with the attempts that were billed and given up.",
        "所有请求的费用，包含已计费但被放弃的尝试。",
        "所有請求的費用，包含已計費但被放棄的嘗試。",
        "全リクエストのコスト。課金されたものの打ち切られた試行も含みます。",
        "Стоимость всех запросов, включая оплаченные, но прерванные попытки.";
    requests: "Requests", "请求", "請求", "リクエスト", "Запросы";
    requests_is:
        "Requests that reached a provider and are billed by vendors. Retries count once.",
        "到达供应商并会被计费的请求，重试只计一次。",
        "到達供應商且會被上游計費的請求，重試只計一次。",
        "プロバイダーに届き、ベンダーの課金対象となるリクエスト。再試行は 1 回と数えます。",
        "Запросы, дошедшие до провайдера и тарифицируемые вендорами. Повторы не учитываются отдельно.";
    successes: "Successes", "成功", "成功", "成功", "Успешные";
    successes_is:
        "Requests that no provider failed.",
        "没有因供应商而失败的请求。",
        "未因供應商而失敗的請求。",
        "プロバイダーが原因で失敗しなかったリクエスト。",
        "Запросы без сбоя на стороне провайдера.";
    success_rate: "Success rate", "成功率", "成功率", "成功率", "Успешность";
    success_rate_is:
        "Share of requests that no provider failed. A client that leaves is no failure.",
        "没有因供应商而失败的请求占比，客户端主动断开不算失败。",
        "未因供應商而失敗的請求占比，用戶端主動中斷不算失敗。",
        "プロバイダーが原因で失敗しなかったリクエストの割合。クライアントによる切断は失敗に含みません。",
        "Доля запросов без сбоя на стороне провайдера. Отключение клиента сбоем не считается.";
    failures: "Failures", "失败", "失敗", "失敗", "Сбои";
    failures_is:
        "Requests that ended with a provider's error, silence, break-off or unreachable host.",
        "因供应商报错、无响应、中断或无法连接而结束的请求。",
        "因供應商報錯、無回應、中斷或無法連線而結束的請求。",
        "プロバイダーのエラー、無応答、切断、接続不可で終わったリクエスト。",
        "Запросы, завершившиеся ошибкой, молчанием, обрывом или недоступностью провайдера.";
    retries: "Retries", "重试", "重試", "再試行", "Повторы";
    retries_is:
        "Attempts that were given up for another one.",
        "被放弃、改由下一次尝试接替的尝试次数。",
        "被放棄並改由下一次嘗試接替的嘗試。",
        "打ち切られ、別の試行に切り替えられた試行。",
        "Попытки, прерванные ради следующей.";
    tokens: "Tokens", "Token", "Token", "トークン", "Токены";
    tokens_is:
        "All tokens, in and out.",
        "输入与输出的全部 Token。",
        "輸入與輸出的所有 Token。",
        "入力と出力のすべてのトークン。",
        "Все токены, входные и выходные.";
    input: "Input", "输入", "輸入", "入力", "Ввод";
    input_is:
        "Tokens that went in past the cache, images too.",
        "未经缓存的输入 Token，包含图像。",
        "未經快取的輸入 Token，包含圖片。",
        "キャッシュを経由しない入力トークン。画像も含みます。",
        "Входные токены мимо кэша, включая изображения.";
    output: "Output", "输出", "輸出", "出力", "Вывод";
    output_is:
        "Tokens that came out, thinking and images too.",
        "输出 Token，包含思考与图像。",
        "輸出的 Token，包含思考與圖片。",
        "出力トークン。思考と画像も含みます。",
        "Выходные токены, включая рассуждения и изображения.";
    cache_write: "Cache writes", "缓存写入", "快取寫入", "キャッシュ書き込み", "Запись в кэш";
    cache_write_is:
        "Tokens written to the vendor's prompt cache.",
        "写入上游提示词缓存的 Token。",
        "寫入上游提示詞快取的 Token。",
        "ベンダーのプロンプトキャッシュに書き込まれたトークン。",
        "Токены, записанные в кэш промптов вендора.";
    cache_read: "Cache reads", "缓存读取", "快取讀取", "キャッシュ読み取り", "Чтение из кэша";
    cache_read_is:
        "Tokens read from the vendor's prompt cache.",
        "从上游提示词缓存读取的 Token。",
        "從上游提示詞快取讀取的 Token。",
        "ベンダーのプロンプトキャッシュから読み取られたトークン。",
        "Токены, прочитанные из кэша промптов вендора.";
    cache_hit_rate: "Cache hits", "缓存命中率", "快取命中率", "キャッシュヒット率", "Попадания в кэш";
    cache_hit_rate_is:
        "Share of the tokens that went in and came from the vendor's prompt cache.",
        "输入 Token 中来自上游提示词缓存的占比。",
        "輸入 Token 中來自上游提示詞快取的占比。",
        "入力トークンのうち、ベンダーのプロンプトキャッシュから読み取られた割合。",
        "Доля входных токенов, взятых из кэша промптов вендора.";
    cost_per_request: "Per request", "单次费用", "單次費用", "リクエスト単価", "За запрос";
    cost_per_request_is:
        "Cost of a request on average.",
        "平均每个请求的费用。",
        "平均每個請求的費用。",
        "リクエスト 1 件あたりの平均コスト。",
        "Средняя стоимость запроса.";
    first_content_p50: "First token", "首 Token", "首個 Token", "最初のトークン", "Первый токен";
    first_content_is:
        "Time from arrival to the first token, within 5 %.",
        "从请求到达到首 Token 的时间，误差不超过 5%。",
        "從請求抵達到首個 Token 的時間，誤差不超過 5%。",
        "リクエストの到着から最初のトークンまでの時間。誤差は 5% 以内です。",
        "Время от поступления до первого токена, погрешность до 5 %.";
    duration_p50: "Duration", "总耗时", "總耗時", "所要時間", "Длительность";
    duration_is:
        "Time from arrival to the end of complete answers, within 5 %.",
        "完整回答从到达到结束的时间，误差不超过 5%。",
        "完整回應從請求抵達到結束的時間，誤差不超過 5%。",
        "完了した応答の、リクエスト到着から終了までの時間。誤差は 5% 以内です。",
        "Время от поступления до конца полных ответов, погрешность до 5 %.";
    rate_p50: "Tokens/s", "Token/秒", "Token/秒", "トークン/秒", "Токенов/с";
    rate_is:
        "Output tokens a second of complete answers, after the first one, within 5 %.",
        "完整回答在首 Token 之后每秒输出的 Token，误差不超过 5%。",
        "完整回應在首個 Token 之後每秒輸出的 Token，誤差不超過 5%。",
        "完了した応答の、最初のトークン以降の 1 秒あたりの出力トークン数。誤差は 5% 以内です。",
        "Выходных токенов в секунду в полных ответах после первого токена, погрешность до 5 %.";
    unpriced: "No price", "无价格", "無價格", "料金未設定", "Без цены";
    unpriced_is:
        "Requests whose model has no price: their cost is missing.",
        "模型没有价格的请求，其费用尚未计入。",
        "模型沒有價格的請求，其費用未計入。",
        "モデルの料金がないリクエスト。コストは計上されていません。",
        "Запросы к моделям без цены: их стоимость не учтена.";
    percentile(name, percent):
        "{name} P{percent}",
        "{name} P{percent}",
        "{name} P{percent}",
        "{name} P{percent}",
        "{name} P{percent}";
    a_second(n): "{n}/s", "{n}/秒", "{n}/秒", "{n}/秒", "{n}/с";
});
