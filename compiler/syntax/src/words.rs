//! Words: which are reserved, which names stand without backticks.

/// Reserved words. As a name one of them stands in backticks, except after `.` and before `:`.
const KEYWORDS: [&str; 29] = [
    "and", "as", "branch", "catch", "continue", "else", "fail", "false", "for", "has", "if", "in", "is",
    "let", "match", "not", "null", "on", "or", "repeat", "retry", "return", "spawn", "true", "try", "until",
    "wait", "where", "xor",
];

/// Whether a word is reserved.
pub fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// Whether a name has the form of one that stands bare: ASCII letters, digits and `_`, no digit in front.
pub fn is_identifier(name: &str) -> bool {
    let mut bytes = name.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_found() {
        assert!(KEYWORDS.is_sorted(), "binary search");
        assert!(KEYWORDS.iter().all(|word| is_keyword(word) && is_identifier(word)));
        assert!(!is_keyword("flow") && !is_keyword("type"), "words of declarations are no keywords");
    }

    #[test]
    fn identifiers_are_plain_words() {
        for name in ["a", "_", "createdAt", "x1", "_x"] {
            assert!(is_identifier(name), "{name}");
        }
        for name in ["", "1x", "a b", "a-b", "größe", "a.b", "`a`", "a\n"] {
            assert!(!is_identifier(name), "{name}");
        }
    }
}
