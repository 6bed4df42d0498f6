//! Mutations of the form: keys that come and go, nulls, order, versions.

use serde_json::{Map, Value, json};

use super::places::*;
use super::{Home, Mutation};

pub const ALL: &[Mutation] = &[
    Mutation {
        name: "unknown keys that say nothing",
        home: Home::Wholly,
        change: |pack, pick| unknown(pack, pick, &[json!(null), json!(false), json!({})]),
    },
    Mutation {
        name: "unknown keys that say something",
        home: Home::Locked,
        change: |pack, pick| {
            unknown(pack, pick, &[json!(true), json!("x"), json!({"a": [1, null]}), json!(7)])
        },
    },
    Mutation {
        name: "keys in reverse",
        home: Home::Wholly,
        change: |pack, _| everywhere(pack, &mut |value| reverse(value)),
    },
    Mutation {
        name: "cards in reverse",
        home: Home::Wholly,
        change: |pack, _| {
            bodies(pack, &mut |body| {
                if let Some(cards) = body["methods"].as_array_mut() {
                    cards.reverse();
                }
            })
        },
    },
    Mutation {
        name: "flows, tables, folders and connections in reverse",
        home: Home::Wholly,
        change: |pack, _| members(&mut pack["data"]).for_each(reverse),
    },
    Mutation { name: "optional keys are missing", home: Home::Wholly, change: missing },
    Mutation { name: "nulls where nothing stands", home: Home::Wholly, change: nulls },
    Mutation { name: "version 1.6.0", home: Home::Wholly, change: |pack, _| set(pack, "version", "1.6.0") },
    Mutation { name: "version 2.0.0", home: Home::Wholly, change: |pack, _| set(pack, "version", "2.0.0") },
    Mutation {
        name: "version 1.2.0 with a stale checksum",
        home: Home::Wholly,
        change: |pack, _| {
            set(pack, "version", "1.2.0");
            set(pack, "checksum", "0".repeat(64));
        },
    },
    Mutation {
        name: "export time with microseconds",
        home: Home::Wholly,
        change: |pack, _| set(pack, "created", "2026-01-02T03:04:05.123456Z"),
    },
    Mutation {
        name: "no export time, no switches",
        home: Home::Locked,
        change: |pack, _| {
            drop(pack, "created");
            drop(pack, "flags");
        },
    },
    Mutation {
        name: "no tables, folders and connections at all",
        home: Home::Locked,
        change: |pack, _| ["tables", "groups", "configs"].iter().for_each(|key| drop(&mut pack["data"], key)),
    },
    Mutation {
        name: "ids of orderings",
        home: Home::Wholly,
        change: |pack, _| {
            bodies(pack, &mut |body| {
                let pairs: Vec<Value> = members(&mut body["orderings"]).map(|pair| pair.clone()).collect();
                body["orderings"] = pairs
                    .into_iter()
                    .rev()
                    .enumerate()
                    .map(|(at, pair)| (format!("seq{at}"), pair))
                    .collect::<Map<_, _>>()
                    .into();
            })
        },
    },
    Mutation {
        name: "indices with gaps, twice and missing",
        home: Home::Locked,
        change: |pack, pick| {
            fields(pack, &mut |field, _| {
                let metadata = &mut field["metadata"];
                match metadata["index"].as_u64() {
                    Some(_) if pick.one_in(8) => drop(metadata, "index"),
                    Some(index) if pick.one_in(8) => set(metadata, "index", index + 1),
                    Some(index) => set(metadata, "index", index * 3),
                    None => {}
                }
            })
        },
    },
    Mutation {
        name: "what the designer notes on fields",
        home: Home::Wholly,
        change: |pack, pick| {
            fields(pack, &mut |field, side| {
                set(&mut field["value"], "error", pick.one_in(2));
                if pick.one_in(2) {
                    set(&mut field["value"], "available", Value::Null);
                }
                set(field, "_used", pick.one_in(2));
                set(&mut field["metadata"], "ghost", json!({"displayName": "x", "id": "y"}));
                set(&mut field["metadata"], "collapsed", pick.one_in(2));
                if side == "outputs" && pick.one_in(2) {
                    set(field, "ref", pick.one_in(2));
                }
            })
        },
    },
    Mutation {
        name: "stale joins",
        home: Home::Wholly,
        change: |pack, _| cards(pack, &mut |card| set(&mut card["joins"], "staleId00", json!([]))),
    },
    Mutation {
        name: "what is shown",
        home: Home::Wholly,
        change: |pack, _| {
            inside(pack, &mut |flow| {
                let callable = flow["data"]["display"]["isCallable"].clone();
                flow["data"]["display"] = json!({"isCallable": callable, "layout": [1, 2], "preview": []});
            })
        },
    },
    Mutation {
        name: "other constants of the tree",
        home: Home::Wholly,
        change: |pack, _| {
            bodies(pack, &mut |body| set(body, "tree", json!({"id": 9, "name": "new", "description": null})))
        },
    },
    Mutation {
        name: "integers in place of the tenant's",
        home: Home::Wholly,
        change: |pack, _| {
            cards(pack, &mut |card| {
                if card["address"].as_str().unwrap().starts_with("root:channels") {
                    set(&mut card["node"]["model"], "partnerChannelKeys", 123_456_789_012_u64);
                    set(&mut card["node"]["model"]["metadata"], "id", 987_654_321_u64);
                    set(&mut card["parents"]["channel"]["data"], "id", 5);
                }
            })
        },
    },
];

fn unknown(pack: &mut Value, pick: &mut Pick, values: &[Value]) {
    let mut put = |value: &mut Value| set(value, "newKey", pick.of(values).clone());
    put(pack);
    put(&mut pack["data"]);
    flows(pack, &mut |flow| put(flow));
    bodies(pack, &mut |body| put(body));
    cards(pack, &mut |card| {
        put(card);
        put(&mut card["node"]);
        put(&mut card["node"]["data"]);
        let model = &mut card["node"]["model"];
        put(model);
        for place in ["metadata", "policy", "inputs", "outputs"] {
            put(&mut model[place]);
        }
        put(&mut model["policy"]["error"]);
        members(&mut card["pins"])
            .for_each(|targets| members(targets).for_each(|pins| items(pins).for_each(&mut put)));
        members(&mut card["joins"]).for_each(|links| items(links).for_each(&mut put));
    });
    fields(pack, &mut |field, _| {
        put(field);
        put(&mut field["value"]);
        put(&mut field["metadata"]);
    });
    for part in ["configs", "tables", "groups"] {
        members(&mut pack["data"][part]).for_each(|thing| {
            put(thing);
            put(&mut thing["data"]);
        });
    }
    tables(pack, &mut |table| items(&mut table["data"]["structure"]).for_each(&mut put));
}

/// Every value of a pack.
fn everywhere(value: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    change(value);
    members(value).for_each(|member| everywhere(member, change));
    items(value).for_each(|item| everywhere(item, change));
}

fn reverse(value: &mut Value) {
    if let Some(object) = value.as_object_mut() {
        // The order of a search expression's members and of a branch's arms counts.
        let reversed: Map<String, Value> = std::mem::take(object).into_iter().rev().collect();
        *object = reversed;
    }
}

/// Keys that exports of other years lack, by place.
const BODY: &[&str] = &[
    "templateName",
    "templateFlowKey",
    "connector_method_meta",
    "monitor_flo",
    "actionId",
    "active_version_external_id",
    "apiSpecMethod",
    "apiSpecRoute",
    "projectApiSpecId",
    "security_level",
    "tree",
    "model",
];
const MODEL: &[&str] = &[
    "compat",
    "inlined",
    "dependencies",
    "idempotent",
    "monitor",
    "webhook",
    "webhookList",
    "webhookConditions",
    "mobile",
    "hooks",
    "meta",
    "config",
    "partnerChannelKeys",
    "runtime",
    "display",
    "comments",
    "enableNewMetadata",
    "executable",
    "async",
    "cooperative",
    "timeout",
];
const FIELD: &[&str] = &["required", "ref", "flags", "_used", "group"];
const VALUE: &[&str] = &["error", "proxy", "check", "available", "collection"];

/// What the platform derives or the designer notes: whatever it holds, nothing is lost with it.
const DERIVED: &[&str] =
    &["tree", "error", "check", "available", "_used", "ref", "flags", "dependencies", "partnerChannelKeys"];

/// Drops some of the keys that say nothing.
fn drop_some(value: &mut Value, keys: &[&str], pick: &mut Pick) {
    for key in keys {
        let Some(member) = value.get(*key) else { continue };
        let says_nothing = match member {
            Value::Null | Value::Bool(false) => true,
            Value::Object(object) => object.is_empty(),
            _ => DERIVED.contains(key) && member != "p",
        };
        if says_nothing && pick.one_in(2) {
            drop(value, key);
        }
    }
}

fn missing(pack: &mut Value, pick: &mut Pick) {
    bodies(pack, &mut |body| drop_some(body, BODY, pick));
    cards(pack, &mut |card| {
        for key in ["joins", "branches", "pins"] {
            if card[key].as_object().is_some_and(Map::is_empty) && pick.one_in(2) {
                drop(card, key);
            }
        }
        drop_some(&mut card["node"]["model"], MODEL, pick);
    });
    fields(pack, &mut |field, _| {
        drop_some(field, FIELD, pick);
        drop_some(&mut field["value"], VALUE, pick);
    });
    members(&mut pack["data"]["configs"]).for_each(|config| drop(config, "data"));
    tables(pack, &mut |table| {
        if table["description"] == "" {
            drop(table, "description");
        }
    });
    members(&mut pack["data"]["groups"]).for_each(|group| {
        for key in ["description", "media_uri", "path"] {
            if group["data"][key] == "" {
                drop(&mut group["data"], key);
            }
        }
    });
    flows(pack, &mut |flow| {
        if flow["description"] == "" {
            drop(flow, "description")
        }
    });
}

fn nulls(pack: &mut Value, pick: &mut Pick) {
    let mut blank = |value: &mut Value, keys: &[&str]| {
        for key in keys {
            let empty = match value.get(*key) {
                Some(Value::Object(object)) => object.is_empty(),
                Some(Value::Bool(false)) => true,
                Some(Value::String(text)) => text.is_empty(),
                _ => false,
            };
            if empty && pick.one_in(2) {
                set(value, key, Value::Null);
            }
        }
    };
    for part in ["configs", "tables", "groups"] {
        blank(&mut pack["data"], &[part]);
    }
    flows(pack, &mut |flow| blank(flow, &["description"]));
    bodies(pack, &mut |body| {
        blank(body, BODY);
        blank(body, &["cron", "scheduled", "orderings", "log", "inheritLog"]);
    });
    cards(pack, &mut |card| {
        blank(card, &["joins", "branches", "pins"]);
        blank(&mut card["node"]["model"], MODEL);
        blank(&mut card["node"]["model"], &["mirrored"]);
        blank(&mut card["node"]["model"]["metadata"], &["description"]);
        blank(&mut card["node"]["model"]["inputs"], &["rules", "groupRules", "extensible", "data"]);
        blank(&mut card["node"]["model"]["outputs"], &["rules", "groupRules", "extensible", "data"]);
    });
    fields(pack, &mut |field, _| {
        blank(field, &["required", "ref", "metadata"]);
        blank(&mut field["value"], &["error", "proxy", "check", "collection"]);
    });
    members(&mut pack["data"]["groups"])
        .for_each(|group| blank(&mut group["data"], &["description", "media_uri", "path"]));
    tables(pack, &mut |table| blank(table, &["description"]));
}
