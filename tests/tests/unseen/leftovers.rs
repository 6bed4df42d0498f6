//! Mutations of what people leave behind while they edit: wires that are gone, fields that helpers had once,
//! values that nothing reads, names on everything.

use serde_json::{Map, Value, json};

use super::places::*;
use super::words::{TITLES, is_free};
use super::{Home, Mutation};

pub const ALL: &[Mutation] = &[
    Mutation { name: "values that no operator reads", home: Home::Wholly, change: unread_operands },
    Mutation {
        name: "wires that are gone",
        home: Home::Wholly,
        change: |pack, pick| cut(pack, pick, &|card, input| !is(card, "control:join") && is_free(input)),
    },
    Mutation {
        name: "operands of searches without a wire",
        home: Home::Wholly,
        change: |pack, pick| cut(pack, pick, &|_, input| input["group"] == "_expr"),
    },
    Mutation { name: "operands of searches without an input", home: Home::Wholly, change: without_operands },
    Mutation {
        name: "inputs and outputs that helpers had once",
        home: Home::Wholly,
        change: |pack, pick| {
            inside(pack, &mut |flow| {
                for card in items(&mut flow["data"]["methods"]).filter(|card| is(card, "control:callable")) {
                    if pick.one_in(2) {
                        forget(card);
                    }
                }
            })
        },
    },
    Mutation {
        name: "inputs that helpers have since",
        home: Home::Wholly,
        change: |pack, _| {
            inside(pack, &mut |flow| {
                for card in items(&mut flow["data"]["methods"]).filter(|card| is(card, "control:callable")) {
                    add_input(&mut card["node"]["model"], "added since");
                }
            })
        },
    },
    Mutation {
        name: "flows of a start card alone",
        home: Home::Wholly,
        change: |pack, pick| {
            inside(pack, &mut |flow| {
                let body = &mut flow["data"];
                let starts = |card: &Value| is(card, "control:callable") || is(card, "http:accept");
                if pick.one_in(2) && body["methods"].as_array().unwrap().iter().any(starts) {
                    body["methods"].as_array_mut().unwrap().retain(starts);
                    body["orderings"] = json!({});
                    items(&mut body["methods"]).for_each(|start| set(start, "pins", json!({})));
                }
            });
            unused(pack);
        },
    },
    Mutation {
        name: "flows without a card",
        home: Home::Locked,
        change: |pack, pick| {
            inside(pack, &mut |flow| {
                if pick.one_in(2) {
                    flow["data"]["methods"] = json!([]);
                    flow["data"]["orderings"] = json!({});
                }
            });
        },
    },
    Mutation { name: "a flow by itself, the first", home: Home::Wholly, change: |pack, _| alone(pack, 0) },
    Mutation { name: "a flow by itself, another", home: Home::Wholly, change: |pack, _| alone(pack, 3) },
    Mutation { name: "a flow by itself, a later one", home: Home::Wholly, change: |pack, _| alone(pack, 7) },
    Mutation { name: "flows that call themselves", home: Home::Wholly, change: call_themselves },
    Mutation {
        name: "all outputs have names of people's",
        home: Home::Wholly,
        change: |pack, pick| {
            cards(pack, &mut |card| {
                let address = card["address"].as_str().unwrap_or_default();
                let hidden = address.contains(":control:") || is(card, "object:expand");
                let model = &card["node"]["model"];
                if hidden || model["mirrored"] == true || model["webhook"] == true {
                    return;
                }
                for output in members(&mut card["node"]["model"]["outputs"]["data"]) {
                    if output["metadata"]["custom"] != true && output["group"].is_null() {
                        set(&mut output["metadata"], "displayname", *pick.of(TITLES));
                        set(&mut output["metadata"], "description", "");
                    }
                }
            })
        },
    },
    Mutation {
        name: "holes side by side and holes alone",
        home: Home::Wholly,
        change: |pack, _| {
            fields(pack, &mut |field, _| {
                if field["key"] == "_text_" {
                    let text = field["value"]["data"].as_str().unwrap_or_default();
                    let holes = text.split("{{{").skip(1).filter_map(|rest| rest.split_once("}}}"));
                    let alone: String = holes.map(|(hole, _)| format!("{{{{{{{hole}}}}}}}")).collect();
                    field["value"]["data"] = alone.into();
                }
            })
        },
    },
    Mutation {
        name: "holes that stand twice",
        home: Home::Locked,
        change: |pack, _| {
            fields(pack, &mut |field, _| {
                if field["key"] == "_text_" {
                    let text = field["value"]["data"].as_str().unwrap_or_default().to_owned();
                    field["value"]["data"] = format!("{text} {text}").into();
                }
            })
        },
    },
    Mutation {
        name: "two connections of each connector",
        home: Home::Wholly,
        change: |pack, pick| {
            let second = |id: &str| format!("ffffffff{}", &id[8..]);
            let configs = pack["data"]["configs"].as_object().cloned().unwrap_or_default();
            cards(pack, &mut |card| {
                let model = &mut card["node"]["model"];
                if let Some(id) = model["config"].as_str().filter(|_| pick.one_in(2)).map(second) {
                    set(model, "config", id);
                }
            });
            for (id, mut config) in configs {
                set(&mut config, "id", second(&id));
                set(&mut pack["data"]["configs"], &second(&id), config);
            }
            unused(pack);
        },
    },
    Mutation {
        name: "policies of starts",
        home: Home::Wholly,
        change: |pack, pick| {
            inside(pack, &mut |flow| {
                let starts = ["control:callable", "http:accept", "http:delegated", "control:noop"];
                for card in items(&mut flow["data"]["methods"]) {
                    if starts.iter().any(|start| is(card, start))
                        && card["node"]["model"]["displayed"] == true
                    {
                        card["node"]["model"]["policy"]["error"] = pick
                            .of(&[
                                json!({"type": "finish", "delay": 60000, "retry": 3}),
                                json!({"type": "finish", "delay": [60000, 180_000], "retry": 0, "retryCondition": "ratelimits"}),
                                json!({"type": "finish", "retryCondition": "timeouts"}),
                            ])
                            .clone();
                    }
                }
            })
        },
    },
    Mutation {
        name: "titles and notes of cards that are not shown",
        home: Home::Locked,
        change: |pack, pick| {
            cards(pack, &mut |card| {
                let hidden = card["node"]["model"]["displayed"] == false && !is(card, "object:expand");
                if hidden || is(card, "control:join") {
                    retitle(card, pick.of::<&str>(TITLES));
                    set(&mut card["node"]["model"], "comments", *pick.of(TITLES));
                }
            })
        },
    },
    Mutation { name: "long literals", home: Home::Wholly, change: long_literals },
    Mutation {
        name: "empty texts for null and null for empty texts",
        home: Home::Wholly,
        change: |pack, pick| {
            fields(pack, &mut |field, side| {
                if side == "inputs" && is_free(field) && pick.one_in(3) {
                    let datum = field["value"]["data"].clone();
                    field["value"]["data"] = match &datum {
                        Value::Null if field["value"]["type"] == "string" => "".into(),
                        Value::String(text) if text.is_empty() => Value::Null,
                        Value::Array(list) if list.is_empty() => Value::Null,
                        Value::Object(object) if object.is_empty() => Value::Null,
                        _ => return,
                    };
                }
            })
        },
    },
    Mutation {
        name: "literals of other types than their fields",
        home: Home::Locked,
        change: |pack, pick| {
            fields(pack, &mut |field, side| {
                if side == "inputs" && is_free(field) && pick.one_in(2) {
                    let datum = &mut field["value"]["data"];
                    *datum = match &*datum {
                        Value::String(text) if !text.is_empty() => {
                            pick.of(&[json!(12), json!(true), json!({"a": 1}), json!(["x"])]).clone()
                        }
                        Value::Number(number) => number.to_string().into(),
                        Value::Bool(flag) => flag.to_string().into(),
                        Value::Object(object) if !object.is_empty() => "{\"a\": 1}".into(),
                        _ => return,
                    };
                }
            })
        },
    },
    Mutation {
        name: "fields that cards do not offer",
        home: Home::Locked,
        change: |pack, pick| {
            cards(pack, &mut |card| {
                let address = card["address"].as_str().unwrap_or_default().to_owned();
                let plain = address.starts_with("root:kernel:") && !address.contains(":control:");
                let fixed = card["node"]["model"]["inputs"]["extensible"] != true;
                if plain && fixed && card["node"]["model"]["displayed"] == true && pick.one_in(3) {
                    let index = card["node"]["model"]["inputs"]["data"].as_object().map_or(0, Map::len);
                    let field = json!({"id": "newField1", "key": "newer", "group": null, "metadata": {"index": index}, "required": false, "flags": "d",
                        "value": {"type": "string", "collection": false, "data": "x", "available": null, "check": false, "error": false, "proxy": false}});
                    set(&mut card["node"]["model"]["inputs"]["data"], "newField1", field);
                }
            })
        },
    },
    Mutation {
        name: "columns of each type",
        home: Home::Wholly,
        change: |pack, pick| {
            tables(pack, &mut |table| {
                for column in items(&mut table["data"]["structure"]) {
                    set(column, "type", *pick.of(&["str", "dec", "bln", "dte"]));
                    set(column, "default", pick.of(&[json!(null), json!("")]).clone());
                }
            })
        },
    },
    Mutation { name: "ids as long as UUIDs", home: Home::Wholly, change: long_ids },
];

/// `is empty` with what was compared before beside it.
fn unread_operands(pack: &mut Value, pick: &mut Pick) {
    cards(pack, &mut |card| {
        let wired = wired(card);
        let data = &mut card["node"]["model"]["inputs"]["data"];
        let groups: Vec<Value> = members(data)
            .filter(|input| input["key"] == "operator")
            .map(|input| input["group"].clone())
            .filter(|_| pick.one_in(2))
            .collect();
        for input in members(data).filter(|input| groups.contains(&input["group"])) {
            if input["key"] == "operator" {
                set(&mut input["value"], "data", *pick.of(&["is empty", "is not empty"]));
            }
            let free = !wired.contains(&input["id"].as_str().unwrap_or_default().to_owned());
            if input["key"] == "right-operand" && input["value"]["type"] == "string" && free {
                set(&mut input["value"], "data", "what was compared before");
            }
        }
    });
}

/// Nobody knows from a card alone what is wired into it: none is, as far as it says.
fn wired(card: &Value) -> Vec<String> {
    let inputs = card["node"]["model"]["inputs"]["data"].as_object().cloned().unwrap_or_default();
    let empty =
        inputs.iter().filter(|(_, input)| input["value"]["data"].is_null() || input["value"]["data"] == "");
    empty.map(|(id, _)| id.clone()).collect()
}

/// Takes inputs of searches away that no wire leads to any more.
fn without_operands(pack: &mut Value, pick: &mut Pick) {
    cut(pack, pick, &|_, input| input["group"] == "_expr");
    bodies(pack, &mut |body| {
        let ends = |pins: &Value| -> Vec<String> {
            let ends = pins.as_array().into_iter().flatten().filter_map(|pin| pin["input"].as_str());
            ends.map(str::to_owned).collect()
        };
        let mut wired: Vec<String> = Vec::new();
        for card in items(&mut body["methods"]) {
            let targets = members(&mut card["pins"]).flat_map(members);
            wired.extend(targets.flat_map(|pins| ends(pins)));
        }
        for card in items(&mut body["methods"]) {
            if let Some(inputs) = card["node"]["model"]["inputs"]["data"].as_object_mut() {
                inputs.retain(|id, input| input["group"] != "_expr" || wired.contains(id));
            }
        }
    });
}

/// Takes wires away that lead into some inputs.
fn cut(pack: &mut Value, pick: &mut Pick, is_meant: &dyn Fn(&Value, &Value) -> bool) {
    bodies(pack, &mut |body| {
        let mut meant: Vec<(String, String)> = Vec::new();
        for card in items(&mut body["methods"]) {
            let uuid = card["uuid"].as_str().unwrap_or_default().to_owned();
            let inputs = card["node"]["model"]["inputs"]["data"].as_object().cloned().unwrap_or_default();
            let inputs =
                inputs.iter().filter(|(_, input)| is_meant(card, input) && !is(card, "object:expand"));
            meant.extend(inputs.map(|(id, _)| (uuid.clone(), id.clone())));
        }
        let inlined = body["id"].is_string();
        let is_source = |card: &Value| {
            let begins = inlined && is(card, "control:callable") || card["node"]["model"]["webhook"] == true;
            !is(card, "object:expand") && !begins
        };
        for card in items(&mut body["methods"]).filter(|card| is_source(card)) {
            for targets in members(&mut card["pins"]) {
                let Some(targets) = targets.as_object_mut() else { continue };
                for (target, pins) in targets.iter_mut() {
                    let Some(pins) = pins.as_array_mut() else { continue };
                    pins.retain(|pin| {
                        let input = pin["input"].as_str().unwrap_or_default().to_owned();
                        !(meant.contains(&(target.clone(), input)) && pick.one_in(3))
                    });
                }
                targets.retain(|_, pins| pins != &json!([]));
            }
        }
    });
}

/// A pack as the export of a single flow is: what it calls lies outside.
fn alone(pack: &mut Value, which: usize) {
    let text = |value: &Value| value.to_string();
    let all: Vec<String> = members(&mut pack["data"]["flos"])
        .filter(|flow| flow["data"].is_object())
        .map(|flow| flow["id"].as_str().unwrap().to_owned())
        .collect();
    let Some(kept) = all.get(which % all.len().max(1)) else { return };
    let body = text(&pack["data"]["flos"][kept]["data"]);
    pack["data"]["flos"].as_object_mut().unwrap().retain(|id, _| id == kept || body.contains(id.as_str()));
    members(&mut pack["data"]["flos"]).filter(|flow| flow["id"] != kept.as_str()).for_each(|flow| {
        set(flow, "data", Value::Null);
        set(flow, "description", "");
    });
    for part in ["tables", "groups"] {
        let things = pack["data"][part].as_object_mut().unwrap();
        things.retain(|id, _| part == "groups" || body.contains(id.as_str()));
    }
    unused(pack);
}

/// A helper's start loses the fields that nothing in it reads.
fn forget(start: &mut Value) {
    let pins = start["pins"].as_object().cloned().unwrap_or_default();
    let model = &mut start["node"]["model"];
    let lost: Vec<Value> = members(&mut model["outputs"]["data"])
        .filter(|output| output["metadata"]["custom"] == true)
        .filter(|output| !pins.contains_key(output["id"].as_str().unwrap_or_default()))
        .map(|output| json!([output["group"], output["key"]]))
        .collect();
    for side in ["inputs", "outputs"] {
        if let Some(data) = model[side]["data"].as_object_mut() {
            data.retain(|_, field| !lost.contains(&json!([field["group"], field["key"]])));
        }
    }
}

/// A helper's start takes one more field, which no caller gives.
fn add_input(model: &mut Value, key: &str) {
    for (side, id) in [("inputs", "sinceIn01"), ("outputs", "sinceOut1")] {
        let index = model[side]["data"].as_object().map_or(0, Map::len);
        let field = json!({"id": id, "key": key, "group": null, "metadata": {"index": index, "custom": true}, "required": false, "flags": "d",
            "value": {"type": "string", "collection": false, "data": "", "available": null, "check": false, "error": false, "proxy": false}});
        set(&mut model[side]["data"], id, field);
    }
}

fn call_themselves(pack: &mut Value, pick: &mut Pick) {
    let called = |flow: &&mut Value| flow["data"]["display"]["isCallable"] == true;
    members(&mut pack["data"]["flos"]).filter(called).for_each(|flow| {
        let id = flow["id"].clone();
        for card in items(&mut flow["data"]["methods"]) {
            for input in members(&mut card["node"]["model"]["inputs"]["data"]) {
                if input["key"] == "flo" && input["value"]["data"].is_string() && pick.one_in(2) {
                    set(&mut input["value"], "data", id.clone());
                }
            }
        }
    });
    // A flow outside the pack is there for those who call it.
    let text = pack["data"]["flos"].to_string();
    if let Some(flows) = pack["data"]["flos"].as_object_mut() {
        flows.retain(|id, flow| flow["data"].is_object() || text.matches(id.as_str()).count() > 2);
    }
}

fn long_literals(pack: &mut Value, pick: &mut Pick) {
    fields(pack, &mut |field, side| {
        if side != "inputs" || !is_free(field) || !pick.one_in(3) {
            return;
        }
        let datum = &mut field["value"]["data"];
        *datum = match &*datum {
            Value::String(text) if !text.is_empty() => {
                let lines: String = (0..40).map(|at| format!("line {at} of many, \"quoted\"\n")).collect();
                let words = "word ".repeat(400);
                let token = "0123456789abcdef".repeat(200);
                let json = json!({"a": {"b": "c ".repeat(90)}, "d": [1, 2, 3]}).to_string();
                pick.of(&[lines, words, token, json]).as_str().into()
            }
            Value::Object(object) if !object.is_empty() => (0..60)
                .map(|at| (format!("key {at}"), json!({"a": [at, "b".repeat(at * 4)], "c": null})))
                .collect::<Map<_, _>>()
                .into(),
            Value::Array(list) if !list.is_empty() => {
                (0..200).map(|at| json!(format!("item {at}"))).collect()
            }
            _ => return,
        };
    });
}

/// Ids of cards as some tools write them, 32 hexadecimal digits.
fn long_ids(pack: &mut Value, _: &mut Pick) {
    let mut ids: Vec<String> = Vec::new();
    cards(pack, &mut |card| ids.extend(card["uuid"].as_str().map(str::to_owned)));
    ids.sort();
    ids.dedup();
    let text = pack.to_string();
    let renamed = ids
        .iter()
        .enumerate()
        .fold(text, |text, (at, id)| text.replace(&format!("\"{id}\""), &format!("\"{at:032x}\"")));
    *pack = serde_json::from_str(&renamed).unwrap();
}
