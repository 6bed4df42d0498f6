//! Mutations of connectors' own flows: other kinds, options, sections, ways to authenticate.

use serde_json::{Value, json};

use super::places::*;
use super::{Home, Mutation};

pub const ALL: &[Mutation] = &[
    Mutation { name: "a revoke flow", home: Home::Wholly, change: |pack, _| kind(pack, "connector_revoke") },
    Mutation {
        name: "a webhook event",
        home: Home::Wholly,
        change: |pack, _| kind(pack, "connector_webhook_event"),
    },
    Mutation {
        name: "a kind with an odd name",
        home: Home::Wholly,
        change: |pack, _| kind(pack, "connector_webhook event: registration"),
    },
    Mutation {
        name: "a kind of another family",
        home: Home::Wholly,
        change: |pack, _| kind(pack, "monitor_flo"),
    },
    Mutation {
        name: "a helper that is called",
        home: Home::Wholly,
        change: |pack, _| kind(pack, "connector_helper"),
    },
    Mutation {
        name: "a polling monitor",
        home: Home::Wholly,
        change: |pack, _| {
            kind(pack, "connector_polling_monitor");
            inside(pack, &mut |flow| set(&mut flow["data"], "monitor_flo", true));
        },
    },
    Mutation {
        name: "an option of text",
        home: Home::Wholly,
        change: |pack, _| {
            declared(pack, "options", &mut |field| {
                drop(field, "static_options");
                set(field, "data_type", "string");
            })
        },
    },
    Mutation {
        name: "an option with a default and other words",
        home: Home::Wholly,
        change: |pack, _| {
            declared(pack, "options", &mut |field| {
                let options = json!([
                    {"default": true, "option": "First Matching Record", "value": "first"},
                    {"default": false, "option": "Stream", "value": "stream"},
                ]);
                set(field, "static_options", options);
                set(field, "required", false);
            })
        },
    },
    Mutation {
        name: "an option from a helper",
        home: Home::Wholly,
        change: |pack, _| {
            declared(pack, "options", &mut |field| {
                drop(field, "static_options");
                set(field, "data_type", "dynamic");
                set(field, "flo", "0b1dd3ce-ba61-4f1a-9c6a-3a7b8f7a6a10");
                set(field, "depends_on", json!([{"source": "project_A1B2C3", "dest": "Project ID"}]));
            })
        },
    },
    Mutation {
        name: "two options with one default each",
        home: Home::Wholly,
        change: |pack, _| {
            declared(pack, "options", &mut |field| {
                let one = json!({"default": true, "option": 1, "value": 1});
                set(field, "static_options", json!([one, one]));
            })
        },
    },
    Mutation {
        name: "shapes of outputs",
        home: Home::Wholly,
        change: |pack, _| {
            declared(pack, "outputs", &mut |field| {
                if field["data_type"] == "object" {
                    let shape = json!([{"name": "id", "type": "string", "collection": false}]);
                    set(field, "objectShape", shape);
                    set(field, "extensible", false);
                }
            })
        },
    },
    Mutation {
        name: "declarations with words of later years",
        home: Home::Wholly,
        change: |pack, _| {
            for part in ["inputs", "outputs", "options"] {
                declared(pack, part, &mut |field| {
                    set(field, "help", json!({"text": "what it is", "rank": 1}))
                });
            }
        },
    },
    Mutation {
        name: "a section that a helper fills",
        home: Home::Wholly,
        change: |pack, _| {
            with_groups(pack, "inputs", &mut |groups| {
                groups.push(json!({
                    "id": "dyn0000001", "type": "dynamic", "group_name": "More",
                    "flo": "0b1dd3ce-ba61-4f1a-9c6a-3a7b8f7a6a10",
                    "depends_on": [{"source": "request_type_5AHWJD", "dest": "type"}],
                }));
            })
        },
    },
    Mutation { name: "fields in two sections", home: Home::Wholly, change: two_sections },
    Mutation {
        name: "sections called like others",
        home: Home::Wholly,
        change: |pack, _| rename(pack, "Inputs", "auth 2"),
    },
    Mutation {
        name: "sections called like words",
        home: Home::Wholly,
        change: |pack, _| rename(pack, "Inputs", "`if` \\ \"body\""),
    },
    Mutation {
        name: "a section of inputs",
        home: Home::Wholly,
        change: |pack, _| rename(pack, "Inputs", "inputs"),
    },
    Mutation {
        name: "no options",
        home: Home::Wholly,
        change: |pack, _| without(pack, "Options", "options"),
    },
    Mutation { name: "no inputs", home: Home::Wholly, change: |pack, _| without(pack, "Inputs", "inputs") },
    Mutation {
        name: "nothing is declared to be selected",
        home: Home::Wholly,
        change: |pack, _| without(pack, "selectedOutputs", ""),
    },
    Mutation { name: "lists", home: Home::Wholly, change: lists },
    Mutation { name: "labels of all kinds", home: Home::Wholly, change: labels },
    Mutation {
        name: "one label for all",
        home: Home::Wholly,
        change: |pack, _| label_all(pack, &|_| "Same".to_owned()),
    },
    Mutation {
        name: "oauth",
        home: Home::Wholly,
        change: |pack, _| {
            schema(pack, &mut |schema| {
                set(schema, "type", "oauth");
                set(schema, "scopes", json!(["read", "write"]));
                set(schema, "authorize", "https://example.com/authorize");
            })
        },
    },
    Mutation {
        name: "basic authentication of another version",
        home: Home::Wholly,
        change: |pack, _| {
            schema(pack, &mut |schema| {
                set(schema, "type", "basic");
                set(schema, "__version", 4);
            })
        },
    },
    Mutation {
        name: "hidden parameters",
        home: Home::Wholly,
        change: |pack, _| {
            schema(pack, &mut |schema| {
                members(&mut schema["authparams"]).for_each(|param| set(param, "hidden", true));
            })
        },
    },
    Mutation {
        name: "nothing noted about authentication",
        home: Home::Locked,
        change: |pack, _| fields(pack, &mut |field, _| drop(&mut field["metadata"], "authSchema")),
    },
    Mutation {
        name: "no declaration",
        home: Home::Wholly,
        change: |pack, _| {
            inside(pack, &mut |flow| set(&mut flow["data"], "connector_method_meta", Value::Null))
        },
    },
    Mutation {
        name: "no key of the method",
        home: Home::Wholly,
        change: |pack, _| {
            inside(pack, &mut |flow| drop(&mut flow["data"]["connector_method_meta"], "methodkey"))
        },
    },
    Mutation {
        name: "cards of an ordinary flow with a declaration",
        home: Home::Locked,
        change: |pack, _| cards(pack, &mut |card| set(&mut card["node"]["model"], "meta", json!({}))),
    },
    Mutation {
        name: "other ids",
        home: Home::Wholly,
        change: |pack, _| {
            let text =
                pack.to_string().replace("7lSUAXmtdN", "aaaaaaaaaa").replace("j8NTmYs0PH", "-_-_-_-_-_");
            *pack = serde_json::from_str(&text).unwrap();
        },
    },
];

/// Makes the flow one of another kind.
fn kind(pack: &mut Value, address: &str) {
    inside(pack, &mut |flow| {
        for card in items(&mut flow["data"]["methods"]) {
            let word =
                if is(card, "control:callable") { address.to_owned() } else { format!("{address}_return") };
            if let Some(kind) = card.pointer_mut("/node/model/meta/type") {
                set(kind, "address", word);
            }
        }
    });
}

/// Fields that a part of the declaration lists.
fn declared(pack: &mut Value, part: &str, change: &mut dyn FnMut(&mut Value)) {
    with_groups(pack, part, &mut |groups| {
        groups.iter_mut().for_each(|group| items(&mut group["fields"]).for_each(&mut *change));
    });
}

fn with_groups(pack: &mut Value, part: &str, change: &mut dyn FnMut(&mut Vec<Value>)) {
    inside(pack, &mut |flow| {
        let groups = &mut flow["data"]["connector_method_meta"][part]["groups"];
        groups.as_array_mut().into_iter().for_each(&mut *change);
    });
}

/// Renames a section wherever it occurs.
fn rename(pack: &mut Value, old: &str, new: &str) {
    inside(pack, &mut |flow| {
        for part in ["inputs", "outputs", "options"] {
            for group in items(&mut flow["data"]["connector_method_meta"][part]["groups"]) {
                if group["group_name"] == old {
                    set(group, "group_name", new);
                }
            }
        }
    });
    cards(pack, &mut |card| {
        for side in ["inputs", "outputs"] {
            let side = &mut card["node"]["model"][side];
            members(&mut side["data"])
                .filter(|field| field["group"] == old)
                .for_each(|field| set(field, "group", new));
            let rules = side["groupRules"].as_object_mut();
            for rules in rules.into_iter().filter(|rules| rules.contains_key(old)) {
                let rule = rules.shift_remove(old).unwrap();
                rules.insert(new.to_owned(), rule);
            }
        }
    });
}

/// Drops a section with what reads it.
fn without(pack: &mut Value, section: &str, part: &str) {
    inside(pack, &mut |flow| {
        if !part.is_empty() {
            set(&mut flow["data"]["connector_method_meta"], part, json!({}));
        }
        for card in items(&mut flow["data"]["methods"]) {
            for side in ["inputs", "outputs"] {
                let side = &mut card["node"]["model"][side];
                if let Some(data) = side["data"].as_object_mut() {
                    data.retain(|_, field| field["group"] != section);
                }
                drop(&mut side["groupRules"], section);
            }
            let model = &card["node"]["model"];
            let known: Vec<String> = model["outputs"]["data"].as_object().unwrap().keys().cloned().collect();
            if let Some(pins) = card["pins"].as_object_mut() {
                pins.retain(|output, _| known.contains(output));
            }
        }
    });
}

/// The last field of a section's moves into one of its own.
fn two_sections(pack: &mut Value, _: &mut Pick) {
    const ID: &str = "second0001";
    let mut moved = String::new();
    with_groups(pack, "inputs", &mut |groups| {
        let fields = groups[0]["fields"].as_array_mut().filter(|fields| fields.len() > 1);
        let Some(field) = fields.and_then(Vec::pop) else { return };
        moved = field["_key"].as_str().unwrap().to_owned();
        groups.push(json!({"id": ID, "type": "static", "group_name": "Further things", "fields": [field]}));
    });
    if moved.is_empty() {
        return;
    }
    cards(pack, &mut |card| {
        for side in ["inputs", "outputs"] {
            for field in
                members(&mut card["node"]["model"][side]["data"]).filter(|field| field["key"] == moved)
            {
                set(field, "group", "Further things");
                set(&mut field["metadata"], "groupKey", ID);
            }
        }
        if let Some(rules) = card["node"]["model"]["outputs"]["groupRules"].as_object_mut()
            && rules.contains_key("Inputs")
        {
            rules.insert("Further things".into(), json!({"readOnly": true, "extensible": false, "index": 4}));
        }
    });
}

/// Input fields that hold lists, and that nobody reads.
fn lists(pack: &mut Value, _: &mut Pick) {
    let mut keys = Vec::new();
    declared(pack, "inputs", &mut |field| {
        set(field, "collection", true);
        keys.push(field["_key"].clone());
    });
    cards(pack, &mut |card| {
        let mut read = Vec::new();
        for side in ["inputs", "outputs"] {
            for field in
                members(&mut card["node"]["model"][side]["data"]).filter(|field| keys.contains(&field["key"]))
            {
                set(field, "ref", side == "outputs");
                set(&mut field["value"], "collection", true);
                set(&mut field["value"], "data", json!([]));
                read.push(field["id"].as_str().unwrap().to_owned());
            }
        }
        read.iter().for_each(|output| drop(&mut card["pins"], output));
    });
}

/// A label of its own for every field of a section.
fn labels(pack: &mut Value, _: &mut Pick) {
    label_all(pack, &|key| {
        let mut pick = Pick::new(key);
        format!("{} {key}", pick.of(super::words::TITLES))
    });
}

fn label_all(pack: &mut Value, label: &dyn Fn(&str) -> String) {
    for part in ["inputs", "outputs", "options"] {
        declared(pack, part, &mut |field| {
            let new = label(field["_key"].as_str().unwrap());
            set(field, "label", new);
        });
    }
    fields(pack, &mut |field, _| {
        if field["metadata"].get("groupKey").is_some_and(|key| key != "selectedOutputs") {
            let new = label(field["key"].as_str().unwrap());
            set(&mut field["metadata"], "displayname", new);
        }
    });
}

fn schema(pack: &mut Value, change: &mut dyn FnMut(&mut Value)) {
    fields(pack, &mut |field, _| {
        if let Some(schema) = field.pointer_mut("/metadata/authSchema") {
            change(schema);
        }
    });
}
