//! Mutations of what people write: titles, names, literals, notes.

use serde_json::{Value, json};

use super::places::*;
use super::{Home, Mutation};

/// What people call things.
pub const TITLES: &[&str] = &[
    "🎉",
    "🎉 Été — “quoted” ß",
    "مرحبا بالعالم",
    "\u{202e}desrever\u{202c}",
    "`back` ``ticks``",
    "line\nbreak",
    "a\r\nb",
    "tab\there",
    "quote \" and \\ backslash \\n",
    "${hole} $ {x}",
    "{{{hole}}}",
    "// no comment",
    "/* nor */ this",
    "# hash /// doc",
    "if",
    "flow",
    "return",
    "list",
    "Helper Flow",
    "123",
    "-",
    "...",
    "null",
    "zero\u{200b}width \u{feff}",
    "trailing ",
    " leading",
    "@allow(F0101, \"x\")",
    "a/b\\c:d*e?f<g>h|i",
    "..",
    "con",
    "title\u{0}with\u{1b}controls\u{7f}\u{85}\u{2028}",
    "A sentence that goes on and on, because somebody put everything that the flow does into its title instead of \
     its description; it is longer than any line of source should be, and still goes on until nobody reads it",
];

fn title(pick: &mut Pick) -> &'static str {
    pick.of::<&'static str>(TITLES)
}

pub const ALL: &[Mutation] = &[
    Mutation {
        name: "odd titles of flows",
        home: Home::Wholly,
        change: |pack, pick| flows(pack, &mut |flow| set(flow, "name", title(pick))),
    },
    Mutation {
        name: "all flows have one title",
        home: Home::Wholly,
        change: |pack, _| flows(pack, &mut |flow| set(flow, "name", "Same")),
    },
    Mutation {
        name: "flows without title and description",
        home: Home::Wholly,
        change: |pack, _| {
            flows(pack, &mut |flow| {
                set(flow, "name", "");
                set(flow, "description", "");
            });
        },
    },
    Mutation {
        name: "odd descriptions",
        home: Home::Wholly,
        change: |pack, pick| {
            flows(pack, &mut |flow| set(flow, "description", title(pick)));
            tables(pack, &mut |table| set(table, "description", title(pick)));
            members(&mut pack["data"]["groups"]).for_each(|group| {
                set(&mut group["data"], "description", title(pick));
                set(&mut group["data"], "media_uri", title(pick));
            });
        },
    },
    Mutation {
        name: "odd titles of cards",
        home: Home::Wholly,
        change: |pack, pick| shown(pack, &mut |card| retitle(card, title(pick))),
    },
    Mutation {
        name: "titles of events alone",
        home: Home::Wholly,
        change: |pack, pick| {
            cards(pack, &mut |card| {
                if card["node"]["model"]["webhook"] == true {
                    retitle(card, title(pick));
                    set(&mut card["node"]["model"], "comments", title(pick));
                }
            })
        },
    },
    Mutation {
        name: "all cards have one title",
        home: Home::Wholly,
        change: |pack, _| shown(pack, &mut |card| retitle(card, "Same")),
    },
    Mutation {
        name: "cards without title",
        home: Home::Wholly,
        change: |pack, pick| {
            shown(pack, &mut |card| {
                if pick.one_in(3) {
                    retitle(card, "");
                }
            });
        },
    },
    Mutation {
        name: "odd names of folders, tables and connections",
        home: Home::Wholly,
        change: |pack, pick| {
            members(&mut pack["data"]["groups"])
                .for_each(|group| set(&mut group["data"], "name", title(pick)));
            tables(pack, &mut |table| set(table, "name", title(pick)));
            members(&mut pack["data"]["configs"]).for_each(|config| set(config, "name", title(pick)));
        },
    },
    Mutation {
        name: "one name for all folders, tables, connections and flows",
        home: Home::Wholly,
        change: |pack, _| {
            members(&mut pack["data"]["groups"]).for_each(|group| set(&mut group["data"], "name", "Same"));
            tables(pack, &mut |table| set(table, "name", "Same"));
            members(&mut pack["data"]["configs"]).for_each(|config| set(config, "name", "Same"));
            flows(pack, &mut |flow| set(flow, "name", "Same"));
        },
    },
    Mutation { name: "odd columns", home: Home::Wholly, change: odd_columns },
    Mutation { name: "odd notes and comments", home: Home::Wholly, change: odd_notes },
    Mutation { name: "odd names of fields", home: Home::Wholly, change: odd_keys },
    Mutation { name: "odd literals", home: Home::Wholly, change: odd_literals },
    Mutation { name: "odd templates", home: Home::Wholly, change: odd_templates },
    Mutation { name: "odd labels and descriptions of fields", home: Home::Wholly, change: odd_labels },
    Mutation {
        name: "odd schedules and access",
        home: Home::Wholly,
        change: |pack, pick| {
            inside(pack, &mut |flow| {
                let data = &mut flow["data"];
                if data["cron"].as_object().is_some_and(|cron| !cron.is_empty()) {
                    set(&mut data["cron"], "hours", *pick.of(&["*/7", "1-5,9", "L", "0", "MON#1"]));
                    set(&mut data["cron"], "timeZone", *pick.of(&["", "UTC", "Not/AZone", "Europe/Kyiv"]));
                } else if ["open", "medium"].iter().any(|level| data["security_level"] == *level) {
                    set(data, "security_level", *pick.of(&["open", "medium", "high", "oauth", "new level"]));
                }
                set(data, "log", pick.one_in(2));
            });
        },
    },
];

fn odd_columns(pack: &mut Value, pick: &mut Pick) {
    tables(pack, &mut |table| {
        for column in items(&mut table["data"]["structure"]) {
            set(column, "name", title(pick));
            set(
                column,
                "default",
                pick.of(&[json!(null), json!(""), json!("0"), json!("a \"b\"\n")]).clone(),
            );
        }
    });
}

fn odd_notes(pack: &mut Value, pick: &mut Pick) {
    const NOTES: &[&str] = &[
        "",
        "\n",
        "one\n\n\ntwo  \n",
        "  indented\n\tmore",
        "/// doc",
        "*/ # `x` ${y}",
        "\"\"\"",
        "end\\",
        "\u{2028}",
    ];
    shown(pack, &mut |card| {
        let comment = is(card, "control:comment");
        let model = &mut card["node"]["model"];
        let text = if pick.one_in(2) { *pick.of(NOTES) } else { title(pick) };
        if comment {
            set(
                model,
                "comments",
                json!({"title": if pick.one_in(2) { "" } else { title(pick) }, "markdown": text}),
            );
        } else if pick.one_in(3) {
            set(model, "comments", text);
        }
    });
}

/// One new name for each author-made field, wherever it occurs.
fn odd_keys(pack: &mut Value, pick: &mut Pick) {
    const KEYS: &[&str] = &[
        "with space",
        "dot.ted",
        "quo\"te",
        "back`tick",
        "back\\slash",
        "🎉",
        "__proto__",
        "constructor",
        "if",
        "123",
        "a-b",
        "مرحبا",
        "new\nline",
        " ",
        "Item",
        "error",
        "memo",
        "self",
        "$x",
        "{{{y}}}",
        "a_name_that_goes_on_and_on_until_no_line_of_source_has_room_for_it_and_the_printer_has_to_break_somewhere",
    ];
    let mut names: Vec<(String, String)> = Vec::new();
    fields(pack, &mut |field, _| {
        if field["metadata"]["custom"] != true {
            return;
        }
        let key = field["key"].as_str().unwrap_or_default().to_owned();
        let new = match names.iter().find(|(old, _)| *old == key) {
            Some((_, new)) => new.clone(),
            None => {
                let new = if pick.one_in(2) {
                    format!("{} {}", pick.of(KEYS), names.len())
                } else {
                    (*pick.of(KEYS)).to_owned()
                };
                let taken = names.iter().any(|(_, other)| *other == new);
                let new = if taken { format!("{new}{}", names.len()) } else { new };
                names.push((key, new.clone()));
                new
            }
        };
        if field["metadata"].get("displayname").is_some() {
            set(&mut field["metadata"], "displayname", new.as_str());
        }
        if let Some(dest) = field.pointer_mut("/value/proxy/dest") {
            set(dest, "key", new.as_str());
        }
        set(field, "key", new);
    });
}

/// Whether people type what the field holds.
pub fn is_free(field: &Value) -> bool {
    let fixed = ["_text_", "operator", "stash", "flo", "concurrency"].iter().any(|key| field["key"] == *key);
    let chosen = field["metadata"].get("choices").is_some() || field["metadata"].get("expr").is_some();
    // Nobody ever fills the leftover `inputs` of a branch.
    let leftover = field["key"] == "inputs" && field["metadata"]["custom"] != true;
    // An item of the loop fills it.
    let dynamic = field["value"]["proxy"]["dynamic"] == true;
    !fixed
        && !dynamic
        && !chosen
        && !leftover
        && field["group"] != "parameters"
        && field["metadata"].get("wormholeMethodId").is_none()
}

fn odd_literals(pack: &mut Value, pick: &mut Pick) {
    const NUMBERS: &[f64] =
        &[1e308, 1e21, -1e-7, 0.1, 9_007_199_254_740_992.0, 5e-324, 1e15, -0.5, 123_456_789_012.25];
    fields(pack, &mut |field, side| {
        if side != "inputs" || !is_free(field) || !pick.one_in(2) {
            return;
        }
        let datum = &mut field["value"]["data"];
        *datum = match &datum {
            Value::String(text) if !text.is_empty() => title(pick).into(),
            Value::Number(_) => (*pick.of(NUMBERS)).into(),
            Value::Object(object) if !object.is_empty() => {
                json!({"": 1, "a b": {"`": null, "__proto__": []}, "n": 1e21, "🎉": "\u{0}\\\"${x}\n"})
            }
            Value::Array(list) if !list.is_empty() => {
                json!([null, [[]], {}, "", "a\nb", -0.25, {"x": [true]}])
            }
            _ if pick.one_in(8) => Value::Null,
            _ => return,
        };
    });
}

fn odd_templates(pack: &mut Value, pick: &mut Pick) {
    const TAILS: &[&str] = &[
        "{{{",
        "}}}",
        "{{{nohole}}}",
        "${x}",
        "\\",
        "\"",
        "`",
        "\n  \n\t",
        "\r\n",
        "{{{{",
        "$",
        "\u{0}",
        "🎉",
        "\"\"\"",
    ];
    fields(pack, &mut |field, _| {
        if field["key"] == "_text_" {
            let text = field["value"]["data"].as_str().unwrap_or_default().to_owned();
            field["value"]["data"] = format!("{}{text}{}", pick.of(TAILS), pick.of(TAILS)).into();
        }
    });
}

/// Fields that flows take and give; a mirrored card has one label on both sides.
fn odd_labels(pack: &mut Value, _: &mut Pick) {
    inside(pack, &mut |flow| {
        for card in items(&mut flow["data"]["methods"]) {
            let model = &mut card["node"]["model"];
            if model["mirrored"] != true {
                continue;
            }
            for side in ["inputs", "outputs"] {
                let data = &mut model[side]["data"];
                for field in members(data).filter(|field| field["metadata"]["custom"] == true) {
                    let mut pick = Pick::new(field["key"].as_str().unwrap());
                    set(&mut field["metadata"], "displayname", title(&mut pick));
                    set(&mut field["metadata"], "description", title(&mut pick));
                }
            }
        }
    });
}
