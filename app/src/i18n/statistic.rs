texts!(statistic StatisticText {
    title: "Statistics", "统计", "統計", "統計", "Статистика";
    since(moment): "since {moment}", "{moment} 至今", "{moment} 至今", "{moment} 以降", "с {moment}";
    zoom_hint:
        "Drag across a chart to look closer.",
        "在图表上横向拖动可放大所选时段。",
        "在圖表上橫向拖曳可放大所選時段。",
        "グラフ上を横にドラッグすると、その期間を拡大できます。",
        "Проведите по графику, чтобы увеличить период.";
    week_again: "Back to 7 days", "返回 7 天", "返回 7 天", "7日間に戻る", "Вернуться к 7 дням";
    none: "No requests in this span", "该时间段内没有请求", "此時段沒有請求", "この期間のリクエストはありません", "За этот период запросов нет";
    none_hint:
        "Choose a longer one, or send a request.",
        "请选择更长的时间段，或先发送一个请求。",
        "請選擇更長的時段，或先送出一個請求。",
        "期間を広げるか、リクエストを送信してください。",
        "Выберите период длиннее или отправьте запрос.";
    usage: "Use over time", "用量趋势", "用量趨勢", "利用量の推移", "Использование";
    group: "Group", "分组", "群組", "グループ", "Группа";
    mix: "Model mix", "模型占比", "模型占比", "モデルの内訳", "Доли моделей";
    mix_is: "share of tokens", "按 Token 计", "依 Token 計", "トークン比", "доля токенов";
    by_provider: "Cost by provider", "各供应商费用", "各供應商費用", "プロバイダー別コスト", "Расходы по провайдерам";
    by_provider_is: "what vendors bill", "按供应商计费", "依供應商計費", "請求額", "по счетам провайдеров";
    first_content: "Time to first token", "首 Token 耗时", "首個 Token 耗時", "最初のトークンまでの時間", "Время до первого токена";
    first_content_is: "from arrival", "自请求到达起", "自請求抵達起", "受信から", "от поступления";
    duration: "Time to the end", "总耗时", "總耗時", "完了までの時間", "Время до конца";
    duration_is: "complete answers", "仅完整回答", "僅完整回答", "完了した応答", "полные ответы";
    cache: "Cache efficiency", "缓存效率", "快取效率", "キャッシュ効率", "Эффективность кэша";
    cache_is: "share of the input", "占输入的比例", "占輸入的比例", "入力に占める割合", "доля входных токенов";
});
