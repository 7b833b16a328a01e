texts!(common Common {
    cancel: "Cancel", "取消", "取消", "キャンセル", "Отмена";
    close: "Close", "关闭", "關閉", "閉じる", "Закрыть";
    copy: "Copy", "复制", "複製", "コピー", "Копировать";
    copied: "Copied", "已复制", "已複製", "コピーしました", "Скопировано";
    copy_failed:
        "Could not copy. Select the text and copy it by hand.",
        "复制失败，请手动选中文本后复制。",
        "複製失敗，請手動選取文字後複製。",
        "コピーできませんでした。テキストを選択して手動でコピーしてください。",
        "Не удалось скопировать. Выделите текст и скопируйте вручную.";
    discard: "Discard changes", "放弃更改", "捨棄變更", "変更を破棄", "Отменить изменения";
    keep_editing: "Keep editing", "继续编辑", "繼續編輯", "編集を続ける", "Продолжить правку";
    unsaved:
        "There are unsaved changes.",
        "有尚未保存的更改。",
        "有尚未儲存的變更。",
        "保存されていない変更があります。",
        "Есть несохранённые изменения.";
    retry: "Try again", "重试", "重試", "再試行", "Повторить";
    request_id(id): "Request id {id}", "请求 ID {id}", "請求 ID {id}", "リクエスト ID {id}", "ID запроса {id}";
    save_picture: "Save as a picture", "保存为图片", "儲存為圖片", "画像として保存", "Сохранить как картинку";
    show: "Show", "显示", "顯示", "表示", "Показать";
    hide: "Hide", "隐藏", "隱藏", "非表示", "Скрыть";
    loading: "Loading", "加载中", "載入中", "読み込み中", "Загрузка";
    remove(name): "Remove {name}", "移除 {name}", "移除 {name}", "{name} を削除", "Удалить {name}";
    notices: "Notices", "通知", "通知", "通知", "Уведомления";
    page_not_found:
        "This page does not exist",
        "页面不存在",
        "找不到此頁面",
        "ページが見つかりません",
        "Страница не найдена";
    page_not_found_hint:
        "The address may be mistyped, or the page may have moved.",
        "地址可能有误，或者页面已被移动。",
        "網址可能有誤，或頁面已移動。",
        "URL が間違っているか、ページが移動した可能性があります。",
        "Возможно, в адресе опечатка или страница перемещена.";
    to_overview: "Go to the overview", "返回概览", "返回總覽", "概要に戻る", "Перейти к обзору";

    now: "just now", "刚刚", "剛剛", "たった今", "только что";
    seconds_ago(n): "{n} s ago", "{n} 秒前", "{n} 秒前", "{n} 秒前", "{n} с назад";
    minutes_ago(n): "{n} min ago", "{n} 分钟前", "{n} 分鐘前", "{n} 分前", "{n} мин назад";
    hours_ago(n): "{n} h ago", "{n} 小时前", "{n} 小時前", "{n} 時間前", "{n} ч назад";
    ahead(span): "in {span}", "{span}后", "{span}後", "{span}後", "через {span}";
    days_ago(n): "{n} d ago", "{n} 天前", "{n} 天前", "{n} 日前", "{n} д назад";

    chart_failed:
        "The chart could not be drawn. The table has the same figures.",
        "图表无法绘制，表格中有相同的数据。",
        "無法繪製圖表，表格中有相同的資料。",
        "グラフを描画できませんでした。表に同じデータがあります。",
        "Не удалось построить график. Те же данные есть в таблице.";
    part_lost:
        "This part of the console could not be loaded.",
        "控制台的这一部分无法加载。",
        "無法載入主控台的這個部分。",
        "コンソールのこの部分を読み込めませんでした。",
        "Не удалось загрузить эту часть консоли.";
    as_chart: "Chart", "图表", "圖表", "グラフ", "График";
    as_table: "Table", "表格", "表格", "表", "Таблица";
    total: "Total", "合计", "合計", "合計", "Итого";
    time: "Time", "时间", "時間", "時刻", "Время";
});
