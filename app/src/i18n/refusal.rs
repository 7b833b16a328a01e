texts!(refusal RefusalTexts {
    away:
        "The hub cannot be reached. Try again.",
        "无法连接到服务，请重试。",
        "無法連線到中轉站，請重試。",
        "ハブに接続できません。もう一度お試しください。",
        "Хаб недоступен. Повторите попытку.";
    name_taken:
        "This name is taken.",
        "该名称已被使用。",
        "此名稱已被使用。",
        "この名前はすでに使われています。",
        "Это имя уже занято.";
    lost:
        "What was typed here will be lost.",
        "已填写的内容将会丢失。",
        "已填寫的內容將會遺失。",
        "入力した内容は失われます。",
        "Введённые данные будут потеряны.";
});
