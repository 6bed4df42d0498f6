//! How wide text is, without fonts: a table of widths of a wide sans-serif, so that other faces need no more room.
//!
//! Sizes are pixels, widths in the table thousandths of the font's size; everything is whole numbers, so that every
//! machine draws the same.

/// Widths of the characters from the space to the tilde.
const ASCII: [u16; 95] = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
    295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838,
    500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521,
    392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];

/// A size and weight of text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    /// Height in pixels.
    pub size: u16,
    /// Wider by an eighth.
    pub bold: bool,
}

impl Face {
    /// Ordinary weight.
    pub const fn plain(size: u16) -> Self {
        Self { size, bold: false }
    }

    /// Heavy weight.
    pub const fn bold(size: u16) -> Self {
        Self { size, bold: true }
    }

    /// Thousandths of a pixel that a character takes.
    fn advance(self, letter: char) -> i64 {
        let mille = i64::from(mille(letter)) * i64::from(self.size);
        if self.bold { mille * 9 / 8 } else { mille }
    }

    /// Pixels that a text takes, rounded up.
    pub fn width(self, text: &str) -> i32 {
        let mille: i64 = text.chars().map(|letter| self.advance(letter)).sum();
        i32::try_from(mille / 1000 + 1).unwrap_or(i32::MAX)
    }
}

fn mille(letter: char) -> u16 {
    let code = u32::from(letter);
    if let Some(index) = code.checked_sub(32).and_then(|index| usize::try_from(index).ok())
        && let Some(width) = ASCII.get(index)
    {
        return *width;
    }
    match code {
        // Marks above and below a letter, joiners, selectors of a form.
        0..=0x1f | 0x300..=0x36f | 0x200b..=0x200f | 0x20d0..=0x20ff | 0xfe00..=0xfe0f => 0,
        0xa0..=0x24f if letter.is_lowercase() => 640,
        0xb7 => 318,
        0xa0..=0x24f => 790,
        // Hangul, Han, Kana and full forms stand in squares.
        0x1100..=0x115f
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6 => 1000,
        0x10000.. => 1300,
        _ if letter.is_lowercase() => 850,
        _ => 1080,
    }
}

/// The text on one line; what is too long ends in `…`.
pub(super) fn cut(text: &str, face: Face, room: i32) -> String {
    let mut lines = wrap(&text.split_whitespace().collect::<Vec<_>>().join(" "), face, room, 1);
    lines.pop().unwrap_or_default()
}

/// Where a line in the making stands.
struct Wrap {
    face: Face,
    room: i64,
    lines: Vec<String>,
    line: String,
    width: i64,
}

/// The text in at most so many lines, broken between words, and within a word that is longer than a line. Lines of
/// the text stay lines; what does not fit ends in `…`.
pub(super) fn wrap(text: &str, face: Face, room: i32, most: usize) -> Vec<String> {
    let mut state =
        Wrap { face, room: i64::from(room) * 1000, lines: Vec::new(), line: String::new(), width: 0 };
    for paragraph in text.lines() {
        for word in paragraph.split_whitespace() {
            state.word(word);
            // One line more than fits tells that something is left.
            if state.lines.len() > most {
                break;
            }
        }
        state.end();
        if state.lines.len() > most {
            break;
        }
    }
    let more = state.lines.len() > most;
    state.lines.truncate(most);
    if more && let Some(last) = state.lines.last_mut() {
        shorten(last, face, state.room);
    }
    state.lines
}

impl Wrap {
    fn word(&mut self, word: &str) {
        let wide = word.chars().map(|letter| self.face.advance(letter)).sum::<i64>();
        let space = if self.line.is_empty() { 0 } else { self.face.advance(' ') };
        // A word that no line holds begins where the line stands, unless hardly anything is left there.
        let fits = self.width + space + wide <= self.room;
        let begins = wide > self.room && self.width * 2 < self.room;
        if !fits && !begins && !self.line.is_empty() {
            self.end();
        }
        if !self.line.is_empty() {
            self.push(' ');
        }
        for letter in word.chars() {
            if self.width + self.face.advance(letter) > self.room && !self.line.is_empty() {
                self.end();
            }
            self.push(letter);
        }
    }

    fn push(&mut self, letter: char) {
        self.line.push(letter);
        self.width += self.face.advance(letter);
    }

    fn end(&mut self) {
        if !self.line.is_empty() {
            self.lines.push(std::mem::take(&mut self.line));
        }
        self.width = 0;
    }
}

/// Makes room for the sign that something is missing.
fn shorten(line: &mut String, face: Face, room: i64) {
    let width = |line: &str| line.chars().map(|letter| face.advance(letter)).sum::<i64>();
    while !line.is_empty() && width(line) + face.advance('…') > room {
        line.pop();
    }
    line.truncate(line.trim_end().len());
    line.push('…');
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACE: Face = Face::plain(10);

    #[test]
    fn short_text_stays() {
        assert_eq!(cut("a  b\nc", FACE, 100), "a b c");
        assert_eq!(cut("", FACE, 100), "");
        assert_eq!(wrap("one\n\ntwo", FACE, 100, 9), ["one", "two"]);
    }

    #[test]
    fn long_text_is_cut_where_the_room_ends() {
        for text in [
            "a long sentence of many words",
            &"w".repeat(500),
            &"漢字".repeat(60),
            "e\u{301}".repeat(90).as_str(),
        ] {
            for room in [12, 40, 77] {
                let short = cut(text, FACE, room);
                assert!(short.ends_with('…') && FACE.width(&short) <= room + 1, "{short}");
                let lines = wrap(text, FACE, room, 3);
                assert!(
                    lines.len() <= 3 && lines.iter().all(|line| FACE.width(line) <= room + 1),
                    "{lines:?}"
                );
            }
        }
    }

    #[test]
    fn long_words_break_and_short_ones_do_not() {
        assert_eq!(wrap("alpha beta", FACE, 35, 3), ["alpha", "beta"]);
        assert_eq!(wrap(&"m".repeat(9), FACE, 30, 3), ["mmm", "mmm", "mmm"]);
    }

    #[test]
    fn squares_are_wider_than_letters_and_marks_take_nothing() {
        assert!(FACE.width("漢漢漢") > FACE.width("abc"));
        assert_eq!(FACE.width("e\u{301}"), FACE.width("e"));
        assert!(Face::bold(10).width("abc") > FACE.width("abc"));
    }
}
