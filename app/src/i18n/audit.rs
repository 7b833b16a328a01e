texts!(audit AuditTexts {
    title: "Audit log", "审计日志", "稽核記錄", "監査ログ", "Журнал аудита";
    about:
        "Who changed what, and who logged in. Secrets are never in it.",
        "记录谁做了什么更改、谁登录过。其中不含任何密钥内容。",
        "記錄誰做了什麼變更、誰登入過。其中不含任何金鑰內容。",
        "だれが何を変更し、だれがログインしたかの記録です。秘密の値は含まれません。",
        "Кто что изменил и кто входил. Секретов в нём нет.";
    when: "Time", "时间", "時間", "日時", "Время";
    operator: "Operator", "操作者", "操作者", "操作者", "Исполнитель";
    action: "Action", "操作", "操作", "操作", "Действие";
    target: "Target", "对象", "對象", "対象", "Объект";
    ip: "IP address", "IP 地址", "IP 位址", "IP アドレス", "IP-адрес";
    outcome: "Outcome", "结果", "結果", "結果", "Итог";
    done: "Done", "成功", "成功", "成功", "Успешно";
    refused: "Failed", "失败", "失敗", "失敗", "Неудачно";
    any_outcome: "Any outcome", "全部结果", "全部結果", "すべての結果", "Любой итог";
    only_refused: "Failed only", "只看失败", "只看失敗", "失敗のみ", "Только неудачи";
    category: "Kind", "类别", "類別", "種類", "Вид";
    all: "Everything", "全部类别", "全部類別", "すべての種類", "Все виды";
    more: "Older lines", "更早的记录", "更早的記錄", "以前の記録", "Более ранние записи";
    none: "Nothing yet", "暂无记录", "尚無記錄", "記録はまだありません", "Записей пока нет";
    none_hint:
        "Every change of an admin and every login appears here.",
        "管理员的每次更改和每次登录都会出现在这里。",
        "管理員的每次變更與每次登入都會顯示於此。",
        "管理者による変更とログインがすべてここに表示されます。",
        "Здесь появляются все изменения администраторов и все входы.";
    none_found: "No line matches these filters", "没有符合条件的记录", "沒有符合條件的記錄", "条件に合う記録はありません", "Подходящих записей нет";
    show_all: "Show all", "显示全部", "顯示全部", "すべて表示", "Показать все";
    entry: "Audit log line", "审计记录", "稽核記錄項目", "監査ログの項目", "Запись аудита";
    nobody: "unknown", "未知", "未知", "不明", "неизвестно";
    of_operator: "Everything by this operator", "该操作者的全部记录", "該操作者的全部記錄", "この操作者のすべての記録", "Все действия исполнителя";
    of_target: "Everything about this target", "该对象的全部记录", "該對象的全部記錄", "この対象のすべての記録", "Все записи об объекте";
    open_target: "Open", "打开", "開啟", "開く", "Открыть";
    changes: "What changed", "更改内容", "變更內容", "変更内容", "Что изменилось";
    no_changes: "No field changed.", "没有字段变更。", "沒有欄位變更。", "変更された項目はありません。", "Поля не менялись.";
    field: "Field", "字段", "欄位", "項目", "Поле";
    before: "Before", "更改前", "變更前", "変更前", "До";
    after: "After", "更改后", "變更後", "変更後", "После";

    login: "Login", "登录", "登入", "ログイン", "Вход";
    user: "User", "用户", "使用者", "ユーザー", "Пользователь";
    key: "Key", "密钥", "金鑰", "キー", "Ключ";
    provider: "Provider", "供应商", "供應商", "プロバイダー", "Провайдер";
    group: "Group", "分组", "群組", "グループ", "Группа";
    price: "Price", "定价", "價格", "料金", "Цена";
    price_alias: "Model alias", "模型别名", "模型別名", "モデルの別名", "Псевдоним модели";
    settings: "Settings", "设置", "設定", "設定", "Настройки";
    token: "API token", "API 令牌", "API Token", "API トークン", "Токен API";
    second_factor: "Second factor", "双重验证", "雙重驗證", "二要素認証", "Второй фактор";
    session: "Session", "会话", "工作階段", "セッション", "Сессия";
    logs: "Log", "日志", "記錄", "ログ", "Журнал";

    verb_success: "succeeded", "成功", "成功", "成功", "успех";
    verb_failure: "failed", "失败", "失敗", "失敗", "отказ";
    verb_create: "created", "创建", "建立", "作成", "создание";
    verb_update: "changed", "修改", "修改", "変更", "изменение";
    verb_delete: "deleted", "删除", "刪除", "削除", "удаление";
    verb_undo: "change undone", "撤销更改", "復原變更", "変更の取り消し", "отмена изменения";
    verb_set: "set", "设定", "設定", "設定", "установка";
    verb_reset_usage: "usage reset", "重置用量", "重設用量", "使用量のリセット", "сброс расхода";
    verb_sync: "synchronised", "同步", "同步", "同期", "синхронизация";
    verb_upload: "uploaded", "上传", "上傳", "アップロード", "загрузка";
    verb_resolve: "conflict resolved", "解决冲突", "解決衝突", "競合の解決", "разрешение конфликта";
    verb_clean: "cleaned", "清理", "清理", "整理", "очистка";
    verb_circuit_reset: "breaker reset", "重置熔断", "重設斷路器", "サーキットブレーカーのリセット", "сброс предохранителя";
    verb_circuit_open: "taken out", "手动熔断", "手動斷開", "切り離し", "исключение";
    verb_remove: "removed", "移除", "移除", "解除", "снятие";
    verb_end: "ended", "结束", "結束", "終了", "завершение";
    jobs: "Jobs", "后台任务", "背景工作", "ジョブ", "Задания";
    alert_target: "Alert target", "告警渠道", "警示管道", "アラートの送信先", "Получатель оповещений";
    drill: "Fault drill", "故障演练", "故障演練", "障害訓練", "Учебная тревога";
    verb_run: "run by hand", "手动运行", "手動執行", "手動実行", "запуск вручную";
    verb_begin: "begun", "开始", "開始", "開始", "начало";
    verb_stop: "stopped", "停止", "停止", "停止", "остановка";
});

impl AuditTexts {
    /// `provider` of `provider.update`.
    pub fn category_of(self, category: &str) -> Option<&'static str> {
        Some(match category {
            "login" => self.login(),
            "user" => self.user(),
            "key" => self.key(),
            "provider" => self.provider(),
            "group" => self.group(),
            "price" => self.price(),
            "price_alias" => self.price_alias(),
            "settings" => self.settings(),
            "session" => self.session(),
            "token" => self.token(),
            "second_factor" => self.second_factor(),
            "logs" => self.logs(),
            "jobs" => self.jobs(),
            "alert_target" => self.alert_target(),
            "drill" => self.drill(),
            _ => return None,
        })
    }

    /// `update` of `provider.update`.
    pub fn verb(self, verb: &str) -> Option<&'static str> {
        Some(match verb {
            "success" => self.verb_success(),
            "failure" => self.verb_failure(),
            "create" => self.verb_create(),
            "update" => self.verb_update(),
            "delete" => self.verb_delete(),
            "undo" => self.verb_undo(),
            "set" => self.verb_set(),
            "reset_usage" => self.verb_reset_usage(),
            "sync" => self.verb_sync(),
            "upload" => self.verb_upload(),
            "resolve" => self.verb_resolve(),
            "clean" => self.verb_clean(),
            "circuit_reset" => self.verb_circuit_reset(),
            "circuit_open" => self.verb_circuit_open(),
            "end" => self.verb_end(),
            "remove" => self.verb_remove(),
            "run" => self.verb_run(),
            "begin" => self.verb_begin(),
            "stop" => self.verb_stop(),
            _ => return None,
        })
    }
}
