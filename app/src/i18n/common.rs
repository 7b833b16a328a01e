use super::texts;

texts!(common Common {
    cancel: "Cancel", "取消";
    close: "Close", "关闭";
    copy: "Copy", "复制";
    copied: "Copied", "已复制";
    copy_failed: "Could not copy. Select the text and copy it by hand.", "复制失败，请手动选中文本后复制。";
    discard: "Discard changes", "放弃更改";
    keep_editing: "Keep editing", "继续编辑";
    unsaved: "There are unsaved changes.", "有尚未保存的更改。";
    retry: "Try again", "重试";
    request_id(id): "Request id {id}", "请求 ID {id}";
    show: "Show", "显示";
    hide: "Hide", "隐藏";
    loading: "Loading", "加载中";
    remove(name): "Remove {name}", "移除 {name}";
    notices: "Notices", "通知";
    page_not_found: "This page does not exist", "页面不存在";
    page_not_found_hint: "The address may be mistyped, or the page may have moved.", "地址可能有误，或者页面已被移动。";
    to_overview: "Go to the overview", "返回概览";

    now: "just now", "刚刚";
    seconds_ago(n): "{n} s ago", "{n} 秒前";
    minutes_ago(n): "{n} min ago", "{n} 分钟前";
    hours_ago(n): "{n} h ago", "{n} 小时前";
    ahead(span): "in {span}", "{span} 后";
    days_ago(n): "{n} d ago", "{n} 天前";

    chart_failed: "The chart could not be drawn. The table has the same figures.", "图表无法绘制，表格中有相同的数据。";
    part_lost: "This part of the console could not be loaded.", "控制台的这一部分无法加载。";
    as_chart: "Chart", "图表";
    as_table: "Table", "表格";
    total: "Total", "合计";
    time: "Time", "时间";
});
