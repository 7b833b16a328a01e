// Circuit breakers on the providers page.
texts!(circuit CircuitTexts {
    title: "Circuit breaker", "熔断", "斷路器", "サーキットブレーカー", "Предохранитель";
    of(name):
        "Circuit breaker of {name}",
        "{name} 的熔断状态",
        "{name} 的斷路器",
        "{name} のサーキットブレーカー",
        "Предохранитель {name}";
    healthy: "healthy", "正常", "正常", "正常", "исправен";
    by_hand: "taken out", "手动熔断", "手動斷開", "切り離し中", "исключён";
    one_model: "breaker: 1 model", "1 个模型熔断", "1 個模型斷開", "1 モデル遮断", "разомкнуто: 1 мод.";
    some_models(n):
        "breaker: {n} models",
        "{n} 个模型熔断",
        "{n} 個模型斷開",
        "{n} モデル遮断",
        "разомкнуто: {n} мод.";
    models_probed:
        "models half open",
        "部分模型半开",
        "部分模型半開",
        "一部モデルがハーフオープン",
        "модели полуоткрыты";
    failing(n): "{n} failed in a row", "连续失败 {n} 次", "連續失敗 {n} 次", "連続失敗 {n} 回", "сбоев подряд: {n}";

    whole: "The provider as a whole", "整个供应商", "整個供應商", "プロバイダー全体", "Провайдер в целом";
    model(name): "Model {name}", "模型 {name}", "模型 {name}", "モデル {name}", "Модель {name}";
    quiet:
        "No failure lately. Requests go to it as its priority and weight say.",
        "近期没有失败，请求按优先级和权重分配。",
        "近期沒有失敗，請求依優先順序與權重分配。",
        "最近の失敗はありません。リクエストは優先度と重みに従って振り分けられます。",
        "Недавних сбоев нет. Запросы распределяются по приоритету и весу.";
    none_since:
        "No failure since those below.",
        "以下失败之后未再失败。",
        "以下失敗之後未再發生失敗。",
        "以下の失敗以降、失敗はありません。",
        "После перечисленных ниже сбоев не было.";
    apart:
        "No failure that concerns all its models. Those below have breakers of their own.",
        "没有影响全部模型的失败，以下模型各自独立熔断。",
        "沒有影響所有模型的失敗，以下模型各有自己的斷路器。",
        "全モデルに影響する失敗はありません。以下のモデルには個別のサーキットブレーカーがあります。",
        "Сбоев, затрагивающих все модели, нет. У моделей ниже свои предохранители.";
    open_until: "The next probe may go in", "距下次探测", "距下次探測", "次の確認まで", "Следующая проверка через";
    open_by_hand:
        "An admin took it out. It gets no requests until it is reset.",
        "已被管理员手动熔断，重置前不会收到请求。",
        "管理員已手動斷開，重設前不會收到請求。",
        "管理者が切り離しました。リセットするまでリクエストは送られません。",
        "Исключён администратором. Не получает запросов до сброса.";
    probing(good, wanted):
        "Single requests are let through: {good} of {wanted} good ones so far.",
        "正在放行单个请求探测：已成功 {good} / {wanted} 次。",
        "正在逐一放行請求進行探測：已成功 {good} / {wanted} 次。",
        "リクエストを 1 件ずつ通して確認中です：成功 {good} / {wanted} 回。",
        "Пропускаются одиночные запросы: успешных {good} из {wanted}.";
    in_a_row(n, threshold):
        "{n} of {threshold} failures in a row",
        "连续失败 {n} / {threshold} 次",
        "連續失敗 {n} / {threshold} 次",
        "連続失敗 {n} / {threshold} 回",
        "Сбоев подряд: {n} из {threshold}";
    off:
        "It never opens by itself: the threshold is 0.",
        "阈值为 0，不会自动熔断。",
        "閾值為 0，不會自動斷開。",
        "しきい値が 0 のため、自動では遮断されません。",
        "Сам не размыкается: порог равен 0.";
    causes: "Last failures", "最近的失败", "最近的失敗", "最近の失敗", "Последние сбои";
    show_request: "Open this request", "打开该请求", "開啟此請求", "このリクエストを開く", "Открыть запрос";

    reset: "Reset", "重置", "重設", "リセット", "Сбросить";
    closed_already:
        "Its breakers are closed, and nothing has failed lately.",
        "当前未熔断，近期也没有失败。",
        "斷路器皆正常，近期也沒有失敗。",
        "サーキットブレーカーは正常で、最近の失敗もありません。",
        "Предохранители замкнуты, недавних сбоев нет.";
    out_already:
        "It is taken out already.",
        "已手动熔断。",
        "已手動斷開。",
        "すでに切り離されています。",
        "Уже исключён.";
    reset_done(name):
        "{name} gets requests again",
        "{name} 已恢复接收请求",
        "{name} 已恢復接收請求",
        "{name} へのリクエストを再開しました",
        "{name} снова получает запросы";
    reset_model_done(model):
        "The breaker of {model} is closed",
        "{model} 的熔断已重置",
        "{model} 的斷路器已恢復正常",
        "{model} のサーキットブレーカーは正常に戻りました",
        "Предохранитель {model} замкнут";
    take_out: "Take out", "手动熔断", "手動斷開", "切り離す", "Исключить";
    take_out_title(name):
        "Take {name} out?",
        "手动熔断 {name}？",
        "手動斷開 {name}？",
        "{name} を切り離しますか？",
        "Исключить {name}?";
    take_out_text:
        "No new request goes to it until its breaker is reset, and sessions held with it move to another provider. Requests under way go on.",
        "重置前不会再有新请求发往该供应商，正在使用它的会话会切换到其他供应商。进行中的请求不受影响。",
        "斷路器重設前，不會再有新請求送往此供應商，其工作階段會改由其他供應商處理。進行中的請求不受影響。",
        "サーキットブレーカーをリセットするまで新しいリクエストは送られず、維持中のセッションは別のプロバイダーに移ります。処理中のリクエストは継続します。",
        "До сброса предохранителя новые запросы к нему не пойдут, а его сессии перейдут к другому провайдеру. Текущие запросы продолжатся.";
    take_out_last:
        "It is the only provider that is enabled: without it every request is refused.",
        "这是唯一启用的供应商，熔断后所有请求都会被拒绝。",
        "這是唯一啟用的供應商，斷開後所有請求都會遭拒絕。",
        "有効なプロバイダーはこれだけです。切り離すと、すべてのリクエストが拒否されます。",
        "Это единственный включённый провайдер: без него будут отклоняться все запросы.";
    taken_out(name):
        "{name} is taken out",
        "已手动熔断 {name}",
        "已手動斷開 {name}",
        "{name} を切り離しました",
        "{name} исключён";
    edit: "Edit provider", "编辑供应商", "編輯供應商", "プロバイダーを編集", "Изменить провайдера";
});
