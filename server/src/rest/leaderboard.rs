#![allow(unused_qualifications, reason = "the documentation macro names parameter types in full")]

use super::csv::file;
use super::{Asked, Problem, ProblemBody, Signed};
use app::AppState;
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use control::csv::BOM;
use control::service::{charge_back, leaderboard};
use domain::leaderboard::{Ask, ChargeBack, Leaderboard, Period, Statistics, When};
use domain::metric::Metric;
use domain::report::{Dimension, Filter};
use domain::{KeyId, Millis, ProviderId, UserId};
use futures_util::stream;
use serde::Deserialize;
use std::convert::Infallible;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

pub(super) fn router() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(board)).routes(routes!(statistics)).routes(routes!(charges))
}

#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Format {
    #[default]
    Json,
    /// UTF-8 with a byte order mark; texts that a spreadsheet would compute begin with an apostrophe.
    Csv,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct View {
    /// What lines are: users, keys, providers, models or groups.
    #[serde(default = "users")]
    #[param(inline)]
    scope: Dimension,
    #[serde(default)]
    #[param(inline)]
    span: Period,
    /// Of a custom span: unix milliseconds, from this instant on.
    from: Option<i64>,
    /// Of a custom span: unix milliseconds, before this instant.
    until: Option<i64>,
    /// Of a custom span: its first day in the hub's time zone, such as `2026-11-25`.
    first_day: Option<String>,
    /// Of a custom span: its last day.
    last_day: Option<String>,
    /// Only this user's.
    user: Option<i64>,
    key: Option<i64>,
    provider: Option<i64>,
    /// The model's whole name, as clients asked for it.
    model: Option<String>,
    /// The group whose multiplier was billed.
    group: Option<String>,
    /// Largest first, unless `ascending`.
    #[serde(default)]
    #[param(inline)]
    sort: Metric,
    #[serde(default)]
    ascending: bool,
    #[serde(default)]
    offset: usize,
    /// 1 to 1000; 100 when left out. CSV has every line.
    #[serde(default)]
    limit: usize,
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

fn users() -> Dimension {
    Dimension::User
}

impl View {
    fn ask(self) -> Ask {
        Ask {
            when: When {
                period: self.span,
                from: self.from.map(Millis),
                until: self.until.map(Millis),
                first_day: self.first_day,
                last_day: self.last_day,
            },
            by: self.scope,
            filter: Filter {
                user: self.user.map(UserId),
                key: self.key.map(KeyId),
                provider: self.provider.map(ProviderId),
                model: self.model,
                group: self.group,
            },
            sort: self.sort,
            ascending: self.ascending,
            offset: self.offset,
            limit: self.limit,
        }
    }
}

/// Rank users, keys, providers, models or groups
///
/// By any figure of any span, with the span before for comparison; the lines beyond the page are summed up in `others`.
/// With a filter it is a drill-down: `scope=model&user=7` are one user's models. Users see what they used themselves, and
/// with the setting `leaderboard_public` the sums of all users.
#[utoipa::path(get, path = "/api/v1/leaderboard", tag = "dashboard", params(View),
    responses((status = 200, content((Leaderboard = "application/json"), (String = "text/csv"))), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn board(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(view): Asked<View>,
) -> Result<Response, Problem> {
    let (format, ask, now) = (view.format, view.ask(), Millis::now());
    Ok(match format {
        Format::Json => Json(state.control.leaderboard(&actor, &ask, now).await?).into_response(),
        Format::Csv => {
            let board = state.control.whole_leaderboard(&actor, &ask, now).await?;
            csv("leaderboard", leaderboard::lines(board))
        }
    })
}

/// Figures over time
///
/// Of all that the filter lets through, and of the largest by `scope`.
#[utoipa::path(get, path = "/api/v1/statistics", tag = "dashboard", params(View),
    responses((status = 200, body = Statistics), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody),
        (status = 404, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn statistics(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(view): Asked<View>,
) -> Result<Json<Statistics>, Problem> {
    Ok(Json(state.control.statistics(&actor, &view.ask(), Millis::now()).await?))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Month {
    /// Such as `2026-11`, in the hub's time zone; this month when left out.
    month: Option<String>,
    #[serde(default)]
    #[param(inline)]
    format: Format,
}

/// Share out a month's bill
///
/// What each user used in each group, and each group in all. Users get their own lines.
#[utoipa::path(get, path = "/api/v1/reports/charge-back", tag = "dashboard", params(Month),
    responses((status = 200, content((ChargeBack = "application/json"), (String = "text/csv"))), (status = 400, body = ProblemBody), (status = 401, body = ProblemBody)),
    security(("bearer" = []), ("api_key" = []), ("console" = [])))]
async fn charges(
    State(state): State<AppState>,
    Signed(actor): Signed,
    Asked(Month { month, format }): Asked<Month>,
) -> Result<Response, Problem> {
    let report = state.control.charge_back(&actor, month.as_deref(), Millis::now()).await?;
    Ok(match format {
        Format::Json => Json(report).into_response(),
        Format::Csv => csv(&format!("charge-back-{}", report.month), charge_back::lines(report)),
    })
}

/// A file, written line by line while it is sent.
fn csv(name: &str, lines: impl Iterator<Item = String> + Send + 'static) -> Response {
    let chunks = std::iter::once(BOM.to_owned()).chain(lines).map(Ok::<_, Infallible>);
    file(name, Body::from_stream(stream::iter(chunks)))
}
