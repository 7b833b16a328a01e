texts!(wall WallTexts {
    title: "Wall", "大屏", "看板", "ウォールボード", "Табло";
    per_minute: "Requests a minute", "每分钟请求", "每分鐘請求", "1分あたりのリクエスト", "Запросов в минуту";
    running: "Running now", "进行中", "進行中", "実行中", "Выполняется";
    sessions: "Active sessions", "活跃会话", "使用中的工作階段", "アクティブセッション", "Активные сессии";
    cost: "Cost today", "今日费用", "今日費用", "今日のコスト", "Расходы за сегодня";
    requests: "Requests today", "今日请求", "今日請求", "今日のリクエスト", "Запросы за сегодня";
    errors: "Errors today", "今日错误", "今日錯誤", "今日のエラー", "Ошибки за сегодня";
    course: "Requests an hour", "每小时请求", "每小時請求", "1時間ごとのリクエスト", "Запросы по часам";
    last_day: "last 24 h", "最近 24 小时", "最近 24 小時", "直近24時間", "за 24 ч";
    course_is(most, failures):
        "Requests in each of the last 24 hours: {most} at most, {failures} failures in all",
        "最近 24 小时每小时请求数：最多 {most}，共失败 {failures}",
        "最近 24 小時每小時請求數：最多 {most}，共失敗 {failures}",
        "直近24時間の1時間ごとのリクエスト：最大{most}件、失敗は合計{failures}件",
        "Запросы за каждый из последних 24 часов: не более {most}, сбоев всего: {failures}";
    users: "Users today", "今日用户", "今日使用者", "今日のユーザー", "Пользователи сегодня";
    providers: "Providers today", "今日供应商", "今日供應商", "今日のプロバイダー", "Провайдеры сегодня";
    health: "Provider health", "供应商状态", "供應商狀態", "プロバイダーの状態", "Состояние провайдеров";
    others(n): "{n} more", "其他 {n} 个", "其他 {n} 個", "他{n}件", "ещё {n}";
    latest: "Latest requests", "最新请求", "最新請求", "最新のリクエスト", "Последние запросы";
    full_screen: "Full screen", "全屏", "全螢幕", "全画面", "Во весь экран";
    leave: "Leave", "退出", "離開", "閉じる", "Выйти";
});
