// Spaces within a figure never break. The group mark of Russian is a narrow one, so that it is told from the space before a unit.
texts!(figure FigureText {
    point: ".", ".", ".", ".", ",";
    group: ",", ",", ",", ",", "\u{202f}";
    dollars(n): "${n}", "${n}", "${n}", "${n}", "{n}\u{a0}$";
    less(n): "<{n}", "<{n}", "<{n}", "<{n}", "<{n}";
    percent(n): "{n}\u{a0}%", "{n}%", "{n}%", "{n}%", "{n}\u{a0}%";
    scales: "k M B T", "k M B T", "k M B T", "k M B T", "тыс. млн млрд трлн";
    bytes: "B KB MB GB TB", "B KB MB GB TB", "B KB MB GB TB", "B KB MB GB TB", "Б КБ МБ ГБ ТБ";

    ms(n): "{n}\u{a0}ms", "{n}\u{a0}ms", "{n}\u{a0}ms", "{n}\u{a0}ms", "{n}\u{a0}мс";
    seconds(n): "{n}\u{a0}s", "{n}\u{a0}s", "{n}\u{a0}s", "{n}\u{a0}s", "{n}\u{a0}с";
    minutes(n): "{n}\u{a0}min", "{n}\u{a0}分钟", "{n}\u{a0}分鐘", "{n}分", "{n}\u{a0}мин";
    minutes_and(n, s):
        "{n}\u{a0}min {s}\u{a0}s",
        "{n}\u{a0}分\u{a0}{s}\u{a0}秒",
        "{n}\u{a0}分\u{a0}{s}\u{a0}秒",
        "{n}分{s}秒",
        "{n}\u{a0}мин {s}\u{a0}с";
    hours(n): "{n}\u{a0}h", "{n}\u{a0}小时", "{n}\u{a0}小時", "{n}時間", "{n}\u{a0}ч";
    hours_and(n, m):
        "{n}\u{a0}h {m}\u{a0}min",
        "{n}\u{a0}小时\u{a0}{m}\u{a0}分",
        "{n}\u{a0}小時\u{a0}{m}\u{a0}分",
        "{n}時間{m}分",
        "{n}\u{a0}ч {m}\u{a0}мин";
    days(n): "{n}\u{a0}d", "{n}\u{a0}天", "{n}\u{a0}天", "{n}日", "{n}\u{a0}д";
    days_and(n, h):
        "{n}\u{a0}d {h}\u{a0}h",
        "{n}\u{a0}天\u{a0}{h}\u{a0}小时",
        "{n}\u{a0}天\u{a0}{h}\u{a0}小時",
        "{n}日{h}時間",
        "{n}\u{a0}д {h}\u{a0}ч";
});
