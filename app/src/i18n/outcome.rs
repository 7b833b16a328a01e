use super::texts;

texts!(outcome OutcomeText {
    running: "running", "进行中";
    ok: "ok", "成功";
    refused: "refused", "已拒绝";
    vendor_error: "vendor error", "上游报错";
    unreachable: "unreachable", "无法连接";
    timed_out: "timed out", "超时";
    truncated: "cut off", "响应中断";
    client_left: "client left", "客户端断开";
    interrupted: "hub stopped", "中转站停止";
});
