//! Real packs, where they are at hand.
#![allow(dead_code, clippy::indexing_slicing, clippy::print_stderr, clippy::unwrap_used, missing_docs)]

pub mod own;

/// Names and texts of the packs at hand, flows of connectors among them; `FLOWC_PACK` picks those whose name
/// contains it.
pub fn corpus() -> Vec<(String, String)> {
    let mut packs = ordinary();
    packs.extend(chosen(flowc_tests::connector_flows()));
    packs
}

/// Without flows of connectors, of which a fresh build knows too little.
pub fn ordinary() -> Vec<(String, String)> {
    chosen(flowc_tests::corpus())
}

fn chosen(packs: Vec<flowc_tests::RealPack>) -> Vec<(String, String)> {
    let only = std::env::var("FLOWC_PACK").unwrap_or_default();
    packs.into_iter().map(|pack| (pack.name, pack.text)).filter(|(name, _)| name.contains(&only)).collect()
}

/// The platform's signatures and what the pack itself teaches.
pub fn signatures(pack: &flowc_okta::Pack) -> flowc_stdlib::signature::Signatures {
    let mut signatures = flowc_stdlib::signature::Signatures::system();
    flowc_okta::learn(pack).into_iter().for_each(|learned| signatures.add(learned));
    signatures
}

/// Where two JSON texts differ, order of keys aside.
pub fn difference(left: &str, right: &str) -> Option<String> {
    fn at(left: &serde_json::Value, right: &serde_json::Value, path: &mut String) -> Option<String> {
        use serde_json::Value::{Array, Object};
        let length = path.len();
        match (left, right) {
            (Object(a), Object(b)) => {
                for (key, value) in a {
                    path.push_str(&format!(".{key}"));
                    let Some(other) = b.get(key) else { return Some(format!("{path} is too much")) };
                    if let Some(found) = at(value, other, path) {
                        return Some(found);
                    }
                    path.truncate(length);
                }
                b.keys().find(|key| !a.contains_key(*key)).map(|key| format!("{path}.{key} is missing"))
            }
            (Array(a), Array(b)) if a.len() == b.len() => {
                for (position, (value, other)) in a.iter().zip(b).enumerate() {
                    path.push_str(&format!("[{position}]"));
                    if let Some(found) = at(value, other, path) {
                        return Some(found);
                    }
                    path.truncate(length);
                }
                None
            }
            (a, b) => (a != b && a.as_f64() != b.as_f64().or(Some(f64::NAN)))
                .then(|| format!("{path}: {} instead of {}", short(a), short(b))),
        }
    }
    fn short(value: &serde_json::Value) -> String {
        value.to_string().chars().take(160).collect()
    }
    at(&serde_json::from_str(left).unwrap(), &serde_json::from_str(right).unwrap(), &mut String::from("$"))
}
