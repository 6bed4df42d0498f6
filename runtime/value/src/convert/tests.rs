//! The table and what the functions do are the same; wires do what packs need.

use super::*;
use crate::rules::Evidence;

/// Values of every kind, some of which convert well and some badly.
fn samples() -> Vec<Value> {
    vec![
        Value::Null,
        true.into(),
        false.into(),
        0.into(),
        1.5.into(),
        f64::NAN.into(),
        "".into(),
        "10".into(),
        "potato".into(),
        "2016-09-07T00:01:25.670Z".into(),
        "[1]".into(),
        "{\"a\":1}".into(),
        Date::EPOCH.into(),
        Value::list([1]),
        Value::object([("a", 1)]),
        FileRef { id: "f1".into(), ..FileRef::default() }.into(),
        FlowRef { id: "w1".into(), ..FlowRef::default() }.into(),
    ]
}

#[test]
fn verdicts_say_what_happens() {
    for to in Kind::ALL.into_iter().filter(|to| !matches!(to, Kind::Null | Kind::Any)) {
        for from in Kind::ALL.into_iter().filter(|from| *from != Kind::Any) {
            let outcomes: Vec<bool> = samples()
                .iter()
                .filter(|value| value.kind() == from)
                .map(|value| convert(value, to).is_ok_and(|converted| converted.kind() == to))
                .collect();
            let expected = match verdict(from, to) {
                Verdict::Always => outcomes.iter().all(|works| *works),
                Verdict::Never => outcomes.iter().all(|works| !works),
                Verdict::MayFail => outcomes.contains(&true) && outcomes.contains(&false),
            };
            assert!(expected, "{from:?} to {to:?}: {outcomes:?}");
            assert!(
                row(from, to).is_none_or(|row| row.decision().is_some()),
                "{from:?} to {to:?} has no rule"
            );
        }
    }
    assert_eq!(verdict(Kind::Any, Kind::Number), Verdict::MayFail);
    assert_eq!(verdict(Kind::File, Kind::Any), Verdict::Always);
    assert_eq!(row(Kind::Text, Kind::Number).unwrap().evidence(), Evidence::Doc);
}

#[test]
fn converts() {
    let texts: [(Value, &str); 7] = [
        (Value::Null, ""),
        (true.into(), "true"),
        (0.1.into(), "0.1"),
        (Date::EPOCH.into(), "1970-01-01T00:00:00.000Z"),
        (Value::list([Value::from("a"), Value::Null]), "[\"a\",null]"),
        (Value::object([("a", 1)]), "{\"a\":1}"),
        ("as it is".into(), "as it is"),
    ];
    for (value, text) in texts {
        assert_eq!(to_text(&value), text);
        let mut out = "-".to_owned();
        append_text(&value, &mut out);
        assert_eq!(out, format!("-{text}"));
    }
    assert_eq!(to_number(&" 10 ".into()), Ok(10.0));
    assert_eq!(to_number(&"".into()), Ok(0.0));
    assert_eq!(to_boolean(&"FALSE".into()), Ok(false));
    assert_eq!(to_boolean(&"no".into()), Ok(true));
    assert_eq!(to_date(&"9/7/2016".into()), Ok(Date::parse("2016-09-07").unwrap()));
    assert_eq!(to_list(&"[1, 2]".into()), Ok(List::from_iter([1, 2])));
    assert_eq!(to_list(&"{\"a\":1}".into()), Ok(List::from_iter([Value::object([("a", 1)])])));
    assert_eq!(to_list(&"".into()), Ok(List::new()));
    assert_eq!(to_object(&Value::Null), Ok(Object::new()));
}

#[test]
fn errors_show_value_and_need() {
    let rows: [(Value, Kind, &str); 4] = [
        (
            "potato".into(),
            Kind::Number,
            "Invalid type conversion: number is needed here, not the text \"potato\"",
        ),
        (Value::Null, Kind::Date, "Invalid type conversion: date is needed here, not null"),
        (
            "{x".into(),
            Kind::Object,
            "Invalid type conversion: object is needed here, not the text \"{x\" \
             (Expected property name or '}' in JSON at position 1)",
        ),
        (
            Value::list(["a long text that does not fit into a message"]),
            Kind::Number,
            "Invalid type conversion: number is needed here, not the list [\"a long text that does not fit into a m…",
        ),
    ];
    for (value, to, message) in rows {
        assert_eq!(convert(&value, to).unwrap_err().to_string(), message);
    }
}

#[test]
fn wires_by_their_types() {
    use Kind::{Boolean, Date, Number, Object, Text};
    let through = |name: &str, force_wrap_array| {
        Link::Through(Transform { convert: Converter::from_name(name), force_wrap_array })
    };
    let rows = [
        (Text, false, Text, false, Link::Direct),
        (Object, true, Object, true, Link::Direct),
        (Object, false, Text, false, through("stringify", false)),
        (Text, false, Object, false, through("parse", false)),
        (Number, false, Text, false, through("toString", false)),
        (Text, false, Number, false, through("parseFloat", false)),
        (Text, false, Date, false, through("dateTime", false)),
        (Date, false, Text, false, through("isoString", false)),
        (Boolean, false, Text, false, through("booleanToString", false)),
        (Number, false, Number, true, through("wrapArray", false)),
        (Text, false, Object, true, through("parse", true)),
        (Object, false, Text, true, through("stringify", true)),
        (Text, true, Text, false, through("stringify", false)),
        (Text, false, Boolean, false, Link::Refused),
        (Object, true, Text, false, Link::Refused),
        (Text, true, Object, true, Link::Refused),
    ];
    for (from, from_list, to, to_list, expected) in rows {
        assert_eq!(link(from, from_list, to, to_list), expected, "{from:?} {from_list} {to:?} {to_list}");
    }
    for (converter, name) in Converter::ALL {
        assert_eq!(converter.name(), name);
    }
}

#[test]
fn wires_meet_the_value() {
    let object = || Value::object([("a", 1)]);
    let rows: [(&str, bool, Value, Value); 15] = [
        ("stringify", false, "plain".into(), "plain".into()),
        ("stringify", false, object(), "{\"a\":1}".into()),
        ("stringify", false, Value::list(["a"]), "[\"a\"]".into()),
        ("stringify", false, Value::Null, Value::Null),
        ("stringify", true, object(), Value::list(["{\"a\":1}"])),
        ("stringify", true, Value::list([object()]), Value::list(["{\"a\":1}"])),
        ("parse", false, "{\"a\":1}".into(), object()),
        ("parse", false, "".into(), Value::Null),
        ("parse", false, object(), object()),
        ("parse", true, "[1]".into(), Value::list([1])),
        ("parseFloat", false, "12px".into(), 12.into()),
        ("dateTime", false, "".into(), Value::Null),
        ("isoString", false, Date::EPOCH.into(), "1970-01-01T00:00:00.000Z".into()),
        ("wrapArray", false, object(), Value::list([object()])),
        ("wrapArray", false, Value::list([1]), Value::list([1])),
    ];
    for (name, force_wrap_array, value, expected) in rows {
        let transform = Transform { convert: Converter::from_name(name), force_wrap_array };
        assert_eq!(wire(transform, &value), Ok(expected), "{name} {value:?}");
    }
    let parse_float = Transform { convert: Some(Converter::ParseFloat), force_wrap_array: false };
    assert!(wire(parse_float, &"potato".into()).is_err());
}
