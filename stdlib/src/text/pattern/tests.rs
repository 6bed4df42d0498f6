//! Patterns against texts, as JavaScript matches them.

use proptest::prelude::*;

use super::Pattern;

#[test]
fn matches_begin_where_javascript_finds_them() {
    let rows: [(&str, &str, Option<usize>); 71] = [
        ("", "abc", Some(0)),
        ("b", "abc", Some(1)),
        ("[0-9]", "abc7", Some(3)),
        ("a|b", "cb", Some(1)),
        ("^b", "ab", None),
        ("c$", "abc", Some(2)),
        (".", "\n\u{2028}x", Some(2)),
        ("a.c", "a\nc abc", Some(4)),
        ("x*", "aaa", Some(0)),
        ("a{2}", "aba aa", Some(4)),
        ("a{2,}b", "ab aaab", Some(3)),
        ("a{1,2}b", "aaab", Some(1)),
        ("a{,2}", "a{,2}", Some(0)),
        ("a{", "a{", Some(0)),
        ("}]", "x}]", Some(1)),
        (r"\bcat\b", "concat cat", Some(7)),
        (r"\Bcat", "cat concat", Some(7)),
        (r"(\w)\1", "abccd", Some(2)),
        (r"\1(a)", "a", Some(0)),
        (r"(?<x>b)\k<x>", "abb", Some(1)),
        ("(?=b)..", "abc", Some(1)),
        ("a(?!b)", "abac", Some(2)),
        (r"(?<=\$)\d+", "1 $23", Some(3)),
        (r"(?<!\$)\d", "$1 2", Some(3)),
        ("(?<=ab)c", "ac abc", Some(5)),
        ("(?:ab)+c", "ab ababc", Some(3)),
        ("(a*)*b", "aab", Some(0)),
        ("(?:a|ab)(?:c|bcd)d*$", "abcd", Some(0)),
        (r"[^\d\s]", "1 2x", Some(3)),
        (r"[\w.-]+@", "to a.b-c@d", Some(3)),
        ("[]", "a", None),
        ("[^]", "\n", Some(0)),
        (r"[\b]", "\u{8}", Some(0)),
        (r"\x41B\cJ", "AB\n", Some(0)),
        (r"\.\+\*\\\/", r".+*\/", Some(0)),
        (r"\9", "9", Some(0)),
        ("b", "😀b", Some(2)),
        ("😀", "a😀", Some(1)),
        (r"\uD83D\uDE00", "😀", Some(0)),
        (r"[^\d{3}]", "123{4x", Some(5)),
        (r"[a&&b]", "&", Some(0)),
        (r"[+--]", ",", Some(0)),
        (r"[a~~b]", "~", Some(0)),
        (r"[[a]", "[", Some(0)),
        (r"[[:alpha:]]", "x", None),
        (r"[\d-x]", "-", Some(0)),
        (r"[\w&&a]", "&", Some(0)),
        (r"[\D]", "12a", Some(2)),
        (r"[^]b]", "ab]", Some(0)),
        (r"[\u0080-\uFFFF]", "a😀", Some(1)),
        (r"[😀-😂]", "a😁", Some(1)),
        (r"\w", "éa", Some(1)),
        (r"\d", "٣3", Some(1)),
        (r"\bé", "é", None),
        (r"\s", "\u{85}\u{FEFF}", Some(1)),
        (r"\p{L}", "p{L}", Some(0)),
        (r"\Aa", "Aa", Some(0)),
        (r"\u{2}", "uu", Some(0)),
        (r"\u00zz", "u00zz", Some(0)),
        (r"\c1", r"\c1", Some(0)),
        (r"[\c1]", "\u{11}", Some(0)),
        (r"\101\08", "A\u{0}8", Some(0)),
        (r"a$", "a\n", None),
        (r"(?=a)*b", "ab", Some(1)),
        (r"(?:(?!b))+a", "ba", Some(1)),
        (r"(?:)*a", "ba", Some(1)),
        (r"(a)\1*b", "aaab", Some(0)),
        (r"(?:(a)|b)\1c", "bc", Some(0)),
        (r"\k<x>", "k<x>", Some(0)),
        (r"(?<=\ba+)b", "caab aab", Some(7)),
        (r"#x y", "#x y", Some(0)),
    ];
    for (pattern, text, expected) in rows {
        let found = Pattern::new(pattern, true).unwrap().find(text).unwrap();
        assert_eq!(found, expected, "/{pattern}/ in {text:?}");
    }
}

#[test]
fn replaces_one_or_all_in_either_case() {
    let rows = [
        ("a", "banana", "o", true, true, "bonono"),
        ("a", "banana", "o", true, false, "bonana"),
        ("x*", "abc", "-", true, true, "-a-b-c-"),
        ("A", "banana", "$&", false, true, "b$&n$&n$&"),
        ("[A-C]", "abcd", "", false, true, "d"),
        ("É", "é", "e", false, true, "e"),
        (".", "😀", "x", true, true, "x"),
        ("a+?", "aaa", "b", true, true, "bbb"),
        ("(a)|b", "ab", "", true, true, ""),
    ];
    for (pattern, text, new, sensitive, all, expected) in rows {
        let replaced = Pattern::new(pattern, sensitive).unwrap().replace(text, new, all).unwrap();
        assert_eq!(replaced, expected, "/{pattern}/ in {text:?}");
    }
}

#[test]
fn wrong_patterns_are_refused_in_javascripts_words() {
    let rows = [
        ("(", "Unterminated group"),
        (")", "Unmatched ')'"),
        ("[a", "Unterminated character class"),
        ("*a", "Nothing to repeat"),
        ("a**", "Nothing to repeat"),
        ("{1}", "Nothing to repeat"),
        ("[b-a]", "Range out of order in character class"),
        ("a{2,1}", "numbers out of order in {} quantifier"),
        ("a\\", "\\ at end of pattern"),
        ("(?x)", "Invalid group"),
        ("(?<1>a)", "Invalid capture group name"),
        ("(?<a>b)(?<a>c)", "Duplicate capture group name"),
        ("(?<a>b)\\k", "Invalid named reference"),
        (r"\b*", "Nothing to repeat"),
        ("(?<=a)*", "Nothing to repeat"),
        (r"\uD83D", "half a character cannot be matched, only the whole of it"),
        ("(?<a>b)\\k<c>", "Invalid named capture referenced"),
        ("(?:(?:a{999}){999}){999}", "Regular expression too large"),
    ];
    for (pattern, problem) in rows {
        let error = Pattern::new(pattern, true).and_then(|pattern| pattern.find("")).unwrap_err();
        assert_eq!(error.message, format!("Invalid regular expression: /{pattern}/: {problem}"));
    }
    let deep = "(".repeat(5000) + &")".repeat(5000);
    assert!(Pattern::new(&deep, true).is_err());
}

#[test]
fn endless_patterns_end() {
    let text = "a".repeat(60) + "!";
    assert_eq!(Pattern::new("(a+)+$", true).unwrap().find(&text).unwrap(), None);
    let long = "a".repeat(20_000) + "!";
    let rows = [
        (r"(?:(?!b)a+)+$", &text),
        (r"(a|(?=a)a)*\1$", &text),
        (r"(?:a(?!b)|a(?!c))*$", &long),
        ("(?=(?:(?=.*)a)*b)", &long),
    ];
    for (pattern, text) in rows {
        let error = Pattern::new(pattern, true).unwrap().find(text).unwrap_err();
        assert!(error.message.starts_with("Method timeout exceeded"), "/{pattern}/: {error}");
    }
}

proptest! {
    #[test]
    fn any_pattern_in_any_text_ends(pattern in pattern(), text in "[ab 1é😀\\n]{0,24}", sensitive in any::<bool>()) {
        if let Ok(pattern) = Pattern::new(&pattern, sensitive) {
            let found = pattern.find(&text);
            let replaced = pattern.replace(&text, "", true);
            prop_assert!(found.is_err() || replaced.is_err() || found.unwrap().is_some() || replaced.unwrap() == text);
        }
    }
}

/// Patterns of pieces that mean something, and any text.
fn pattern() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "b", "é", "😀", " ", "1", ".", "^", "$", "|", "(", "(?:", "(?=", "(?!", "(?<=", "(?<!", "(?<n>",
        ")", ")", "[", "[^", "]", "-", "&&", "*", "+", "?", "{2}", "{1,}", "{0,9}", "{", "}", r"\b", r"\B",
        r"\d", r"\W", r"\s", r"\1", r"\2", r"\k<n>", r"\c", r"\x", r"\u", r"\0", r"\", "(a+)+", "(?:a|b)*",
    ]);
    let pieces = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat());
    prop_oneof![8 => pieces, 1 => "\\PC{0,16}"]
}
