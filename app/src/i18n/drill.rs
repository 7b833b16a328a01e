texts!(drill DrillTexts {
    title: "Fault drill", "故障演练", "故障演練", "障害訓練", "Учебные сбои";
    about:
        "Requests of chosen keys meet what vendors do on bad days. Other keys and circuit breakers notice nothing, and it stops by itself.",
        "所选密钥的请求会遇到供应商故障时的情况。其他密钥与熔断器不受影响，到时自动停止。",
        "所選金鑰的請求會遇到供應商故障時的情況。其他金鑰與斷路器不受影響，到時自動停止。",
        "選んだキーのリクエストだけが、ベンダーの不調時に起こることに出会います。他のキーやサーキットブレーカーには影響せず、自動で終わります。",
        "Запросы выбранных ключей встречают то, что бывает у вендоров в плохие дни. Остальные ключи и предохранители ничего не замечают; всё прекращается само.";
    none: "There was no drill yet.", "尚未进行过演练。", "尚未進行過演練。", "まだ訓練はありません。", "Учений ещё не было.";
    begin: "Begin a drill", "开始演练", "開始演練", "訓練を始める", "Начать учения";
    begin_now: "Begin", "开始", "開始", "開始", "Начать";
    begun: "The drill has begun.", "演练已开始。", "演練已開始。", "訓練が始まりました。", "Учения начались.";
    running: "Running, ends", "进行中，结束于", "進行中，結束於", "実施中、終了は", "Идут, закончатся";
    over: "Over, since", "已结束", "已結束", "終了", "Закончились";
    stop: "Stop", "停止", "停止", "停止", "Остановить";
    reload: "Reload the report", "刷新报告", "重新整理報告", "レポートを更新", "Обновить отчёт";
    sum(requests, share, saved):
        "{requests} requests, {share} of them answered; {saved} were saved by another attempt.",
        "共 {requests} 个请求，{share} 得到应答；其中 {saved} 个由其他尝试挽救。",
        "共 {requests} 個請求，{share} 得到回應；其中 {saved} 個由其他嘗試挽救。",
        "リクエスト {requests} 件、応答率 {share}。うち {saved} 件は別の試行で救われました。",
        "Запросов: {requests}, получили ответ {share}; спасены повторной попыткой: {saved}.";
    added(time):
        "Those ended {time} later.",
        "挽救的请求晚了 {time}。",
        "挽救的請求晚了 {time}。",
        "救われた分は {time} 遅れました。",
        "Они завершились позже на {time}.";
    endings: "Ending", "结束方式", "結束方式", "結果", "Исход";
    providers: "Provider", "供应商", "供應商", "プロバイダー", "Провайдер";
    requests: "Requests", "请求数", "請求數", "リクエスト", "Запросы";
    answered: "Answered", "已应答", "已回應", "応答", "С ответом";
    median: "Median", "中位数", "中位數", "中央値", "Медиана";
    longest: "Longest", "最长", "最長", "最長", "Дольше всего";

    keys: "Keys", "密钥", "金鑰", "キー", "Ключи";
    keys_help:
        "Type a part of a key's or a user's name, and choose.",
        "输入密钥或用户名称的一部分，然后选择。",
        "輸入金鑰或使用者名稱的一部分，然後選擇。",
        "キー名またはユーザー名の一部を入力して選びます。",
        "Введите часть имени ключа или пользователя и выберите.";
    rate_limited: "Refused for its rate (429)", "限流拒绝（429）", "限流拒絕（429）", "レート制限による拒否 (429)", "Отказ по частоте (429)";
    overloaded: "Overloaded (529)", "过载（529）", "過載（529）", "過負荷 (529)", "Перегрузка (529)";
    slow: "Slow", "缓慢", "緩慢", "遅い応答", "Медленный ответ";
    truncated: "Answer breaks off", "应答中断", "回應中斷", "応答の途切れ", "Ответ обрывается";
    false_success: "HTML with status 200", "状态 200 的 HTML", "狀態 200 的 HTML", "ステータス 200 の HTML", "HTML со статусом 200";
    slow_by: "A slow vendor is asked later by", "缓慢时延后", "緩慢時延後", "遅い場合の遅れ", "Задержка медленного вендора";
    seconds: "s", "秒", "秒", "秒", "с";
    lasts: "It lasts", "持续时间", "持續時間", "継続時間", "Продолжительность";
    minutes: "min", "分钟", "分鐘", "分", "мин";
});
