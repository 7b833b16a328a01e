texts!(leaderboard LeaderboardText {
    title: "Leaderboard", "排行榜", "排行榜", "ランキング", "Рейтинг";
    scope: "What is ranked", "排行对象", "排行對象", "ランキングの対象", "Объект рейтинга";
    users: "Users", "用户", "使用者", "ユーザー", "Пользователи";
    keys: "Keys", "密钥", "金鑰", "キー", "Ключи";
    providers: "Providers", "供应商", "供應商", "プロバイダー", "Провайдеры";
    models: "Models", "模型", "模型", "モデル", "Модели";
    groups: "Groups", "分组", "群組", "グループ", "Группы";
    span: "Time span", "时间范围", "時間範圍", "期間", "Период";
    hour: "1 h", "1 小时", "1 小時", "1時間", "1 ч";
    day: "Today", "今天", "今天", "今日", "Сегодня";
    week: "7 days", "7 天", "7 天", "7日間", "7 дней";
    month: "30 days", "30 天", "30 天", "30日間", "30 дней";
    all: "All", "全部", "全部", "全期間", "Всё время";
    custom: "Custom", "自定义", "自訂", "カスタム", "Свой";
    first_day: "From", "从", "從", "開始日", "С";
    last_day: "To", "到", "到", "終了日", "По";
    show: "Show", "查看", "檢視", "表示", "Показать";
    days_of(zone): "Days of {zone}", "按 {zone} 时区计算", "依 {zone} 時區計算", "{zone} の日付", "Дни по {zone}";
    compared(n):
        "In this order stand the {n} with the most requests; the others follow.",
        "仅对请求数最多的 {n} 项按此排序，其余排在其后。",
        "僅對請求數最多的 {n} 項依此排序，其餘排在其後。",
        "この順に並ぶのはリクエスト数の上位{n}件で、残りはその後に続きます。",
        "Так упорядочены первые {n} по числу запросов; остальные идут следом.";
    export: "CSV", "CSV", "CSV", "CSV", "CSV";
    charge_back:
        "This month's charge-back",
        "本月分摊账单",
        "本月分攤帳單",
        "今月の部門別請求",
        "Распределение расходов за месяц";

    rank: "#", "#", "#", "#", "#";
    name: "Name", "名称", "名稱", "名前", "Имя";
    change: "Change", "变化", "變化", "増減", "Изменение";
    change_is:
        "Against the span before.",
        "与上一个时间段相比。",
        "與前一個時間範圍相比。",
        "前の期間との比較です。",
        "По сравнению с предыдущим периодом.";
    share(percent): "{percent} of all", "占 {percent}", "佔 {percent}", "全体の {percent}", "{percent} от всего";
    others(n): "{n} others", "其他 {n} 项", "其他 {n} 項", "他{n}件", "Ещё {n}";
    total: "Total", "合计", "合計", "合計", "Итого";
    none:
        "Nothing in this span",
        "此时间范围内没有数据",
        "此時間範圍內沒有資料",
        "この期間のデータはありません",
        "За этот период ничего нет";
    none_hint:
        "Choose a longer span, or wait for the first request.",
        "请选择更长的时间范围，或等待第一个请求。",
        "請選擇較長的時間範圍，或等待第一個請求。",
        "より長い期間を選ぶか、最初のリクエストをお待ちください。",
        "Выберите период подлиннее или дождитесь первого запроса.";
    gone(id): "#{id} (deleted)", "#{id}（已删除）", "#{id}（已刪除）", "#{id}（削除済み）", "#{id} (удалено)";
    no_name: "(none)", "（无）", "（無）", "（なし）", "(нет)";
    page(from, to, all):
        "{from}–{to} of {all}",
        "第 {from}–{to} 项，共 {all} 项",
        "第 {from}–{to} 項，共 {all} 項",
        "{all}件中 {from}–{to}",
        "{from}–{to} из {all}";
    previous: "Previous", "上一页", "上一頁", "前へ", "Назад";
    next: "Next", "下一页", "下一頁", "次へ", "Далее";

    figures: "Figures", "数据", "數據", "数値", "Показатели";
    cost_over_time: "Cost over time", "费用趋势", "費用趨勢", "コストの推移", "Динамика расходов";
    logs: "Requests", "请求日志", "請求記錄", "リクエスト", "Запросы";
    by_model: "By model", "按模型", "依模型", "モデル別", "По моделям";
    by_key: "By key", "按密钥", "依金鑰", "キー別", "По ключам";
    by_provider: "By provider", "按供应商", "依供應商", "プロバイダー別", "По провайдерам";
    by_user: "By user", "按用户", "依使用者", "ユーザー別", "По пользователям";
});
