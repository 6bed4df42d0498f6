//! Patterns against texts, as JavaScript matches them.

use super::Pattern;

#[test]
fn matches_begin_where_javascript_finds_them() {
    let rows: [(&str, &str, Option<usize>); 40] = [
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
        (".", "😀", "x", true, true, "xx"),
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
        ("(?<a>b)\\k<c>", "Invalid named capture referenced"),
        ("(?:(?:a{999}){999}){999}", "Regular expression too large"),
    ];
    for (pattern, problem) in rows {
        let error = Pattern::new(pattern, true).unwrap_err();
        assert_eq!(error.message, format!("Invalid regular expression: /{pattern}/: {problem}"));
    }
    assert!(Pattern::new(&"(".repeat(5000), true).is_err());
    assert!(Pattern::new("(?:){4000000000}", true).is_ok());
}

#[test]
fn endless_patterns_end() {
    let text = "a".repeat(60);
    let error = Pattern::new("(a+)+$", true).unwrap().find(&format!("{text}!")).unwrap_err();
    assert!(error.message.starts_with("Method timeout exceeded"), "{error}");
}
