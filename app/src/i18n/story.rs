// The attempts of a request, and what became of its session.
texts!(story StoryTexts {
    attempt(n): "Attempt {n}", "第 {n} 次尝试", "第 {n} 次嘗試", "試行 {n}", "Попытка {n}";
    paused(time): "after a pause of {time}", "（等待 {time}）", "（等待 {time}）", "{time} 待機後", "после паузы {time}";
    at_once: "at once", "立即", "立即", "すぐに", "сразу";
    once_more: "Once more", "重试", "重試", "再試行", "Ещё раз";
    times:
        "Times since it was sent",
        "自发出起的时间",
        "自送出起的時間",
        "送信からの経過時間",
        "Время с момента отправки";
    headers: "headers", "响应头", "回應標頭", "ヘッダー", "заголовки";
    first_byte: "first byte", "首字节", "首位元組", "最初のバイト", "первый байт";
    first_content: "first token", "首 Token", "首個 Token", "最初のトークン", "первый токен";
    end: "end", "结束", "結束", "終了", "конец";
    breaker(state):
        "at that time: {state}",
        "当时熔断状态：{state}",
        "當時斷路器狀態：{state}",
        "当時のサーキットブレーカー：{state}",
        "предохранитель был {state}";
    retry_after(time):
        "it asked for a pause of {time}",
        "上游要求等待 {time}",
        "上游要求等待 {time}",
        "ベンダーが {time} の待機を要求",
        "вендор просил паузу {time}";
    billed(tokens, cost):
        "given up, but billed: {tokens} tokens, {cost}",
        "已放弃但仍计费：{tokens} Token，{cost}",
        "已放棄但仍計費：{tokens} Token，{cost}",
        "中止したが課金あり：{tokens} トークン、{cost}",
        "прервана, но тарифицирована: токенов {tokens}, {cost}";
    billed_unpriced(tokens):
        "given up, but billed: {tokens} tokens, no price",
        "已放弃但仍计费：{tokens} Token，无定价",
        "已放棄但仍計費：{tokens} Token，無價格",
        "中止したが課金あり：{tokens} トークン、料金なし",
        "прервана, но тарифицирована: токенов {tokens}, цены нет";

    source_header:
        "session named in a header",
        "会话 ID 取自请求头",
        "工作階段 ID 取自請求標頭",
        "セッション ID はヘッダーから取得",
        "сессия указана в заголовке";
    source_body:
        "session named in the body",
        "会话 ID 取自请求体",
        "工作階段 ID 取自請求主體",
        "セッション ID は本文から取得",
        "сессия указана в теле запроса";
    source_fingerprint:
        "session told by how the conversation begins",
        "会话由对话开头识别",
        "依對話開頭識別工作階段",
        "会話の冒頭からセッションを識別",
        "сессия определена по началу диалога";
    bound(name):
        "The session stays with {name} from now on",
        "会话已绑定 {name}",
        "工作階段已綁定 {name}",
        "以後このセッションは {name} を使用",
        "Сессия теперь привязана к {name}";
    kept:
        "The session keeps its provider",
        "会话保持原有绑定",
        "工作階段維持原供應商",
        "セッションのプロバイダーを維持",
        "Сессия сохраняет своего провайдера";
    moved(name):
        "Failover: the session moved to {name}",
        "故障转移：会话已改绑 {name}",
        "容錯移轉：工作階段已改綁 {name}",
        "フェイルオーバー：セッションは {name} に移動",
        "Переключение при сбое: сессия перешла к {name}";
    cleared:
        "The session’s provider failed: it is bound to none now",
        "会话的供应商失败，绑定已解除",
        "工作階段的供應商失敗，已解除綁定",
        "セッションのプロバイダーが失敗し、割り当てを解除",
        "Провайдер сессии дал сбой: привязка снята";
    outrun:
        "A newer request of the session has bound it meanwhile",
        "会话已被更新的请求绑定",
        "工作階段已被較新的請求綁定",
        "セッションは新しいリクエストによって割り当て済み",
        "Сессию уже привязал более новый запрос";

    simulate:
        "Simulate the same input",
        "用同样的输入模拟",
        "用同樣的輸入模擬",
        "同じ入力でシミュレート",
        "Смоделировать тот же ввод";
    of_attempt(n, name):
        "Attempt {n}, {name}, given up",
        "第 {n} 次尝试 {name}（已放弃）",
        "第 {n} 次嘗試 {name}（已放棄）",
        "試行 {n}、{name}（中止）",
        "Попытка {n}, {name}, прервана";
    of_last(name):
        "Attempt that counts, {name}",
        "最终尝试 {name}",
        "最終嘗試 {name}",
        "採用された試行、{name}",
        "Итоговая попытка, {name}";
    all_attempts: "All attempts", "全部尝试合计", "全部嘗試合計", "すべての試行", "Все попытки";
});
