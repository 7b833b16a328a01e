use crate::ui::address;
use domain::simulation::SimulatedRequest;
use domain::{Dialect, Millis, Names};
use leptos_router::params::ParamsMap;

pub(super) const DIALECTS: [(Dialect, &str); 5] = [
    (Dialect::Anthropic, "anthropic"),
    (Dialect::Responses, "responses"),
    (Dialect::Chat, "chat"),
    (Dialect::Gemini, "gemini"),
    (Dialect::GeminiCli, "gemini-cli"),
];

pub(super) fn dialect_of(text: &str) -> Option<Dialect> {
    DIALECTS.into_iter().find(|(_, name)| *name == text).map(|(dialect, _)| dialect)
}

pub(super) fn text_of(dialect: Dialect) -> &'static str {
    DIALECTS.into_iter().find(|(known, _)| *known == dialect).map_or("", |(_, name)| name)
}

/// The request that the address describes; none where it names no protocol.
pub(super) fn read(map: &ParamsMap) -> Option<SimulatedRequest> {
    let text = |name| map.get_str(name).map(str::trim).filter(|text| !text.is_empty());
    Some(SimulatedRequest {
        dialect: dialect_of(text("dialect")?)?,
        model: text("model").map(str::to_owned),
        key_id: text("key").and_then(|id| id.parse().ok()),
        groups: text("groups").map(Names::split).unwrap_or_default(),
        client: text("client").unwrap_or_default().to_owned(),
        session: text("session").map(str::to_owned),
        at: text("at").and_then(|at| at.parse().ok()).map(Millis),
    })
}

/// The address of the answer to `request`.
pub(in crate::page) fn address_of(request: &SimulatedRequest) -> String {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let pairs = [
        ("key", request.key_id.map(|id| id.to_string())),
        ("groups", some(&request.groups.join(","))),
        ("dialect", some(text_of(request.dialect))),
        ("model", request.model.clone()),
        ("client", some(&request.client)),
        ("session", request.session.clone()),
        ("at", request.at.map(|at| at.0.to_string())),
    ];
    address("/simulator", &pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::KeyId;

    #[test]
    fn an_address_describes_a_request() {
        let map =
            |pairs: &[(&'static str, &str)]| pairs.iter().map(|(k, v)| (*k, (*v).to_owned())).collect::<ParamsMap>();
        let pairs = [("key", "3"), ("dialect", "gemini-cli"), ("model", "m"), ("client", "a b"), ("at", "5")];
        let request = read(&map(&pairs)).unwrap();
        assert_eq!((request.key_id, request.at), (Some(KeyId(3)), Some(Millis(5))));
        assert_eq!(address_of(&request), "/simulator?key=3&dialect=gemini-cli&model=m&client=a%20b&at=5");
        assert_eq!(read(&map(&[("model", "m")])), None);
        assert_eq!(read(&map(&[("dialect", "latin")])), None);
    }

    #[test]
    fn every_dialect_has_the_name_that_the_api_has_for_it() {
        for (dialect, name) in DIALECTS {
            assert_eq!(serde_json::to_value(dialect).unwrap(), name);
        }
    }
}
