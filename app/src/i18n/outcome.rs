texts!(outcome OutcomeText {
    running: "running", "进行中", "進行中", "処理中", "выполняется";
    ok: "ok", "成功", "成功", "成功", "успешно";
    refused: "refused", "已拒绝", "已拒絕", "拒否", "отклонён";
    vendor_error: "vendor error", "上游报错", "上游錯誤", "ベンダーエラー", "ошибка вендора";
    unreachable: "unreachable", "无法连接", "無法連線", "接続不可", "нет связи";
    timed_out: "timed out", "超时", "逾時", "タイムアウト", "тайм-аут";
    truncated: "cut off", "响应中断", "回應中斷", "応答中断", "ответ оборван";
    client_left: "client left", "客户端断开", "用戶端中斷連線", "クライアント切断", "клиент отключился";
    interrupted: "hub stopped", "中转站停止", "中轉站停止", "ハブ停止", "хаб остановлен";
});
