texts!(availability AvailabilityTexts {
    title: "Availability", "可用性", "可用性", "稼働状況", "Доступность";
    hint:
        "Every attempt at a provider counts, also where another one answered in the end. Requests that are at fault themselves do not.",
        "对供应商的每次尝试都会计入，即使最终由其他供应商应答。请求本身有误的不计入。",
        "對供應商的每次嘗試都會計入，即使最後由其他供應商回應。請求本身有誤的不計入。",
        "最終的に別のプロバイダーが応答した場合も含め、すべての試行を数えます。リクエスト自体に誤りがあるものは除きます。",
        "Считается каждая попытка, даже если в итоге ответил другой провайдер. Запросы с собственной ошибкой не считаются.";
    span: "Time range", "时间范围", "時間範圍", "期間", "Период";
    hour: "1 h", "1 小时", "1 小時", "1時間", "1 ч";
    six_hours: "6 h", "6 小时", "6 小時", "6時間", "6 ч";
    day: "24 h", "24 小时", "24 小時", "24時間", "24 ч";
    week: "7 d", "7 天", "7 天", "7日", "7 д";
    order: "Order", "排序", "排序", "並び順", "Порядок";
    worst: "Worst first", "最差优先", "最差優先", "悪い順", "Сначала худшие";
    by_name: "By name", "按名称", "依名稱", "名前順", "По названию";
    provider: "Provider", "供应商", "供應商", "プロバイダー", "Провайдер";
    rate: "Success rate", "成功率", "成功率", "成功率", "Успешность";
    attempts: "Attempts", "尝试", "嘗試", "試行", "Попытки";
    failed: "Failed", "失败", "失敗", "失敗", "Сбои";
    course: "Course", "走势", "走勢", "推移", "Динамика";
    time: "Time", "时间", "時間", "時刻", "Время";
    lane(name, attempts, failures):
        "{name}: {attempts} attempts, {failures} failed",
        "{name}：共 {attempts} 次尝试，{failures} 次失败",
        "{name}：共 {attempts} 次嘗試，{failures} 次失敗",
        "{name}：試行{attempts}回、失敗{failures}回",
        "{name}: попыток: {attempts}, сбоев: {failures}";
    cell(time, failures, attempts):
        "{time} · failed {failures} of {attempts}",
        "{time} · 失败 {failures} / {attempts}",
        "{time} · 失敗 {failures} / {attempts}",
        "{time} · 失敗 {failures} / {attempts}",
        "{time} · сбоев {failures} из {attempts}";
    all_well: "all succeeded", "全部成功", "全部成功", "すべて成功", "все успешны";
    some_failed: "some failed", "部分失败", "部分失敗", "一部失敗", "часть со сбоем";
    most_failed: "half or more failed", "半数以上失败", "半數以上失敗", "半数以上失敗", "половина или больше со сбоем";
    no_data: "no data", "无数据", "無資料", "データなし", "нет данных";
    none: "No provider yet", "还没有供应商", "尚無供應商", "プロバイダーがまだありません", "Провайдеров пока нет";
    logs: "Its requests in the log", "在日志中查看", "在記錄中檢視", "ログで見る", "Его запросы в журнале";
    gone:
        "This provider does not exist any more.",
        "该供应商已不存在。",
        "此供應商已不存在。",
        "このプロバイダーはもう存在しません。",
        "Этого провайдера больше нет.";
});
