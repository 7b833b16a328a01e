// The providers as a list: its filters and figures, and changes of many at once.
texts!(fleet FleetTexts {
    find: "Find a provider", "查找供应商", "尋找供應商", "プロバイダーを検索", "Найти провайдера";
    none_found:
        "No provider fits these filters",
        "没有符合筛选条件的供应商",
        "沒有符合篩選條件的供應商",
        "条件に合うプロバイダーはありません",
        "Нет провайдеров по этим фильтрам";
    show_all: "Show all", "显示全部", "顯示全部", "すべて表示", "Показать все";
    state: "State", "状态", "狀態", "状態", "Состояние";
    every_state: "All", "全部", "全部", "すべて", "Все";
    enabled: "enabled", "已启用", "已啟用", "有効", "включён";
    disabled: "disabled", "已停用", "已停用", "無効", "выключен";
    group: "Group", "分组", "群組", "グループ", "Группа";

    today: "Today", "今日", "今日", "今日", "Сегодня";
    today_is:
        "Cost, requests that it answered, and the share of attempts at it that succeeded, since midnight.",
        "零点以来的费用、由它应答的请求数，以及对它的尝试的成功率。",
        "午夜以來的費用、由它回應的請求數，以及對它的嘗試的成功率。",
        "午前0時以降のコスト、応答したリクエスト数、試行の成功率です。",
        "С полуночи: стоимость, запросы, на которые он ответил, и доля успешных попыток.";
    requests(n): "{n} req", "{n} 次请求", "{n} 次請求", "{n} 件", "запросов: {n}";
    last_day: "24 h", "24 小时", "24 小時", "24時間", "24 ч";
    last_day_is:
        "How attempts at it ended, hour by hour. An attempt that failed counts even if another provider answered in the end.",
        "每小时对它的尝试结果。失败的尝试即使最终由其他供应商应答也会计入。",
        "每小時對它的嘗試結果。失敗的嘗試即使最後由其他供應商回應也會計入。",
        "1時間ごとの試行結果です。最終的に別のプロバイダーが応答しても、失敗した試行は数えます。",
        "Чем закончились попытки, по часам. Неудачная попытка считается, даже если в итоге ответил другой провайдер.";
    figure_of(figure, name):
        "{figure} of {name}",
        "{name} 的{figure}",
        "{name} 的{figure}",
        "{name} の{figure}",
        "{figure}: {name}";

    copy: "Clone", "克隆", "複製", "複製", "Клонировать";
    copies(name):
        "A copy of {name}. Its credential and proxy are copied inside the hub, unless you enter others.",
        "{name} 的副本。凭据和代理由中转站直接复制，也可在此填写新的。",
        "{name} 的副本。憑證和代理伺服器由中轉站直接複製，也可在此填寫新的。",
        "{name} の複製です。認証情報とプロキシはハブ内でコピーされます。別のものを入力することもできます。",
        "Копия {name}. Учётные данные и прокси копируются внутри хаба, если не ввести другие.";

    view: "View", "视图", "檢視", "表示", "Вид";
    as_list: "List", "列表", "列表", "リスト", "Список";
    as_cards: "Cards", "卡片", "卡片", "カード", "Карточки";

    many: "Several at once", "批量操作", "批次操作", "一括操作", "Групповые действия";
    choose(name): "Choose {name}", "选择 {name}", "選取 {name}", "{name} を選択", "Выбрать {name}";
    choose_all: "Choose all shown", "选择显示的全部", "選取顯示的全部", "表示中のすべてを選択", "Выбрать все показанные";
    all_shown(n): "All shown: {n}", "全选（{n}）", "全選（{n}）", "表示中のすべて：{n}", "Все показанные: {n}";
    chosen(n): "Chosen: {n}", "已选：{n}", "已選：{n}", "選択中：{n}", "Выбрано: {n}";
    choose_none: "Choose none", "取消选择", "取消選取", "選択を解除", "Снять выбор";
    enable: "Enable", "启用", "啟用", "有効にする", "Включить";
    disable: "Disable", "停用", "停用", "無効にする", "Выключить";
    change: "Change…", "修改…", "修改…", "変更…", "Изменить…";
    reset_breakers: "Reset breakers", "重置熔断", "重設斷路器", "ブレーカーをリセット", "Сбросить предохранители";
    breakers_reset(n):
        "Breakers are reset, of providers: {n}",
        "已重置 {n} 个供应商的熔断",
        "已重設 {n} 個供應商的斷路器",
        "{n} 件のプロバイダーのブレーカーをリセットしました",
        "Предохранители сброшены, провайдеров: {n}";
    delete: "Delete", "删除", "刪除", "削除", "Удалить";
    change_title(n):
        "Change providers: {n}",
        "修改 {n} 个供应商",
        "修改 {n} 個供應商",
        "{n} 件のプロバイダーを変更",
        "Изменить провайдеров: {n}";
    delete_title(n):
        "Delete providers: {n}",
        "删除 {n} 个供应商",
        "刪除 {n} 個供應商",
        "{n} 件のプロバイダーを削除",
        "Удалить провайдеров: {n}";
    by_commas: "Separated by commas.", "用逗号分隔。", "以逗號分隔。", "カンマ区切り。", "Через запятую.";
    empty_stays:
        "What is left empty stays as it is.",
        "留空的项目保持不变。",
        "留空的項目維持不變。",
        "空欄の項目は変更されません。",
        "Пустые поля остаются как есть.";
    nothing_typed:
        "Enter what to change.",
        "请填写要修改的内容。",
        "請填寫要修改的內容。",
        "変更する内容を入力してください。",
        "Укажите, что изменить.";
    preview: "Preview", "预览", "預覽", "プレビュー", "Предпросмотр";
    back: "Back", "返回", "返回", "戻る", "Назад";
    apply: "Apply", "应用", "套用", "適用", "Применить";
    stays: "stays as it is", "保持不变", "維持不變", "変更なし", "без изменений";
    is_deleted: "will be deleted", "将被删除", "將被刪除", "削除されます", "будет удалён";
    none_left:
        "No provider stays enabled: every request will be refused.",
        "将没有任何启用的供应商，所有请求都会被拒绝。",
        "將沒有任何啟用的供應商，所有請求都會遭拒絕。",
        "有効なプロバイダーがなくなり、すべてのリクエストが拒否されます。",
        "Не останется включённых провайдеров: все запросы будут отклоняться.";
    changed(n):
        "Providers changed: {n}",
        "已修改 {n} 个供应商",
        "已修改 {n} 個供應商",
        "{n} 件のプロバイダーを変更しました",
        "Изменено провайдеров: {n}";
    nothing_changed:
        "Nothing had to change",
        "无需修改",
        "無需修改",
        "変更はありませんでした",
        "Менять было нечего";
    undo: "Undo", "撤销", "復原", "元に戻す", "Отменить";
    undone: "Everything is as it was", "已恢复原状", "已恢復原狀", "元に戻しました", "Всё возвращено как было";
});
