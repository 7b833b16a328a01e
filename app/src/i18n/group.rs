texts!(group GroupTexts {
    title: "Groups", "分组", "群組", "グループ", "Группы";
    about:
        "Groups say which providers somebody's requests may go to, and at what multiplier they are billed.",
        "分组决定请求可以使用哪些供应商，以及按多少倍率计费。",
        "群組決定請求可使用哪些供應商，以及以多少倍率計費。",
        "グループは、リクエストをどのプロバイダーに送れるか、どの倍率で課金するかを決めます。",
        "Группы определяют, к каким провайдерам идут запросы и с каким множителем они оплачиваются.";
    add: "Add a group", "添加分组", "新增群組", "グループを追加", "Добавить группу";
    edit(name): "Group {name}", "分组 {name}", "群組 {name}", "グループ {name}", "Группа {name}";
    name: "Name", "名称", "名稱", "名前", "Название";
    name_help:
        "Users, keys and providers name it. It cannot be changed later.",
        "用户、密钥和供应商通过名称加入分组，名称创建后不能修改。",
        "使用者、金鑰與供應商以名稱加入群組，名稱建立後無法修改。",
        "ユーザー、キー、プロバイダーがこの名前で参加します。後から変更できません。",
        "По нему в группу входят пользователи, ключи и провайдеры. Изменить потом нельзя.";
    multiplier: "Cost multiplier", "成本倍率", "費用倍率", "コスト倍率", "Множитель стоимости";
    multiplier_help:
        "What a request costs is multiplied by it: 1.2 adds a fifth.",
        "请求的费用会乘以该倍率：1.2 即增加两成。",
        "請求的費用會乘以此倍率：1.2 即增加兩成。",
        "リクエストの料金に掛ける値です。1.2 なら 2 割増しになります。",
        "На него умножается стоимость запроса: 1.2 — на пятую часть больше.";
    multiplier_wrong:
        "This must be a number from 0 to 1000.",
        "请填写 0 至 1000 之间的数字。",
        "請填寫 0 至 1000 之間的數字。",
        "0～1000 の数値を入力してください。",
        "Нужно число от 0 до 1000.";
    note: "Note", "备注", "備註", "メモ", "Заметка";
    providers: "Providers", "供应商", "供應商", "プロバイダー", "Провайдеры";
    users: "Users", "用户", "使用者", "ユーザー", "Пользователи";
    keys: "Keys", "密钥", "金鑰", "キー", "Ключи";
    unserved: "No provider", "无可用供应商", "無可用供應商", "プロバイダーなし", "Нет провайдера";
    unserved_hint:
        "Keys are in this group, and no enabled provider is: their requests are refused unless another group of theirs helps.",
        "该分组中有密钥，但没有启用的供应商：若密钥没有其他可用分组，请求会被拒绝。",
        "此群組中有金鑰，但沒有啟用的供應商：若金鑰沒有其他可用群組，請求會被拒絕。",
        "このグループにはキーがありますが、有効なプロバイダーがありません。ほかに使えるグループがなければ、リクエストは拒否されます。",
        "В группе есть ключи, но нет включённого провайдера: их запросы отклоняются, если не поможет другая группа.";
    every_provider: "every provider", "全部供应商", "全部供應商", "すべてのプロバイダー", "все провайдеры";
    save: "Save", "保存", "儲存", "保存", "Сохранить";
    saved(name): "{name} is saved", "已保存 {name}", "已儲存 {name}", "{name} を保存しました", "{name}: сохранено";
    reset: "Delete", "删除", "刪除", "削除", "Удалить";
    reset_title(name): "Delete the group {name}?", "删除分组 {name}？", "刪除群組 {name}？", "グループ {name} を削除しますか？", "Удалить группу {name}?";
    reset_text:
        "Its multiplier is 1 from then on, and its note is gone. Whoever is in the group stays in it.",
        "删除后倍率变为 1，备注丢失；分组中的成员保持不变。",
        "刪除後倍率變為 1，備註遺失；群組中的成員維持不變。",
        "倍率は 1 に戻り、メモは失われます。メンバーはグループに残ります。",
        "Множитель станет равен 1, заметка пропадёт. Участники останутся в группе.";
    deleted(name): "{name} is deleted", "已删除 {name}", "已刪除 {name}", "{name} を削除しました", "{name}: удалено";
    gone: "This group is gone.", "该分组已不存在。", "此群組已不存在。", "このグループはもうありません。", "Этой группы больше нет.";
});
