use super::*;

fn known() -> KnownSettings {
    let without = Settings { time_zone: "Asia/Tokyo".into(), ..Settings::default() };
    let in_force = Settings { log_days: Some(30), rectifiers_off: vec![Rectifier::GeminiIds], ..without.clone() };
    KnownSettings { in_force, without, set: vec![Setting::LogDays], environment: vec![Setting::TimeZone] }
}

fn json(draft: Draft) -> String {
    serde_json::to_string(&draft.patch().unwrap()).unwrap()
}

#[test]
fn only_what_changed_is_sent() {
    Owner::new().with(|| {
        let draft = Draft::new(&known());
        assert!(!draft.is_changed());
        assert_eq!(json(draft), "{}");
        let write = |setting, text: &str| draft.line(setting).text.set(text.into());
        write(Setting::SiteTitle, " Team hub ");
        write(Setting::LimitWarnPercents, "50,90 99");
        write(Setting::LogDays, "");
        let off = draft.line(Setting::RectifiersOff).text;
        off.set(switched(&off.get(), Rectifier::ThinkingBudget, false));
        off.set(switched(&off.get(), Rectifier::GeminiIds, true));
        let sent = r#"{"site_title":"Team hub","rectifiers_off":["thinking_budget"],"limit_warn_percents":[50,90,99],"log_days":null}"#;
        assert_eq!(json(draft), sent);
        draft.discard();
        assert!(!draft.is_changed());
    });
}

#[test]
fn what_is_set_can_go_back() {
    Owner::new().with(|| {
        let draft = Draft::new(&known());
        let days = draft.line(Setting::LogDays);
        assert!(days.may_go_back() && !draft.line(Setting::TimeZone).may_go_back());
        days.go_back();
        assert!(draft.is_changed() && !days.may_go_back());
        assert_eq!(json(draft), r#"{"reset":["log_days"]}"#);
        days.text.set("7".into());
        assert_eq!(json(draft), r#"{"log_days":7}"#, "whoever goes on writing sets it");
        draft.saved(&KnownSettings::default());
        assert!(!draft.is_changed() && days.origin() == Origin::Default);
    });
}

#[test]
fn what_cannot_be_read_is_named() {
    Owner::new().with(|| {
        for (setting, text) in [
            (Setting::LogDays, "a month"),
            (Setting::PriceSyncHours, "1.5"),
            (Setting::LimitWarnPercents, "95, 80"),
            (Setting::LimitWarnPercents, "half"),
        ] {
            let draft = Draft::new(&known());
            draft.line(setting).text.set(text.into());
            assert_eq!(draft.patch(), Err(setting), "{text}");
        }
    });
}

#[test]
fn each_setting_has_its_line() {
    Owner::new().with(|| {
        let draft = Draft::new(&known());
        assert!(Setting::ALL.into_iter().all(|setting| draft.line(setting).setting == setting));
    });
}
