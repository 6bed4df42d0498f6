//! Places in a pack's JSON where mutations take hold.

use serde_json::Value;

/// Choices that are the same on every run.
pub struct Pick(u64);

impl Pick {
    pub fn new(seed: &str) -> Self {
        // FNV, so that every pack and mutation has choices of its own.
        let hash = seed.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(hash | 1)
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    /// Whether one of so many is taken.
    pub fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    pub fn of<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

pub fn members(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_object_mut().into_iter().flat_map(|object| object.values_mut())
}

pub fn items(value: &mut Value) -> impl Iterator<Item = &mut Value> {
    value.as_array_mut().into_iter().flatten()
}

/// Flows, their entries with them.
pub fn flows(pack: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    members(&mut pack["data"]["flos"]).for_each(change);
}

/// Flows that are in the pack.
pub fn inside(pack: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    members(&mut pack["data"]["flos"]).filter(|flow| flow["data"].is_object()).for_each(change);
}

/// Bodies of flows and those inlined into cards.
pub fn bodies(pack: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    inside(pack, &mut |flow| inner(&mut flow["data"], change));
}

fn inner(body: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    change(body);
    for card in items(&mut body["methods"]) {
        let model = &mut card["node"]["model"];
        let handler = model.pointer_mut("/policy/error/flo").filter(|flow| flow.is_object());
        handler.into_iter().for_each(|body| inner(body, change));
        for input in members(&mut model["inputs"]["data"]) {
            let body = input.pointer_mut("/value/data").filter(|datum| datum.get("methods").is_some());
            body.into_iter().for_each(|body| inner(body, change));
        }
    }
}

pub fn cards(pack: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    bodies(pack, &mut |body| items(&mut body["methods"]).for_each(&mut *change));
}

/// Cards that people see. A Join is drawn as the end of its If/Else, an event's loop not at all, and neither are
/// start and Return of a body inlined into a card.
pub fn shown(pack: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    bodies(pack, &mut |body| {
        let inlined = body["id"].is_string();
        let mut event: Option<Value> = None;
        for card in items(&mut body["methods"]) {
            let frame = inlined && (is(card, "control:callable") || is(card, "control:return"));
            let shown = card["node"]["model"]["displayed"] == true;
            if shown && !frame && !is(card, "control:join") && !is_event_loop(card) {
                change(card);
                event = event
                    .or_else(|| (card["node"]["model"]["webhook"] == true).then(|| card["node"].clone()));
            } else if let Some(event) = event.as_ref().filter(|_| is_event_loop(card)) {
                like_event(card, event);
            }
        }
    });
}

/// The body of an event's loop starts with a card that looks like the event.
fn like_event(each: &mut Value, event: &Value) {
    let inputs = members(&mut each["node"]["model"]["inputs"]["data"]);
    let cards = inputs.filter(|input| input["value"]["data"].is_object());
    for start in cards.flat_map(|input| items(&mut input["value"]["data"]["methods"])) {
        if is(start, "control:callable") {
            retitle(start, event["data"]["name"].as_str().unwrap_or_default());
            match event["model"].get("comments") {
                Some(comments) => set(&mut start["node"]["model"], "comments", comments.clone()),
                None => drop(&mut start["node"]["model"], "comments"),
            }
        }
    }
}

/// Inputs and outputs, with the name of their side.
pub fn fields(pack: &mut Value, change: &mut dyn FnMut(&mut Value, &str)) {
    cards(pack, &mut |card| {
        for side in ["inputs", "outputs"] {
            members(&mut card["node"]["model"][side]["data"]).for_each(|field| change(field, side));
        }
    });
}

/// Tables that are in the pack.
pub fn tables(pack: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    members(&mut pack["data"]["tables"]).filter(|table| table["data"].is_object()).for_each(change);
}

/// The loop of an event flow, with the real flow as its body.
fn is_event_loop(card: &Value) -> bool {
    let inputs = card["node"]["model"]["inputs"]["data"].as_object().unwrap();
    is(card, "list:asyncEach") && inputs.values().any(|input| input["value"]["data"].is_object())
}

/// Sets a member of an object.
pub fn set(value: &mut Value, key: &str, new: impl Into<Value>) {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), new.into());
    }
}

/// Drops a member of an object, the others stay in order.
pub fn drop(value: &mut Value, key: &str) {
    if let Some(object) = value.as_object_mut() {
        object.shift_remove(key);
    }
}

/// The title of a card, where it stands.
pub fn retitle(card: &mut Value, title: &str) {
    set(&mut card["node"]["data"], "name", title);
    set(&mut card["node"]["model"]["metadata"], "name", title);
}

/// Whether it is this system card.
pub fn is(card: &Value, kernel: &str) -> bool {
    let address = card["address"].as_str().unwrap_or_default();
    let wanted =
        kernel.split_once(':').map(|(channel, method)| format!("root:kernel:{channel}:0.0.1:{method}"));
    Some(address) == wanted.as_deref()
}

/// Drops connections that no card uses any more, and flows outside the pack that nothing names any more.
pub fn unused(pack: &mut Value) {
    let inside: String = members(&mut pack["data"]["flos"]).map(|flow| flow["data"].to_string()).collect();
    if let Some(flows) = pack["data"]["flos"].as_object_mut() {
        flows.retain(|id, flow| flow["data"].is_object() || inside.contains(id.as_str()));
    }
    let mut used: Vec<String> = Vec::new();
    cards(pack, &mut |card| used.extend(card["node"]["model"]["config"].as_str().map(str::to_owned)));
    if let Some(configs) = pack["data"]["configs"].as_object_mut() {
        configs.retain(|id, _| used.contains(id));
    }
}
