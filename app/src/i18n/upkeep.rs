use domain::job::Job;

texts!(upkeep UpkeepTexts {
    title: "Upkeep", "运维", "維運", "運用", "Обслуживание";
    jobs: "Jobs", "后台任务", "背景工作", "ジョブ", "Задания";
    jobs_about:
        "What the hub does by itself. Each job runs on one instance at a time.",
        "服务自动执行的工作，同一时间每项只在一个实例上运行。",
        "服務自動執行的工作，同一時間每項只在一個執行個體上執行。",
        "ハブが自動で行う作業です。各ジョブは同時に 1 つのインスタンスでだけ動きます。",
        "Что сервер делает сам. Каждое задание выполняется одновременно только на одном экземпляре.";
    job: "Job", "任务", "工作", "ジョブ", "Задание";
    last: "Last run", "上次运行", "上次執行", "前回の実行", "Последний запуск";
    result: "Result", "结果", "結果", "結果", "Результат";
    next: "Next run", "下次运行", "下次執行", "次回の実行", "Следующий запуск";
    run_of(name): "Run now: {name}", "立即运行：{name}", "立即執行：{name}", "今すぐ実行：{name}", "Запустить: {name}";
    asked: "It begins within a second or two.", "将在一两秒内开始。", "將在一兩秒內開始。", "1～2 秒以内に始まります。", "Начнётся в течение секунды-двух.";
    running: "Running", "运行中", "執行中", "実行中", "Выполняется";
    never: "Not yet", "尚未运行", "尚未執行", "まだ実行されていません", "Ещё не было";
    off: "Off", "已关闭", "已關閉", "オフ", "Выключено";
    nothing: "Nothing to do", "无事可做", "無事可做", "対象なし", "Нечего делать";
    done(count): "{count} done", "已处理 {count} 项", "已處理 {count} 項", "{count} 件を処理", "Сделано: {count}";
    soon: "Soon", "即将", "即將", "まもなく", "Скоро";

    cleaning: "Old requests leave the log", "清理过期日志", "清理過期記錄", "古いログの削除", "Очистка журнала";
    expiry: "Expired things are removed", "清理过期数据", "清理過期資料", "期限切れデータの削除", "Удаление просроченного";
    days: "Sums by day", "按日汇总", "每日彙總", "日別の集計", "Суммы по дням";
    price_sync: "Price sync", "价格同步", "價格同步", "料金の同期", "Синхронизация цен";
    repricing: "Pricing of unpriced requests", "补算未计价请求", "補算未計價請求", "未計算リクエストの料金計算", "Оценка неоценённых запросов";
    alerts: "Looking for alerts", "告警检查", "警示檢查", "アラートの確認", "Поиск поводов для оповещений";
    digest: "Daily digest", "用量日报", "用量日報", "日次ダイジェスト", "Ежедневная сводка";

    findings: "Doctor", "健康检查", "健康檢查", "診断", "Диагностика";
    findings_about:
        "Traps around this instance and in what the hub is set up with, each with what to do. `cch doctor` tells the same.",
        "本实例环境与配置中的隐患及处理办法，与 `cch doctor` 的输出相同。",
        "本執行個體環境與設定中的隱患及處理方式，與 `cch doctor` 的輸出相同。",
        "このインスタンスの環境と設定にある落とし穴と、その対処です。`cch doctor` と同じ内容です。",
        "Ловушки вокруг этого экземпляра и в настройках — и что с ними делать. То же говорит `cch doctor`.";
    no_findings: "No trap was found", "未发现隐患", "未發現隱患", "落とし穴は見つかりませんでした", "Ловушек не найдено";
    warning: "Warning", "警告", "警告", "警告", "Предупреждение";
    hint: "Hint", "提示", "提示", "ヒント", "Подсказка";
});

impl UpkeepTexts {
    pub(crate) fn job_name(self, job: Job) -> &'static str {
        match job {
            Job::Cleaning => self.cleaning(),
            Job::Expiry => self.expiry(),
            Job::Days => self.days(),
            Job::PriceSync => self.price_sync(),
            Job::Repricing => self.repricing(),
            Job::Alerts => self.alerts(),
            Job::Digest => self.digest(),
        }
    }
}
