texts!(user UserTexts {
    title: "Users & keys", "用户与密钥", "使用者與金鑰", "ユーザーとキー", "Пользователи и ключи";
    add: "Add a user", "添加用户", "新增使用者", "ユーザーを追加", "Добавить пользователя";
    edit(name): "Edit {name}", "编辑 {name}", "編輯 {name}", "{name} を編集", "Изменить {name}";
    find:
        "Find a user or key",
        "查找用户或密钥",
        "搜尋使用者或金鑰",
        "ユーザーまたはキーを検索",
        "Найти пользователя или ключ";
    none: "No user yet", "还没有用户", "還沒有使用者", "ユーザーはまだいません", "Пользователей пока нет";
    none_hint:
        "A user is a person or a machine. Each has keys of its own, so that the log and the costs say who it was.",
        "用户可以是人，也可以是机器。每个用户有自己的密钥，日志和成本据此归属。",
        "使用者可以是人，也可以是機器。每個使用者都有自己的金鑰，記錄與費用據此歸屬。",
        "ユーザーは人でも機械でもかまいません。それぞれが自分のキーを持つので、ログとコストで誰の利用かが分かります。",
        "Пользователь — это человек или машина. У каждого свои ключи, поэтому по журналу и расходам видно, кто это был.";
    none_found:
        "No user or key fits",
        "没有匹配的用户或密钥",
        "沒有符合的使用者或金鑰",
        "該当するユーザーやキーはありません",
        "Пользователи и ключи не найдены";
    show_all: "Show all", "显示全部", "顯示全部", "すべて表示", "Показать все";
    user_gone:
        "This user does not exist any more.",
        "该用户已不存在。",
        "該使用者已不存在。",
        "このユーザーはもう存在しません。",
        "Этого пользователя больше нет.";
    key_gone:
        "This key does not exist any more.",
        "该密钥已不存在。",
        "該金鑰已不存在。",
        "このキーはもう存在しません。",
        "Этого ключа больше нет.";

    name: "Name", "名称", "名稱", "名前", "Имя";
    user_or_key: "User · key", "用户 · 密钥", "使用者 · 金鑰", "ユーザー · キー", "Пользователь · ключ";
    access: "Access", "权限", "權限", "アクセス", "Доступ";
    role: "Role", "角色", "角色", "ロール", "Роль";
    role_user: "User", "普通用户", "一般使用者", "一般ユーザー", "Пользователь";
    role_admin: "Admin", "管理员", "管理員", "管理者", "Администратор";
    groups: "Groups", "分组", "群組", "グループ", "Группы";
    groups_help:
        "Which providers may serve: separated by commas, empty is “default”, * is all.",
        "决定可用的供应商：用逗号分隔，留空为 default，* 表示全部。",
        "決定可用的供應商：以逗號分隔，留空為 default，* 表示全部。",
        "使えるプロバイダーを決めます。カンマ区切りで、空欄は default、* はすべてを表します。",
        "Определяют доступных провайдеров. Через запятую; пусто — «default», * — все.";
    key_groups_help:
        "Separated by commas; empty takes the user's.",
        "用逗号分隔，留空则与用户相同。",
        "以逗號分隔，留空則與使用者相同。",
        "カンマ区切り。空欄ならユーザーと同じです。",
        "Через запятую; пусто — как у пользователя.";
    as_user: "as the user", "同用户", "同使用者", "ユーザーと同じ", "как у пользователя";
    models: "Models allowed", "允许的模型", "允許的模型", "許可するモデル", "Разрешённые модели";
    models_help:
        "Separated by commas; empty allows every model.",
        "用逗号分隔，留空则允许所有模型。",
        "以逗號分隔，留空則允許所有模型。",
        "カンマ区切り。空欄ならすべてのモデルを許可します。",
        "Через запятую; пусто — разрешены все модели.";
    every_model: "every model", "所有模型", "所有模型", "全モデル", "все модели";
    expires: "Expires", "有效期", "有效期限", "有効期限", "Срок действия";
    expires_help:
        "In your time zone; empty never expires.",
        "按你的时区计算，留空则永不过期。",
        "依你的時區計算，留空則永不過期。",
        "お使いのタイムゾーンでの日時です。空欄なら無期限です。",
        "В вашем часовом поясе; пусто — бессрочно.";
    never: "never", "永不过期", "永不過期", "無期限", "бессрочно";
    expired: "expired", "已过期", "已過期", "期限切れ", "истёк";
    note: "Note", "备注", "備註", "メモ", "Заметка";
    enabled: "Enabled", "启用", "啟用", "有効", "Включено";
    user_enabled_help:
        "Off: all keys of this user are refused.",
        "关闭后，该用户的所有密钥都会被拒绝。",
        "關閉後，該使用者的所有金鑰都會被拒絕。",
        "オフにすると、このユーザーのすべてのキーが拒否されます。",
        "Если выключить, все ключи этого пользователя отклоняются.";
    key_enabled_help:
        "Off: requests with this key are refused.",
        "关闭后，使用此密钥的请求会被拒绝。",
        "關閉後，使用此金鑰的請求會被拒絕。",
        "オフにすると、このキーによるリクエストが拒否されます。",
        "Если выключить, запросы с этим ключом отклоняются.";
    enabled_of(name): "{name} enabled", "启用 {name}", "啟用 {name}", "{name} を有効にする", "Включить {name}";
    can_login: "Signs in as its owner", "以所有者身份登录", "以擁有者身分登入", "所有者としてログイン", "Вход от имени владельца";
    can_login_help:
        "In this console its owner sees their own figures then, an admin everything. Without it, whoever signs in with this key sees its own requests only.",
        "开启后，持有者登录控制台可查看自己的全部数据，管理员可查看一切；关闭后，用此密钥登录只能看到它自己的请求。",
        "開啟後，持有者登入主控台可查看自己的全部資料，管理員可查看一切；關閉後，用此金鑰登入只能看到它自己的請求。",
        "オンにすると、コンソールで所有者は自分の全データを、管理者はすべてを確認できます。オフのキーでログインした場合は、そのキーのリクエストだけが表示されます。",
        "С ним владелец видит в консоли все свои данные, а администратор — всё. Без этого вход с ключом показывает только его собственные запросы.";
    signs_in: "as its owner", "与所有者相同", "與擁有者相同", "所有者として", "как владелец";
    requests_only: "own requests only", "仅自己的请求", "僅自己的請求", "自身のリクエストのみ", "только свои запросы";

    batch_title(n): "Change chosen: {n}", "修改已选的 {n} 项", "修改已選的 {n} 項", "選択した {n} 件を変更", "Изменить выбранное: {n}";
    batch_done(n): "Done for: {n}", "已处理 {n} 项", "已處理 {n} 項", "{n} 件を処理しました", "Готово: {n}";
    batch_delete(n): "Delete chosen: {n}", "删除已选的 {n} 项", "刪除已選的 {n} 項", "選択した {n} 件を削除", "Удалить выбранное: {n}";
    batch_delete_text:
        "Users go with all their keys, and requests with these keys are refused from now on. What they used stays in the figures.",
        "用户将连同其全部密钥一并删除，这些密钥的请求即刻被拒绝；已产生的用量仍保留在统计中。",
        "使用者將連同其所有金鑰一併刪除，這些金鑰的請求立即被拒絕；已產生的用量仍保留在統計中。",
        "ユーザーはすべてのキーとともに削除され、これらのキーによるリクエストは直ちに拒否されます。これまでの利用量は集計に残ります。",
        "Пользователи удаляются со всеми ключами, запросы с ними сразу отклоняются. Использованное остаётся в статистике.";
    expiry_keep: "as it is", "保持不变", "維持不變", "そのまま", "как есть";
    expiry_until: "at a date", "指定日期", "指定日期", "日時を指定", "до даты";
    expiry_missing: "Enter a date.", "请填写日期。", "請填寫日期。", "日時を入力してください。", "Укажите дату.";

    new_key: "New key", "新建密钥", "新增金鑰", "新しいキー", "Новый ключ";
    new_key_for(name):
        "New key for {name}",
        "为 {name} 新建密钥",
        "為 {name} 新增金鑰",
        "{name} の新しいキー",
        "Новый ключ для {name}";
    key_name_help:
        "Where it is used, such as “laptop” or “ci”.",
        "用途，例如 laptop 或 ci。",
        "用途，例如 laptop 或 ci。",
        "「laptop」や「ci」など、使う場所を入力します。",
        "Где используется, например «laptop» или «ci».";
    create: "Create", "创建", "建立", "作成", "Создать";
    key_of(name): "Key of {name}", "{name} 的密钥", "{name} 的金鑰", "{name} のキー", "Ключ пользователя {name}";
    key_ready(name):
        "The key “{name}” is ready",
        "密钥 {name} 已创建",
        "金鑰「{name}」已建立",
        "キー「{name}」を作成しました",
        "Ключ «{name}» готов";
    once: "Copy it now.", "请立即复制。", "請立即複製。", "今すぐコピーしてください。", "Скопируйте его сейчас.";
    once_text:
        "It is shown only this once; the hub keeps no copy that could be read.",
        "密钥仅显示这一次，系统不保存可读取的副本。",
        "金鑰僅顯示這一次，中轉站不會保留可讀取的副本。",
        "表示されるのは今回だけです。ハブは読み取れる形の控えを残しません。",
        "Он показывается только один раз: хаб не хранит копии, которую можно прочитать.";
    connect: "Connect with this key", "用此密钥接入", "使用此金鑰連線", "このキーで接続", "Подключиться с этим ключом";
    done: "Done", "完成", "完成", "完了", "Готово";

    save: "Save", "保存", "儲存", "保存", "Сохранить";
    delete: "Delete", "删除", "刪除", "削除", "Удалить";
    saved(name): "{name} is saved", "已保存 {name}", "已儲存 {name}", "{name} を保存しました", "Сохранено: {name}";
    deleted(name): "{name} is deleted", "已删除 {name}", "已刪除 {name}", "{name} を削除しました", "Удалено: {name}";
    delete_title(name):
        "Delete {name}?",
        "删除 {name}？",
        "刪除 {name}？",
        "{name} を削除しますか？",
        "Удалить {name}?";
    delete_user_text(keys):
        "Keys that stop working at once: {keys}. Log rows and costs stay.",
        "立即失效的密钥数：{keys}。日志和成本记录会保留。",
        "立即失效的金鑰數：{keys}。記錄與費用會保留。",
        "すぐに使えなくなるキーの数：{keys}。ログとコストは残ります。",
        "Ключей, которые сразу перестанут работать: {keys}. Записи журнала и расходы сохранятся.";
    delete_key_text(hint):
        "Whoever still sends {hint} is refused at once. Log rows and costs stay.",
        "仍在使用 {hint} 的请求会立即被拒绝。日志和成本记录会保留。",
        "仍使用 {hint} 的請求會立即被拒絕。記錄與費用會保留。",
        "{hint} を使うリクエストはすぐに拒否されます。ログとコストは残ります。",
        "Запросы с {hint} сразу начнут отклоняться. Записи журнала и расходы сохранятся.";

    must: "This must not be empty.", "不能为空。", "不可留空。", "必ず入力してください。", "Поле не может быть пустым.";
    admins_only: "For admins only", "仅限管理员", "僅限管理員", "管理者専用", "Только для администраторов";
    admins_only_hint:
        "You are signed in as someone who cannot see this page.",
        "当前账号无权查看此页面。",
        "目前的帳號無權檢視此頁面。",
        "現在のアカウントではこのページを表示できません。",
        "У вашей учётной записи нет доступа к этой странице.";
});
