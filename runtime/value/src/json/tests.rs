//! JSON against JavaScript's behaviour, laws and hostile input.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::{Object, Value};

#[test]
fn reads_values() {
    let rows = [
        (" null ", Value::Null),
        ("true", true.into()),
        ("-0.5e1", (-5.0).into()),
        ("1e999", f64::INFINITY.into()),
        ("0.1", 0.1.into()),
        ("9007199254740993", 9_007_199_254_740_992.0.into()),
        ("1.7976931348623157e308", f64::MAX.into()),
        ("123456789012345678901234567890", 123_456_789_012_345_678_901_234_567_890.0.into()),
        (
            r#""a\"\\\/\b\f\n\r\t\u00e9 long enough to be shared""#,
            "a\"\\/\u{8}\u{c}\n\r\té long enough to be shared".into(),
        ),
        (r#""\ud83d\ude00""#, "😀".into()),
        (r#""\ud83d""#, "\u{fffd}".into()),
        (r#""\ude00x""#, "\u{fffd}x".into()),
        (r#""\ud83d\u0041""#, "\u{fffd}A".into()),
        ("[]", Value::list::<Value>([])),
        ("[1, [2], {}]", Value::list([1.into(), Value::list([2]), Object::new().into()])),
        (r#"{"a":1,"b":2,"a":3}"#, Value::object([("a", 3), ("b", 2)])),
        (r#"{"":{"":null}}"#, Value::object([("", Value::object([("", Value::Null)]))])),
    ];
    for (text, value) in rows {
        assert_eq!(parse(text), Ok(value), "{text}");
    }
}

#[test]
fn explains_mistakes_as_javascript_does() {
    let rows = [
        ("", "Unexpected end of JSON input"),
        ("abc", "Unexpected token 'a', \"abc\" is not valid JSON"),
        ("{\"a\":1,}", "Expected double-quoted property name in JSON at position 7"),
        ("{a:1}", "Expected property name or '}' in JSON at position 1"),
        ("[1,2", "Expected ',' or ']' after array element in JSON at position 4"),
        ("{\"a\" 1}", "Expected ':' after property name in JSON at position 5"),
        ("{\"a\":1 \"b\"", "Expected ',' or '}' after property value in JSON at position 7"),
        ("\"abc", "Unterminated string in JSON at position 4"),
        ("\"a\nb\"", "Bad control character in string literal in JSON at position 2"),
        ("\"\\x\"", "Bad escaped character in JSON at position 2"),
        ("\"\\u12g4\"", "Bad Unicode escape in JSON at position 5"),
        ("\"é\\u12", "Bad Unicode escape in JSON at position 6"),
        ("-", "No number after minus sign in JSON at position 1"),
        ("1.a", "Unterminated fractional number in JSON at position 2"),
        ("1e+x", "Exponent part is missing a number in JSON at position 3"),
        ("01", "Unexpected number in JSON at position 1"),
        ("1 2", "Unexpected non-whitespace character after JSON at position 2"),
        ("tru", "Unexpected end of JSON input"),
        ("nulx", "Unexpected token 'x', \"nulx\" is not valid JSON"),
        ("[1,]", "Unexpected token ']', \"[1,]\" is not valid JSON"),
        ("{\"a\":1,\"b\"}", "Unexpected token '}', \"{\"a\":1,\"b\"}\" is not valid JSON"),
        ("undefined", "\"undefined\" is not valid JSON"),
        (
            "{\"aaaaaaaaaaaaaaaaaaaaaaa\":x,\"bbbbbbbbbbbbbbbbbbbbbbbb\":1}",
            "Unexpected token 'x', ...\"aaaaaaaa\":x,\"bbbbbbb\"... is not valid JSON",
        ),
        (
            "[1,2,3,😀,4,5,6,7,8,9,10]",
            "Unexpected token '\u{fffd}', \"[1,2,3,😀,4,5,6,7\"... is not valid JSON",
        ),
    ];
    for (text, message) in rows {
        assert_eq!(parse(text).unwrap_err().to_string(), message, "{text}");
    }
}

#[test]
fn writes_values() {
    let value = Value::object([
        ("a\"\u{1}\u{7f}", Value::list([Value::Null, 1.5.into(), f64::NAN.into(), "é\n".into()])),
        ("o", Value::object([("e", Value::Object(Object::new()))])),
    ]);
    assert_eq!(to_text(&value), "{\"a\\\"\\u0001\u{7f}\":[null,1.5,null,\"é\\n\"],\"o\":{\"e\":{}}}");
    let pretty = "{\n  \"a\": [\n    1,\n    []\n  ],\n  \"b\": {}\n}";
    let value = Value::object([
        ("a", Value::list([Value::from(1), Value::list::<Value>([])])),
        ("b", Object::new().into()),
    ]);
    assert_eq!(to_pretty(&value, 2), pretty);
}

#[test]
fn bytes_are_decoded_forgivingly() {
    assert_eq!(parse_bytes(b"\xEF\xBB\xBF\"a\""), Ok("a".into()));
    assert_eq!(parse_bytes(b"\"\xff\""), Ok("\u{fffd}".into()));
    assert!(parse("\u{feff}1").is_err());
}

#[test]
fn depth_is_limited_only_when_reading() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(parse(&nested(MAX_DEPTH)).is_ok());
    let error = parse(&nested(1_000_000)).unwrap_err();
    assert_eq!((error.problem, error.offset), (Problem::TooDeep, MAX_DEPTH));
    let deep = (0..100_000).fold(Value::Null, |inner, _| Value::list([inner]));
    assert_eq!(to_bytes(&deep).len(), 200_004);
}

#[test]
fn objects_of_one_shape_share_their_keys() {
    let mut reader = Reader::new();
    let value = reader.parse(r#"[{"a":1,"b":2},{"a":3,"b":4},{"b":5,"a":6},{"a":7}]"#).unwrap();
    let table = |value: &Value| value.as_object().unwrap().key_table().clone();
    let items = value.as_list().unwrap();
    assert!(Arc::ptr_eq(&table(&items[0]), &table(&items[1])));
    assert!(!Arc::ptr_eq(&table(&items[0]), &table(&items[2])));
    let later = reader.parse(r#"{"a":null,"b":{}}"#).unwrap();
    assert!(Arc::ptr_eq(&table(&items[0]), &table(&later)));
}

#[test]
fn wide_and_many_shaped_objects_are_read_in_full() {
    let wide: String = (0..5000).map(|n| format!("\"k{n}\":{n},")).collect();
    let value = parse(&format!("{{{wide}\"k7\":\"last\"}}")).unwrap();
    assert_eq!(value.as_object().unwrap().len(), 5000);
    assert_eq!(value.get("k7"), Some(&"last".into()));
    assert_eq!(value.get("k4999"), Some(&4999.into()));
    let many: String = (0..10_000).map(|n| format!("{{\"k{n}\":{{\"x\":{n},\"x\":1}}}},")).collect();
    let value = parse(&format!("[{many}0]")).unwrap();
    assert_eq!(value.at(9999).unwrap().get("k9999").unwrap().get("x"), Some(&1.into()));
}

#[test]
fn leaves_out_what_is_not_wanted() {
    let mut wanted = Wanted::nothing();
    wanted.add(["user", "name"]);
    wanted.add(["ids"]);
    wanted.add(["list", "id"]);
    let text = br#"{"junk":{"a":[1,"\n",{"b":2}]},"user":{"age":3,"name":"x"},"list":[{"id":1,"y":2},3],"ids":[{"q":1}]}"#;
    let value = Reader::new().parse_bytes(text, &wanted).unwrap();
    assert_eq!(to_text(&value), r#"{"user":{"name":"x"},"list":[{"id":1},3],"ids":[{"q":1}]}"#);
    assert!(Reader::new().parse_bytes(b"{\"junk\":[1,}", &wanted).is_err());
}

/// Values that JSON can hold.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        ".{0,20}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((".{0,3}", inner), 0..6).prop_map(Value::object),
        ]
    })
}

proptest! {
    #[test]
    fn what_is_written_reads_back(value in json_value(), indent in 0usize..4) {
        prop_assert_eq!(parse(&to_text(&value)), Ok(value.clone()));
        prop_assert_eq!(parse(&to_pretty(&value, indent)), Ok(value));
    }

    #[test]
    fn agrees_with_serde_json(text in "[\\[\\]{}:,\"\\\\a-z0-9.eE+\\- u]{0,24}") {
        let theirs = serde_json::from_str::<serde_json::Value>(&text);
        match parse(&text) {
            Ok(value) => {
                let numbers_fit = !to_text(&value).contains("null") || text.contains("null");
                prop_assert!(theirs.is_ok() || !numbers_fit || text.contains("\\u"), "{}", text);
            }
            Err(_) => prop_assert!(theirs.is_err(), "{}", text),
        }
    }

    #[test]
    fn numbers_read_exactly(text in "-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,3})?") {
        prop_assert_eq!(parse(&text), Ok(Value::from(text.parse::<f64>().unwrap())));
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes: Vec<u8>) {
        let _ = parse_bytes(&bytes);
    }
}
