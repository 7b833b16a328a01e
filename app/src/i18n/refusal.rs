use super::texts;

texts!(refusal RefusalTexts {
    away: "The hub cannot be reached. Try again.", "无法连接到服务，请重试。";
    name_taken: "This name is taken.", "该名称已被使用。";
    lost: "What was typed here will be lost.", "已填写的内容将会丢失。";
});
