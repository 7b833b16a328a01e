//! Settings: what is in force, where it comes from, and the way back.

use crate::bench::{Bench, person};
use domain::UserId;
use domain::setting::{Origin, Setting, Settings, SettingsPatch};

contract!(say_where_they_come_from only_what_is_reset_goes_back refused_changes_leave_all_as_it_was);

fn patch(json: &str) -> SettingsPatch {
    serde_json::from_str(json).unwrap()
}

async fn say_where_they_come_from(bench: Bench) {
    let known = bench.control.settings().known(&bench.admin).await.unwrap();
    assert!(Setting::ALL.iter().all(|setting| known.origin(*setting) == Origin::Default));
    assert_eq!((&known.in_force, &known.without), (&Settings::default(), &Settings::default()));

    let zoned = bench.reopened(|options| options.time_zone = Some("Asia/Tokyo".into())).await.unwrap();
    let known = zoned.settings().known(&bench.admin).await.unwrap();
    assert_eq!(known.origin(Setting::TimeZone), Origin::Environment);
    assert_eq!(known.in_force.time_zone, "Asia/Tokyo");

    zoned.settings().update(&bench.admin, patch(r#"{"time_zone":"Europe/Rome","log_days":null}"#)).await.unwrap();
    let known = zoned.settings().known(&bench.admin).await.unwrap();
    assert_eq!((known.origin(Setting::TimeZone), known.origin(Setting::LogDays)), (Origin::Set, Origin::Set));
    assert_eq!(known.origin(Setting::SiteTitle), Origin::Default);
    assert_eq!((known.in_force.time_zone.as_str(), known.without.time_zone.as_str()), ("Europe/Rome", "Asia/Tokyo"));
    assert!(zoned.settings().known(&person(UserId(1))).await.is_err(), "admins only");
}

async fn only_what_is_reset_goes_back(bench: Bench) {
    let settings = bench.control.settings();
    let all = r#"{"site_title":"Team hub","log_days":30,"rectifiers_off":["gemini_ids"],"price_sync_hours":24}"#;
    settings.update(&bench.admin, patch(all)).await.unwrap();
    let after = settings.update(&bench.admin, patch(r#"{"reset":["log_days","rectifiers_off"]}"#)).await.unwrap();
    let expected = Settings { site_title: "Team hub".into(), price_sync_hours: 24, ..Settings::default() };
    assert_eq!(*after, expected);
    assert_eq!(*bench.second().await.settings().get(), expected);
    let known = settings.known(&bench.admin).await.unwrap();
    assert_eq!(known.set, [Setting::SiteTitle, Setting::PriceSyncHours]);

    let entry = bench.audited().await;
    assert_eq!(entry.row.action, "settings.update");
    assert_eq!(entry.before.unwrap()["log_days"], 30);
    assert!(entry.after.unwrap()["log_days"].is_null());
}

async fn refused_changes_leave_all_as_it_was(bench: Bench) {
    let settings = bench.control.settings();
    settings.update(&bench.admin, patch(r#"{"log_days":30}"#)).await.unwrap();
    let wrong = patch(r#"{"reset":["log_days"],"time_zone":"Moon/Base"}"#);
    assert!(settings.update(&bench.admin, wrong).await.is_err());
    let known = settings.known(&bench.admin).await.unwrap();
    assert_eq!((known.in_force.log_days, known.set), (Some(30), vec![Setting::LogDays]));
}
