//! Packs of one flow, as the console exports single flows: what the flow refers to is named, other flows stay behind.

use crate::decode;
use crate::model::{ById, Contents, Flow, Pack};

/// The flows of a connector in a pack, each as a pack of its own, with their titles.
pub fn connector_flows(pack: &Pack) -> Vec<(String, Pack)> {
    let flows = pack.data.flos.values();
    let own = flows.filter(|flow| flow.data.as_deref().is_some_and(|body| decode::builder(body).is_some()));
    own.map(|flow| (flow.name.to_string(), single(pack, flow))).collect()
}

fn single(pack: &Pack, flow: &Flow) -> Pack {
    // Ids are unlike anything else that a flow says.
    let text = serde_json::to_string(flow).unwrap_or_default();
    let data = &pack.data;
    let mut flos = ById::default();
    for (id, other) in &data.flos {
        if *id == flow.id {
            flos.insert(id.clone(), flow.clone());
        } else if text.contains(id.as_str()) {
            flos.insert(id.clone(), Flow { data: None, ..other.clone() });
        }
    }
    let named = |id: &str| text.contains(id);
    let contents = Contents {
        flos,
        configs: named_only(&data.configs, named),
        tables: named_only(&data.tables, named),
        groups: named_only(&data.groups, named),
        ..data.clone()
    };
    Pack { data: contents, ..pack.clone() }
}

fn named_only<T: Clone>(things: &ById<T>, named: impl Fn(&str) -> bool) -> ById<T> {
    things.iter().filter(|(id, _)| named(id)).map(|(id, thing)| (id.clone(), thing.clone())).collect()
}
