//! Text that is safe to show: sources and packs may hold characters that steer a terminal or reverse its line.

use std::borrow::Cow;

/// The text with every steering character replaced by one of as many bytes, so that offsets stay valid. Line
/// breaks and tabs stay.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| replacement(letter).is_none()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|letter| replacement(letter).unwrap_or(letter)).collect())
}

fn replacement(letter: char) -> Option<char> {
    match letter {
        '\n' | '\t' => None,
        '\r' => Some(' '),
        '\u{0}'..='\u{1f}' | '\u{7f}' => Some('?'),
        '\u{80}'..='\u{9f}' => Some('¿'),
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some('\u{fffd}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_stay() {
        for text in ["plain é\n\t", "\u{1b}[31mred", "a\r\nb", "\u{85}x", "if \u{202e}true\u{2069}"] {
            let shown = printable(text);
            assert_eq!(shown.len(), text.len(), "{text:?}");
            assert!(shown.chars().all(|letter| replacement(letter).is_none()), "{shown:?}");
        }
        assert_eq!(printable("\u{1b}[2J"), "?[2J");
    }
}
