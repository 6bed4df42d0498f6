//! Mutations of what a pack holds: cards nobody knows, things that lie outside it, wires that lead nowhere.

use serde_json::{Value, json};

use super::places::*;
use super::{Home, Mutation};

pub const ALL: &[Mutation] = &[
    Mutation {
        name: "system cards nobody knows",
        home: Home::Wholly,
        change: |pack, pick| {
            readdress(pack, pick, &mut |pick, address| {
                if !address.starts_with("root:kernel:")
                    || address.contains(":control:")
                    || ["expand", "reduce", "asyncEach", "each", "map", "filter", "accept", "delegated"]
                        .iter()
                        .any(|special| address.ends_with(special))
                    || !pick.one_in(4)
                {
                    return None;
                }
                let (before, method) = address.rsplit_once(':')?;
                let channel = before.split(':').nth(2)?;
                Some(if method.len() % 2 == 0 {
                    format!("{before}:{method}2")
                } else {
                    format!("root:kernel:quantum:0.0.1:{channel}{method}")
                })
            })
        },
    },
    Mutation {
        name: "connectors nobody knows",
        home: Home::Wholly,
        change: |pack, pick| {
            readdress(pack, pick, &mut |pick, address| {
                let method = address.strip_prefix("root:channels:http:")?.rsplit(':').next()?;
                if address.contains(":stash:") {
                    return None;
                }
                let connector = pick.of(&["acme", "acme-corp", "1password", "acme_I31uXGzeKRY", "flow"]);
                Some(format!(
                    "root:channels:http:{connector}:{}:{method}",
                    pick.of(&["0.0.1", "1.0.99999", "12.34.56"])
                ))
            })
        },
    },
    Mutation {
        name: "two versions of each connector",
        home: Home::Wholly,
        change: |pack, pick| {
            readdress(pack, pick, &mut |pick, address| {
                let rest = address.strip_prefix("root:channels:http:")?;
                let mut parts = rest.split(':');
                let (connector, version, method) = (parts.next()?, parts.next()?, parts.next()?);
                let version = if pick.one_in(2) { version } else { "9.9.9" };
                Some(format!("root:channels:http:{connector}:{version}:{method}"))
            })
        },
    },
    Mutation {
        name: "folders outside the pack",
        home: Home::Wholly,
        change: |pack, _| pack["data"]["groups"] = json!({}),
    },
    Mutation { name: "deep folders", home: Home::Wholly, change: deep_folders },
    Mutation { name: "the outermost folder stays behind", home: Home::Wholly, change: outermost_stays },
    Mutation {
        name: "helpers outside the pack",
        home: Home::Wholly,
        change: |pack, _| {
            let mut alone =
                members(&mut pack["data"]["flos"]).filter(|flow| flow["data"].is_object()).count();
            inside(pack, &mut |flow| {
                let called =
                    flow["data"]["display"]["isCallable"] == true && flow["data"]["scheduled"] != true;
                // The last one stays: a pack holds a flow.
                if called && alone > 1 {
                    set(flow, "data", Value::Null);
                    alone -= 1;
                }
            });
            unused(pack);
        },
    },
    Mutation {
        name: "tables outside the pack",
        home: Home::Wholly,
        change: |pack, _| {
            members(&mut pack["data"]["tables"]).for_each(|table| {
                set(table, "data", Value::Null);
                set(table, "name", "Unknown");
            })
        },
    },
    Mutation {
        name: "called flows are missing",
        home: Home::Locked,
        change: |pack, pick| drop_some(pack, "flos", pick),
    },
    Mutation {
        name: "tables are missing",
        home: Home::Locked,
        change: |pack, pick| drop_some(pack, "tables", pick),
    },
    Mutation {
        name: "connections are missing",
        home: Home::Locked,
        change: |pack, pick| drop_some(pack, "configs", pick),
    },
    Mutation {
        name: "connections were never assigned",
        home: Home::Wholly,
        change: |pack, _| {
            pack["data"]["configs"] = json!({});
            cards(pack, &mut |card| {
                let model = &mut card["node"]["model"];
                if let Some(id) = model["config"].as_str().map(str::to_owned) {
                    set(model, "config", Value::Null);
                    set(model, "display", json!({"configRef": id}));
                }
            });
        },
    },
    Mutation {
        name: "connections nobody uses, with data",
        home: Home::Locked,
        change: |pack, _| {
            let id = "00000000-0000-4000-8000-000000000001";
            pack["data"]["configs"][id] =
                json!({"id": id, "name": "Spare", "module": "okta", "data": {"token": ""}});
        },
    },
    Mutation {
        name: "wires to nowhere",
        home: Home::Locked,
        change: |pack, pick| {
            cards(pack, &mut |card| {
                for targets in members(&mut card["pins"]) {
                    if pick.one_in(5) {
                        set(targets, "noSuchCard", json!([{"input": "noSuchInp", "transform": null}]));
                    }
                    let ends = members(targets).find(|pins| !pins.as_array().unwrap().is_empty());
                    if let Some(pins) = ends.filter(|_| pick.one_in(5)) {
                        pins.as_array_mut().unwrap().push(json!({"input": "noSuchInp", "transform": null}));
                    }
                }
            })
        },
    },
    Mutation {
        name: "orderings that are gone, turned round or twice",
        home: Home::Locked,
        change: |pack, pick| {
            bodies(pack, &mut |body| {
                let Some(orderings) = body["orderings"].as_object_mut() else { return };
                let first = orderings.values().next().cloned();
                orderings.retain(|_, _| !pick.one_in(8));
                orderings.values_mut().filter(|_| pick.one_in(8)).for_each(|pair| {
                    if let Some(pair) = pair.as_array_mut() {
                        pair.reverse();
                    }
                });
                orderings.extend(first.map(|pair| ("onceMore1".to_owned(), pair)));
            })
        },
    },
    Mutation {
        name: "addresses nobody can read",
        home: Home::Locked,
        change: |pack, pick| {
            cards(pack, &mut |card| {
                if pick.one_in(6) {
                    let address = card["address"].as_str().unwrap().replace(":0.0.1:", ":0.0.2:");
                    set(card, "address", address);
                } else if pick.one_in(20) {
                    set(
                        card,
                        "address",
                        *pick.of(&["", "root", "root:channels:ftp:a:1.0:b", "a:b:c:d:e:f:g"]),
                    );
                }
            })
        },
    },
    Mutation {
        name: "cloned flows with the ids of the originals",
        home: Home::Wholly,
        change: |pack, _| {
            let mut clones = serde_json::Map::new();
            let flows = members(&mut pack["data"]["flos"]).filter(|flow| flow["data"].is_object());
            for (number, flow) in flows.enumerate() {
                let id = format!("00000000-0000-4000-8000-{number:012}");
                let mut clone = flow.clone();
                set(&mut clone, "id", id.as_str());
                set(&mut clone["data"], "uuid", id.as_str());
                clones.insert(id, clone);
            }
            pack["data"]["flos"].as_object_mut().unwrap().extend(clones);
        },
    },
    Mutation {
        name: "outputs of mirrored cards in another order",
        home: Home::Locked,
        change: |pack, _| {
            cards(pack, &mut |card| {
                let model = &mut card["node"]["model"];
                if model["mirrored"] == true {
                    let count = model["outputs"]["data"].as_object().map_or(0, serde_json::Map::len);
                    for output in members(&mut model["outputs"]["data"]) {
                        if let Some(index) = output["metadata"]["index"].as_u64() {
                            set(&mut output["metadata"], "index", count as u64 - index);
                        }
                    }
                }
            })
        },
    },
    Mutation {
        name: "fields of one name",
        home: Home::Locked,
        change: |pack, pick| {
            cards(pack, &mut |card| {
                let mut first: Option<Value> = None;
                for input in members(&mut card["node"]["model"]["inputs"]["data"])
                    .filter(|input| input["metadata"]["custom"] == true)
                {
                    match &first {
                        Some(key) if pick.one_in(2) => set(input, "key", key.clone()),
                        Some(_) => {}
                        None => first = Some(input["key"].clone()),
                    }
                }
            })
        },
    },
    Mutation {
        name: "odd policies",
        home: Home::Wholly,
        change: |pack, pick| {
            shown(pack, &mut |card| {
                if ["control:callable", "control:noop", "http:accept", "http:delegated", "control:comment"]
                    .iter()
                    .any(|start| is(card, start))
                    || card["node"]["model"]["webhook"] == true
                {
                    return;
                }
                let error = &mut card["node"]["model"]["policy"]["error"];
                if error["type"] == "finish" || error["type"] == "return" {
                    *error = pick.of(&[
                json!({"type": "finish", "delay": 1000, "retry": 12, "retryCondition": "ratelimits"}),
                json!({"type": "finish", "delay": [60000, 300000], "retry": 3, "flo": 17}),
                json!({"type": "return", "retry": 0}),
                json!({"type": "finish", "retryCondition": "timeouts"}),
                json!({"type": "return", "delay": [1, 2]}),
            ]).clone();
                }
            })
        },
    },
    Mutation {
        name: "policies nobody knows",
        home: Home::Locked,
        change: |pack, pick| {
            cards(pack, &mut |card| {
                let error = &mut card["node"]["model"]["policy"]["error"];
                if error["type"] == "finish" {
                    *error = pick.of(&[
                json!({"type": "ignore"}),
                json!({"type": "finish", "delay": "soon", "retry": -1}),
                json!({"type": "finish", "delay": [1, 2, 3], "retry": 2.5}),
                json!({"type": "flo", "flo": "no such flow"}),
                json!({"type": "finish", "retryCondition": ["ratelimits"], "flo": null, "merge": "other"}),
            ]).clone();
                }
            })
        },
    },
    Mutation {
        name: "other constants of cards",
        home: Home::Locked,
        change: |pack, pick| {
            cards(pack, &mut |card| {
                let model = &mut card["node"]["model"];
                set(model, "timeout", *pick.of(&[10_000, 60_000, 1_200_000]));
                set(model, "idempotent", pick.one_in(2));
                set(model, "executable", pick.one_in(2));
                set(model, "_v", 3);
                set(model, "dependencies", json!(["x"]));
                set(model, "hooks", json!({"before": null}));
            })
        },
    },
    Mutation {
        name: "other rules of sides",
        home: Home::Locked,
        change: |pack, pick| {
            cards(pack, &mut |card| {
                for side in ["inputs", "outputs"] {
                    let side = &mut card["node"]["model"][side];
                    set(side, "extensible", pick.one_in(2));
                    set(side, "rules", json!({"*": {"types": ["string"], "collection": "*", "new": 1}}));
                    set(side, "groupRules", json!({"x": {"extensible": true, "index": 4}}));
                }
            })
        },
    },
    Mutation {
        name: "types nobody knows",
        home: Home::Locked,
        change: |pack, pick| {
            fields(pack, &mut |field, _| {
                if pick.one_in(6) {
                    field["value"]["type"] = pick.of(&[json!("folder"), json!("Array"), json!("integer"), json!("*"), json!(null), json!({}),
                json!({"a b": {"type": {"": {"type": "string", "collection": true}}, "collection": false, "available": ["x"], "required": true}}),
                json!({"x": "string", "y": null})]).clone();
                }
            })
        },
    },
    Mutation {
        name: "comments as text, notes as objects",
        home: Home::Locked,
        change: |pack, _| {
            cards(pack, &mut |card| {
                if card["node"]["model"]["displayed"] == true {
                    let comments = if is(card, "control:comment") {
                        json!("only text")
                    } else {
                        json!({"title": "T", "markdown": "m", "colour": 3})
                    };
                    set(&mut card["node"]["model"], "comments", comments);
                }
            })
        },
    },
    Mutation {
        name: "expressions and choices nobody knows",
        home: Home::Locked,
        change: |pack, _| {
            fields(pack, &mut |field, _| {
                if field["metadata"].get("expr").is_some() {
                    field["value"]["data"] = json!([{"lhs": 7, "op": "near", "rhd": {"outputId": "nobody"}, "extra": true}, "or", []]);
                }
                if field["metadata"].get("choices").is_some() {
                    set(
                        &mut field["metadata"],
                        "choices",
                        json!(["a", {"value": "b", "label": "B\n"}, null, 3]),
                    );
                }
            })
        },
    },
    Mutation {
        name: "options nobody knows",
        home: Home::Locked,
        change: |pack, pick| {
            fields(pack, &mut |field, _| {
                if field["metadata"].get("choices").is_some()
                    && field["value"]["data"].is_string()
                    && pick.one_in(3)
                {
                    field["value"]["data"] =
                        pick.of(&[json!("new option"), json!(null), json!(""), json!("🎉\n")]).clone();
                }
            })
        },
    },
    Mutation {
        name: "operators nobody knows",
        home: Home::Wholly,
        change: |pack, pick| {
            fields(pack, &mut |field, _| {
                if field["key"] == "operator" && pick.one_in(2) {
                    field["value"]["data"] = pick
                        .of(&[json!("=~"), json!(null), json!(""), json!("starts with"), json!("IN")])
                        .clone();
                }
            })
        },
    },
    Mutation {
        name: "declarations of a connector's flows",
        home: Home::Locked,
        change: |pack, _| {
            inside(pack, &mut |flow| {
                set(
                    &mut flow["data"],
                    "connector_method_meta",
                    json!({"inputs": {"groups": [{"id": "a b", "type": "static", "group_name": "G\n", "fields": []}]}, "outputs": {}, "options": {}, "methodkey": "x_I31uXGzeKRY"}),
                );
            })
        },
    },
    Mutation {
        name: "nothing but a table",
        home: Home::Locked,
        change: |pack, _| {
            let table = json!({"id": "00000000-0000-4000-8000-000000000002", "name": "T", "description": "", "data": {"class": "simple", "group_id": null, "structure": []}});
            pack["data"] = json!({"flos": {}, "configs": {}, "tables": {"00000000-0000-4000-8000-000000000002": table}, "groups": {}});
        },
    },
    Mutation {
        name: "nothing at all",
        home: Home::Wholly,
        change: |pack, _| pack["data"] = json!({"flos": {}, "configs": {}, "tables": {}, "groups": {}}),
    },
];

/// Gives cards other addresses, one new address for each old.
fn readdress(pack: &mut Value, pick: &mut Pick, new: &mut dyn FnMut(&mut Pick, &str) -> Option<String>) {
    cards(pack, &mut |card| {
        let Some(address) = new(pick, card["address"].as_str().unwrap()) else { return };
        let method = address.rsplit(':').next().unwrap().to_owned();
        let version = address.rsplit_once(':').unwrap().0.to_owned();
        let channel = version.rsplit_once(':').unwrap().0.to_owned();
        let last = |text: &str| text.rsplit(':').next().unwrap().to_owned();
        card["parents"] = json!({
            "version": {"address": version, "key": last(&version), "data": {"name": last(&version)}},
            "channel": {"address": channel, "key": last(&channel), "data": {"name": last(&channel)}},
        });
        set(card, "address", address);
        set(&mut card["node"], "key", method.as_str());
        set(&mut card["node"]["model"], "key", method.as_str());
    });
    // A connection belongs to one connector.
    cards(pack, &mut |card| {
        if card["node"]["model"]["config"].is_string() && card["address"].as_str().unwrap().contains(":http:")
        {
            set(&mut card["node"]["model"], "config", Value::Null);
        }
    });
    pack["data"]["configs"] = json!({});
}

/// The folder around all others is no longer described; they lie in none.
fn outermost_stays(pack: &mut Value, _: &mut Pick) {
    let Some(folders) = pack["data"]["groups"].as_object_mut() else { return };
    let is_outermost = |folder: &Value| folder["data"]["path"].as_str().is_none_or(str::is_empty);
    let inner: Vec<String> = folders.values().map(|folder| folder["data"]["path"].to_string()).collect();
    folders
        .retain(|id, folder| !is_outermost(folder) || !inner.iter().any(|path| path.contains(id.as_str())));
    let left: Vec<String> = folders.keys().cloned().collect();
    for folder in folders.values_mut().filter(|folder| !is_outermost(folder)) {
        let path = folder["data"]["path"].as_str().unwrap_or_default();
        let kept: Vec<&str> = path.split('.').filter(|id| left.iter().any(|known| known == id)).collect();
        let kept = kept.join(".");
        set(&mut folder["data"], "path", kept);
    }
}

fn deep_folders(pack: &mut Value, _: &mut Pick) {
    let roots: Vec<String> = pack["data"]["groups"].as_object().unwrap().keys().cloned().collect();
    let ids: Vec<String> = (0..7).map(|at| format!("00000000-0000-4000-8000-0000000001{at:02}")).collect();
    for (depth, id) in ids.iter().enumerate() {
        let data =
            json!({"name": "Same", "description": "", "media_uri": "", "path": ids[..depth].join(".")});
        pack["data"]["groups"][id] = json!({"id": id, "data": data});
    }
    for id in roots {
        let path = pack["data"]["groups"][&id]["data"]["path"].as_str().unwrap_or_default().to_owned();
        let path = if path.is_empty() { ids.join(".") } else { format!("{}.{path}", ids.join(".")) };
        set(&mut pack["data"]["groups"][&id]["data"], "path", path);
    }
}

fn drop_some(pack: &mut Value, part: &str, pick: &mut Pick) {
    if let Some(things) = pack["data"][part].as_object_mut() {
        let mut left = 1;
        things.retain(|_, _| {
            left += 1;
            left == 2 || !pick.one_in(3)
        });
    }
}
