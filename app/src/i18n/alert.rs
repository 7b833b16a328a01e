use domain::alert::{AlertEvent, DeliveryState, TargetKind};

texts!(alert AlertTexts {
    title: "Alerts", "告警", "警示", "アラート", "Оповещения";
    about:
        "Where the hub tells what happens while nobody looks. Each thing is told once.",
        "无人查看时，中转站会把发生的事情通知到这些渠道；每件事只通知一次。",
        "無人查看時，中轉站會把發生的事情通知到這些管道；每件事只通知一次。",
        "だれも見ていない間に起きたことを知らせる先です。同じことは一度だけ知らせます。",
        "Куда хаб сообщает о происходящем, пока никто не смотрит. Обо всём — один раз.";
    add: "Add a target", "添加渠道", "新增管道", "送信先を追加", "Добавить получателя";
    edit(name): "Target {name}", "渠道 {name}", "管道 {name}", "送信先 {name}", "Получатель {name}";
    gone: "This target is gone.", "该渠道已不存在。", "該管道已不存在。", "この送信先はもうありません。", "Этого получателя больше нет.";
    none: "Nobody is told anything yet", "尚未配置告警渠道", "尚未設定警示管道", "まだ送信先がありません", "Получателей пока нет";
    none_hint:
        "Add a group chat's robot, a Telegram bot, Slack or any webhook.",
        "可添加群机器人、Telegram 机器人、Slack 或任意 Webhook。",
        "可新增群組機器人、Telegram 機器人、Slack 或任意 Webhook。",
        "グループチャットのボット、Telegram、Slack、任意の Webhook を追加できます。",
        "Добавьте бота группового чата, бота Telegram, Slack или любой вебхук.";
    name: "Name", "名称", "名稱", "名前", "Название";
    kind: "Kind", "类型", "類型", "種類", "Вид";
    address: "Address", "地址", "位址", "宛先", "Адрес";
    url: "Address of the webhook", "Webhook 地址", "Webhook 位址", "Webhook の URL", "Адрес вебхука";
    token: "Token of the bot", "机器人令牌", "機器人 Token", "ボットのトークン", "Токен бота";
    url_help:
        "As the platform gave it. It is stored encrypted and never shown again.",
        "由平台提供，加密保存，之后不再显示。",
        "由平台提供，加密儲存，之後不再顯示。",
        "サービスが発行したもの。暗号化して保存され、以後表示されません。",
        "Как его дала платформа. Хранится зашифрованным и больше не показывается.";
    kept: "Empty: it stays as it is.", "留空则保持不变。", "留空則保持不變。", "空欄なら変更しません。", "Пусто — без изменений.";
    secret: "Signing secret", "签名密钥", "簽章金鑰", "署名シークレット", "Секрет подписи";
    secret_help:
        "Where the robot asks for a signature.",
        "机器人开启签名校验时填写。",
        "機器人開啟簽章驗證時填寫。",
        "ボットが署名検証を求める場合に入力します。",
        "Если бот требует подпись.";
    chat: "Chat", "会话 ID", "聊天 ID", "チャット", "Чат";
    chat_help:
        "The id of the chat that the bot writes to, such as -1001234567890.",
        "机器人发送到的会话 ID，例如 -1001234567890。",
        "機器人傳送到的聊天 ID，例如 -1001234567890。",
        "ボットが投稿するチャットの ID（例：-1001234567890）。",
        "Идентификатор чата, куда пишет бот, например -1001234567890.";
    template: "Template", "模板", "範本", "テンプレート", "Шаблон";
    template_help:
        "JSON to send, with title, text, event, level, at or at_ms in double braces. Empty: the hub's own.",
        "要发送的 JSON，可用双花括号引用 title、text、event、level、at 或 at_ms；留空使用默认格式。",
        "要傳送的 JSON，可用雙大括號引用 title、text、event、level、at 或 at_ms；留空使用預設格式。",
        "送信する JSON。title、text、event、level、at、at_ms を二重の波括弧で差し込めます。空欄なら標準の形式です。",
        "Отправляемый JSON; title, text, event, level, at или at_ms вставляются в двойных фигурных скобках. Пусто — стандартный.";
    language: "Language", "语言", "語言", "言語", "Язык";
    english: "English", "英文", "英文", "英語", "Английский";
    chinese: "Chinese", "中文", "中文", "中国語", "Китайский";
    events: "Told of", "通知内容", "通知內容", "通知する内容", "О чём сообщать";
    proxy: "Proxy", "代理", "代理", "プロキシ", "Прокси";
    proxy_help:
        "An http or socks5 address to send through. Empty: none.",
        "发送时经过的 http 或 socks5 地址，留空则不使用。",
        "傳送時經過的 http 或 socks5 位址，留空則不使用。",
        "送信に使う http または socks5 のアドレス。空欄なら使いません。",
        "Адрес http или socks5, через который отправлять. Пусто — без прокси.";
    enabled: "On", "启用", "啟用", "オン", "Включено";
    disabled: "Off", "停用", "停用", "オフ", "Выключено";
    save: "Save", "保存", "儲存", "保存", "Сохранить";
    saved(name): "{name} is saved", "{name} 已保存", "{name} 已儲存", "{name} を保存しました", "{name}: сохранено";
    delete: "Delete", "删除", "刪除", "削除", "Удалить";
    delete_title(name): "Delete the target {name}?", "删除渠道 {name}？", "刪除管道 {name}？", "送信先 {name} を削除しますか？", "Удалить получателя {name}?";
    delete_text:
        "It is told nothing from now on.",
        "此后不再向其发送告警。",
        "此後不再向其傳送警示。",
        "以後は通知されません。",
        "Больше ему ничего не отправляется.";
    deleted(name): "{name} is deleted", "{name} 已删除", "{name} 已刪除", "{name} を削除しました", "{name}: удалено";
    test: "Send a test", "发送测试", "傳送測試", "テスト送信", "Отправить пробу";
    tested: "The test arrived", "测试消息已送达", "測試訊息已送達", "テストが届きました", "Проба доставлена";

    deliveries: "What was told", "发送记录", "傳送記錄", "送信履歴", "История отправки";
    no_deliveries: "Nothing was told yet", "暂无发送记录", "尚無傳送記錄", "まだ送信されていません", "Пока ничего не отправлялось";
    when: "Time", "时间", "時間", "日時", "Время";
    what: "What", "内容", "內容", "内容", "Что";
    to: "To", "渠道", "管道", "送信先", "Кому";
    outcome: "Outcome", "结果", "結果", "結果", "Итог";
    more: "Older", "更早", "更早", "以前", "Более ранние";
    waiting: "Waiting", "等待发送", "等待傳送", "送信待ち", "Ожидает отправки";
    sent: "Delivered", "已送达", "已送達", "送信済み", "Доставлено";
    failed: "Failed", "失败", "失敗", "失敗", "Не доставлено";
    dropped: "Not sent", "未发送", "未傳送", "送信せず", "Не отправлено";

    wecom: "WeCom", "企业微信", "企業微信", "WeCom", "WeCom";
    feishu: "Feishu", "飞书", "飛書", "Feishu", "Feishu";
    dingtalk: "DingTalk", "钉钉", "釘釘", "DingTalk", "DingTalk";
    telegram: "Telegram", "Telegram", "Telegram", "Telegram", "Telegram";
    slack: "Slack", "Slack", "Slack", "Slack", "Slack";
    webhook: "Webhook", "Webhook", "Webhook", "Webhook", "Вебхук";

    breaker_opened: "Circuit breaker opened", "供应商熔断", "斷路器已斷開", "サーキットブレーカーが開いた", "Предохранитель сработал";
    breaker_closed: "Circuit breaker closed again", "供应商恢复", "斷路器已恢復", "サーキットブレーカーが閉じた", "Предохранитель восстановлен";
    limit_warning: "A limit fills up", "限额即将用尽", "限額即將用盡", "上限に近づいた", "Лимит подходит к концу";
    unpriced: "A model has no price", "模型没有定价", "模型沒有定價", "料金のないモデル", "У модели нет цены";
    error_rate: "A provider fails often", "供应商失败率过高", "供應商失敗率過高", "プロバイダーの失敗が多い", "Много сбоев у провайдера";
    cache_rate: "Fewer cache hits", "缓存命中率下降", "快取命中率下降", "キャッシュヒットの低下", "Снизилась доля попаданий в кэш";
    component_away: "Database or Redis away", "数据库或 Redis 中断", "資料庫或 Redis 中斷", "データベースまたは Redis の停止", "База данных или Redis недоступны";
    component_back: "Database or Redis back", "数据库或 Redis 恢复", "資料庫或 Redis 恢復", "データベースまたは Redis の復帰", "База данных или Redis снова доступны";
    digest: "Daily digest", "用量日报", "用量日報", "日次ダイジェスト", "Ежедневная сводка";
});

impl AlertTexts {
    pub(crate) fn kind_of(self, kind: TargetKind) -> &'static str {
        match kind {
            TargetKind::Wecom => self.wecom(),
            TargetKind::Feishu => self.feishu(),
            TargetKind::Dingtalk => self.dingtalk(),
            TargetKind::Telegram => self.telegram(),
            TargetKind::Slack => self.slack(),
            TargetKind::Webhook => self.webhook(),
        }
    }

    pub(crate) fn event(self, event: AlertEvent) -> &'static str {
        match event {
            AlertEvent::BreakerOpened => self.breaker_opened(),
            AlertEvent::BreakerClosed => self.breaker_closed(),
            AlertEvent::LimitWarning => self.limit_warning(),
            AlertEvent::Unpriced => self.unpriced(),
            AlertEvent::ErrorRate => self.error_rate(),
            AlertEvent::CacheRate => self.cache_rate(),
            AlertEvent::ComponentAway => self.component_away(),
            AlertEvent::ComponentBack => self.component_back(),
            AlertEvent::Digest => self.digest(),
        }
    }

    pub(crate) fn state(self, state: DeliveryState) -> &'static str {
        match state {
            DeliveryState::Waiting => self.waiting(),
            DeliveryState::Sent => self.sent(),
            DeliveryState::Failed => self.failed(),
            DeliveryState::Dropped => self.dropped(),
        }
    }
}
