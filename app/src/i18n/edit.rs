// What a provider may set in a request, and what the log says was changed.
texts!(edit EditTexts {
    redirect: "Model redirect", "模型重定向", "模型重新導向", "モデルのリダイレクト", "Перенаправление модели";
    stream_usage: "Usage asked for", "请求返回用量", "要求回傳用量", "使用量の要求", "Запрошен usage";
    cache_ttl: "Cache lifetime", "缓存时长", "快取存留時間", "キャッシュ有効期間", "Время жизни кэша";
    max_tokens: "Max tokens", "最大输出 Token", "最大輸出 Token 數", "最大トークン数", "Макс. токенов";
    thinking_budget: "Thinking budget", "思考预算", "思考預算", "思考バジェット", "Бюджет размышлений";
    adaptive_thinking: "Adaptive thinking", "自适应思考", "自適應思考", "適応型思考", "Адаптивные размышления";
    codex_effort: "Reasoning effort", "推理强度", "推理強度", "推論強度", "Глубина рассуждений";
    codex_summary: "Reasoning summary", "推理摘要", "推理摘要", "推論の要約", "Сводка рассуждений";
    codex_verbosity: "Verbosity", "输出详细度", "輸出詳細程度", "詳細度", "Подробность";
    codex_parallel_tools:
        "Parallel tool calls",
        "并行工具调用",
        "平行工具呼叫",
        "ツールの並列呼び出し",
        "Параллельные вызовы инструментов";
    codex_service_tier: "Service tier", "服务等级", "服務層級", "サービスティア", "Уровень обслуживания";
    gemini_search: "Google Search", "Google 搜索", "Google 搜尋", "Google 検索", "Google Поиск";
    repair_signature:
        "Repair: foreign thinking blocks",
        "修复：其他账号的思考块",
        "修復：其他帳號的思考區塊",
        "修復：他アカウントの思考ブロック",
        "Исправление: чужие блоки размышлений";
    repair_budget:
        "Repair: thinking budget too small",
        "修复：思考预算过小",
        "修復：思考預算過小",
        "修復：思考バジェット不足",
        "Исправление: слишком малый бюджет размышлений";
    repair_effort:
        "Repair: effort without thinking",
        "修复：未开启思考却指定强度",
        "修復：未啟用思考卻指定強度",
        "修復：思考なしでの強度指定",
        "Исправление: effort без размышлений";
    repair_gemini_ids:
        "Repair: ids of function calls",
        "修复：函数调用 ID",
        "修復：函式呼叫 ID",
        "修復：関数呼び出しのID",
        "Исправление: ID вызовов функций";
    repair_billing_header:
        "Repair: billing line in the system prompt",
        "修复：系统提示中的计费行",
        "修復：系統提示中的計費行",
        "修復：システムプロンプト内の課金行",
        "Исправление: строка биллинга в системном промпте";
    repair_responses_input:
        "Repair: input is no list",
        "修复：input 不是列表",
        "修復：input 不是清單",
        "修復：inputがリストでない",
        "Исправление: input — не список";
});
