// How a provider was found, why it was given up, and what stands in the way of one.
texts!(chain ChainTexts {
    nobody:
        "No provider can serve it",
        "没有可用的供应商",
        "沒有可用的供應商",
        "対応できるプロバイダーがありません",
        "Нет подходящего провайдера";
    only(tier):
        "One candidate at priority {tier}",
        "优先级 {tier} 仅 1 个候选",
        "優先順序 {tier} 只有 1 個候選",
        "優先度 {tier} の候補は 1 件のみ",
        "Один кандидат с приоритетом {tier}";
    drawn(n, tier):
        "Drawn from {n} candidates at priority {tier}",
        "从优先级 {tier} 的 {n} 个候选中抽取",
        "從優先順序 {tier} 的 {n} 個候選中抽選",
        "優先度 {tier} の候補 {n} 件から抽選",
        "Случайный выбор при приоритете {tier} (кандидатов: {n})";
    sticky(name):
        "The session stays with {name}",
        "会话粘滞：沿用 {name}",
        "工作階段黏著：沿用 {name}",
        "セッション維持：{name} を継続",
        "Привязка сессии: остаётся {name}";
    sticky_own:
        "The session stays with its provider",
        "会话粘滞：沿用该会话的供应商",
        "工作階段黏著：沿用原供應商",
        "セッション維持：同じプロバイダーを継続",
        "Привязка сессии: провайдер тот же";
    else_drawn(tier):
        "Without it, a draw at priority {tier} would decide:",
        "若无会话粘滞，将在优先级 {tier} 中抽取：",
        "若無工作階段黏著，將從優先順序 {tier} 中抽選：",
        "セッション維持がなければ、優先度 {tier} で抽選：",
        "Без привязки был бы случайный выбор с приоритетом {tier}:";
    again:
        "The same provider once more",
        "再次尝试同一供应商",
        "再次嘗試同一供應商",
        "同じプロバイダーで再試行",
        "Снова тот же провайдер";
    candidates: "Candidates", "候选", "候選", "候補", "Кандидаты";
    weight(n): "weight {n}", "权重 {n}", "權重 {n}", "重み {n}", "вес {n}";
    taken: "taken", "选中", "已選取", "選択", "выбран";
    unnamed(n):
        "and {n} more",
        "等，另有 {n} 个",
        "等，另有 {n} 個",
        "ほか {n} 件",
        "и ещё {n}";
    behind(list):
        "Behind them, at worse priority: {list}",
        "低优先级备选：{list}",
        "較低順位的備援：{list}",
        "優先度の低い予備：{list}",
        "За ними, с худшим приоритетом: {list}";
    passed_over(name):
        "The session was bound to {name}, which was passed over",
        "会话原绑定 {name}，本次未沿用",
        "工作階段原綁定 {name}，這次未沿用",
        "セッションの割り当て先 {name} は見送られました",
        "Сессия была привязана к {name}, но он пропущен";
    not_sticky:
        "it is gone, or sessions do not stay with it",
        "已删除，或未开启会话粘滞",
        "已刪除，或未啟用工作階段黏著",
        "削除済み、またはセッション維持が無効",
        "удалён или не удерживает сессии";
    left_out: "Left out", "已排除", "已排除", "対象外", "Не подошли";
    until: " until", "，至", "，至", "、解除予定", " до";
    because(what, why): "{what}: {why}", "{what}：{why}", "{what}：{why}", "{what}：{why}", "{what}: {why}";
    comma: ", ", "、", "、", "、", ", ";

    excluded_disabled: "disabled", "已停用", "已停用", "無効", "выключен";
    excluded_unusable:
        "its secrets cannot be read: save it again",
        "凭据无法读取，请重新保存",
        "無法讀取憑證資料，請重新儲存",
        "シークレットを読み取れません。保存し直してください",
        "секреты не читаются: сохраните заново";
    excluded_group:
        "not in the key’s groups",
        "不在可用分组内",
        "不在可用群組內",
        "キーのグループ外",
        "не входит в группы ключа";
    excluded_client_blocked:
        "does not serve this client",
        "不服务该客户端",
        "不服務此用戶端",
        "このクライアントは対象外",
        "не обслуживает этот клиент";
    excluded_client_not_allowed:
        "serves other clients only",
        "仅服务指定客户端",
        "僅服務指定的用戶端",
        "ほかのクライアント専用",
        "только для других клиентов";
    excluded_model:
        "does not serve this model",
        "不支持该模型",
        "不支援此模型",
        "このモデルは非対応",
        "не обслуживает эту модель";
    excluded_dialect: "speaks another protocol", "接口类型不符", "協定不符", "プロトコルが異なる", "другой протокол";
    excluded_schedule: "outside its hours", "不在启用时段内", "不在啟用時段內", "稼働時間外", "вне часов работы";
    excluded_breaker_open:
        "circuit breaker open",
        "已熔断",
        "斷路器已斷開",
        "サーキットブレーカーがオープン",
        "предохранитель разомкнут";
    excluded_model_breaker_open:
        "circuit breaker open for this model",
        "该模型已熔断",
        "此模型的斷路器已斷開",
        "このモデルのサーキットブレーカーがオープン",
        "предохранитель этой модели разомкнут";
    excluded_opened_by_hand:
        "taken out by an admin",
        "已被管理员手动熔断",
        "管理員已手動斷開",
        "管理者が切り離し",
        "исключён администратором";
    excluded_probing:
        "half open, being probed by another request",
        "半开，其他请求正在探测",
        "半開，其他請求正在探測",
        "ハーフオープン、別のリクエストが確認中",
        "полуоткрыт, проверяется другим запросом";
    excluded_full:
        "as many requests as it may have",
        "并发已满",
        "並行請求已滿",
        "同時リクエスト数が上限",
        "достигнут предел одновременных запросов";
    excluded_rate_limited:
        "rate limit reached",
        "已达速率限制",
        "已達速率限制",
        "レート制限に到達",
        "достигнут лимит частоты";
    excluded_spent: "budget spent", "额度已用完", "額度已用完", "予算を使い切り", "бюджет исчерпан";
    excluded_tried:
        "already tried for this request",
        "本次请求已尝试过",
        "本次請求已嘗試過",
        "このリクエストで試行済み",
        "уже опробован для этого запроса";

    class_client_fault:
        "refused the request itself",
        "请求本身被拒绝",
        "請求本身遭拒絕",
        "リクエスト自体を拒否",
        "отклонён сам запрос";
    class_model_missing: "model not there", "模型不存在", "模型不存在", "モデルが存在しない", "модели нет";
    class_not_found: "not found", "资源不存在", "找不到資源", "見つからない", "не найдено";
    class_auth: "credential refused", "凭据被拒绝", "憑證遭拒絕", "認証情報を拒否", "учётные данные отклонены";
    class_quota: "quota used up", "额度耗尽", "額度已用盡", "クォータ超過", "квота исчерпана";
    class_rate_limited: "rate limited", "触发限流", "觸發速率限制", "レート制限", "превышен лимит частоты";
    class_overloaded: "overloaded", "上游过载", "上游過載", "過負荷", "перегрузка";
    class_server_error: "server error", "上游故障", "伺服器錯誤", "サーバーエラー", "ошибка сервера";
    class_unreachable: "unreachable", "无法连接", "無法連線", "接続不可", "недоступен";
    class_broke_off: "broke off before an answer", "响应前断开", "回應前中斷連線", "応答前に切断", "обрыв до ответа";
    class_connect_timeout: "no connection in time", "连接超时", "連線逾時", "接続タイムアウト", "тайм-аут соединения";
    class_first_byte_timeout:
        "no first byte in time",
        "首字节超时",
        "首位元組逾時",
        "先頭バイトのタイムアウト",
        "тайм-аут первого байта";
    class_idle_timeout: "fell silent", "空闲超时", "閒置逾時", "無応答タイムアウト", "замолчал";
    class_total_timeout: "took too long", "总时长超时", "總時間逾時", "全体タイムアウト", "слишком долго";
    class_false_success:
        "answered with nonsense",
        "伪成功响应",
        "無效的成功回應",
        "無効な成功応答",
        "бессмысленный ответ";
    class_empty: "empty answer", "空响应", "空白回應", "空の応答", "пустой ответ";
    class_truncated: "cut off", "响应中断", "回應中斷", "途中で切断", "ответ оборван";
    class_client_left: "client left", "客户端断开", "用戶端中斷連線", "クライアントが切断", "клиент отключился";

    breaker_closed: "closed", "正常", "正常", "正常", "замкнут";
    breaker_open: "breaker open", "已熔断", "已斷開", "遮断中", "разомкнут";
    breaker_half_open: "breaker half open", "半开", "半開", "ハーフオープン", "полуоткрыт";
});
