use domain::job::Job;

texts!(upkeep UpkeepTexts {
    title: "Upkeep", "运维", "維運", "運用", "Обслуживание";
    jobs: "Jobs", "后台任务", "背景工作", "ジョブ", "Задания";
    jobs_about:
        "What the hub does by itself. Each job runs on one instance at a time.",
        "中转站自动执行的工作，同一时间每项只在一个实例上运行。",
        "中轉站自動執行的工作，同一時間每項只在一個執行個體上執行。",
        "ハブが自動で行う作業です。各ジョブは同時に 1 つのインスタンスでだけ動きます。",
        "Что хаб делает сам. Каждое задание выполняется одновременно только на одном экземпляре.";
    job: "Job", "任务", "工作", "ジョブ", "Задание";
    last: "Last run", "上次运行", "上次執行", "前回の実行", "Последний запуск";
    result: "Result", "结果", "結果", "結果", "Результат";
    next: "Next run", "下次运行", "下次執行", "次回の実行", "Следующий запуск";
    run_of(name): "Run now: {name}", "立即运行：{name}", "立即執行：{name}", "今すぐ実行：{name}", "Запустить: {name}";
    asked: "It begins within a second or two.", "将在一两秒内开始。", "將在一兩秒內開始。", "1～2 秒以内に始まります。", "Начнётся в течение секунды-двух.";
    running: "Running", "运行中", "執行中", "実行中", "Выполняется";
    never: "Not yet", "尚未运行", "尚未執行", "まだ実行されていません", "Ещё не выполнялось";
    off: "Off", "已关闭", "已關閉", "オフ", "Выключено";
    nothing: "Nothing to do", "无事可做", "無事可做", "対象なし", "Нечего делать";
    done(count): "{count} done", "已处理 {count} 项", "已處理 {count} 項", "{count} 件を処理", "Обработано: {count}";
    soon: "Soon", "即将", "即將", "まもなく", "Скоро";

    cleaning: "Old requests leave the log", "清理过期日志", "清理過期記錄", "古いログの削除", "Очистка журнала";
    expiry: "Expired things are removed", "清理过期数据", "清理過期資料", "期限切れデータの削除", "Удаление просроченного";
    days: "Sums by day", "按日汇总", "每日彙總", "日別の集計", "Суммы по дням";
    price_sync: "Price sync", "价格同步", "價格同步", "料金の同期", "Синхронизация цен";
    repricing: "Pricing of unpriced requests", "补算未计价请求", "補算未計價請求", "料金未設定リクエストのコスト計算", "Расчёт стоимости запросов без цены";
    alerts: "Looking for alerts", "告警检查", "警示檢查", "アラートの確認", "Поиск поводов для оповещений";
    digest: "Daily digest", "用量日报", "用量日報", "日次ダイジェスト", "Ежедневная сводка";

    backup: "Backup", "备份", "備份", "バックアップ", "Резервная копия";
    backup_about:
        "Everything that the hub has stored, in one file. The master key is not in it: keep that elsewhere. To restore, stop the hub and run cch restore.",
        "中转站存储的全部数据，保存为一个文件。其中不含主密钥，请另行保管。恢复时先停止中转站，再运行 cch restore。",
        "中轉站儲存的全部資料，存成一個檔案。其中不含主金鑰，請另行保管。還原時先停止中轉站，再執行 cch restore。",
        "ハブに保存されているすべてを 1 つのファイルにします。マスターキーは含まれないため、別に保管してください。復元はハブを止めて cch restore を実行します。",
        "Всё, что хранит хаб, — в одном файле. Главного ключа в нём нет: храните его отдельно. Чтобы восстановить, остановите хаб и выполните cch restore.";
    backup_logs: "With the log of requests", "包含请求日志", "包含請求記錄", "リクエストのログを含める", "С журналом запросов";
    backup_logs_help:
        "Money, limits and leaderboards are complete without it.",
        "不含日志时，费用、限额与排行榜仍然完整。",
        "不含記錄時，費用、限額與排行榜仍然完整。",
        "ログがなくても、コスト・上限・ランキングは欠けません。",
        "Расходы, лимиты и рейтинги полны и без него.";
    backup_download: "Download a backup", "下载备份", "下載備份", "バックアップをダウンロード", "Скачать копию";
    backup_check: "Check a backup", "检查备份", "檢查備份", "バックアップを確認", "Проверить копию";
    backup_check_about:
        "The file is restored into a database of its own, compared with what was written, and thrown away. This hub stays as it is.",
        "文件会恢复到一个独立的数据库，与写入时的内容核对后即丢弃。本中转站保持不变。",
        "檔案會還原到一個獨立的資料庫，與寫入時的內容核對後即捨棄。本中轉站保持不變。",
        "ファイルを専用のデータベースに復元し、書き込み時の内容と照合してから破棄します。このハブは変わりません。",
        "Файл восстанавливается в отдельную базу, сверяется с записанным и удаляется. Сам хаб не меняется.";
    backup_file: "Choose a file", "选择文件", "選擇檔案", "ファイルを選択", "Выбрать файл";
    backup_choose: "Choose a file first.", "请先选择文件。", "請先選擇檔案。", "先にファイルを選択してください。", "Сначала выберите файл.";
    backup_try: "Restore it for a try", "试恢复", "試還原", "試しに復元", "Пробно восстановить";
    backup_whole: "It can be restored", "可以恢复", "可以還原", "復元できます", "Её можно восстановить";
    backup_made: "As of", "数据截至", "資料截至", "取得時点", "По состоянию на";
    backup_found(rows, requests, cost):
        "{rows} rows; the ledger has {requests} requests, {cost}.",
        "共 {rows} 行；账本有 {requests} 个请求，{cost}。",
        "共 {rows} 列；帳本有 {requests} 個請求，{cost}。",
        "{rows} 行、台帳は {requests} 件のリクエスト、{cost}。",
        "Строк: {rows}; запросов в учёте: {requests}, {cost}.";
    backup_audit:
        "Its audit log is not as it was written, as in the hub it was taken from; see cch audit verify.",
        "其审计日志与写入时不一致，在来源中转站上已是如此；详见 cch audit verify。",
        "其稽核記錄與寫入時不一致，在來源中轉站上已是如此；詳見 cch audit verify。",
        "監査ログが書き込み時のままではありません。取得元のハブですでにそうなっていました。cch audit verify を参照してください。",
        "Журнал аудита не такой, каким был записан, — как и на исходном хабе; см. cch audit verify.";

    findings: "Doctor", "健康检查", "健康檢查", "診断", "Диагностика";
    findings_about:
        "Traps around this instance and in what the hub is set up with, each with what to do. cch doctor tells the same.",
        "本实例环境与配置中的隐患及处理办法，与 cch doctor 的输出相同。",
        "本執行個體環境與設定中的隱患及處理方式，與 cch doctor 的輸出相同。",
        "このインスタンスの環境と設定にある問題点と、その対処です。cch doctor と同じ内容です。",
        "Возможные проблемы в окружении и настройках этого экземпляра и что с ними делать. То же выводит cch doctor.";
    no_findings: "No trap was found", "未发现隐患", "未發現隱患", "問題は見つかりませんでした", "Проблем не найдено";
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
