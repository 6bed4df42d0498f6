//! From byte offsets to lines and columns.

/// A line and a column, both from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in characters.
    pub column: u32,
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before each multiple of [`STRIDE`] bytes: a column far into a very long line
    /// is found without counting from its start.
    marks: Vec<u32>,
}

/// Bytes between two marks.
const STRIDE: usize = 1024;

impl LineIndex {
    /// The index of a text; lines end at `\n`.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| saturate(at + 1)),
        );
        let mut marks = vec![0];
        let mut characters = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            characters += count(chunk);
            marks.push(saturate(characters));
        }
        Self { starts, marks }
    }

    /// The position of a byte of the same text. Offsets inside a character or behind the end are moved back.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0) as usize;
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let column = self.characters_before(text, end) - self.characters_before(text, start);
        Position { line: saturate(line), column: saturate(column + 1) }
    }

    fn characters_before(&self, text: &str, offset: usize) -> usize {
        let mark = offset / STRIDE;
        let rest = text.as_bytes().get(mark * STRIDE..offset).unwrap_or_default();
        self.marks.get(mark).map_or(0, |&before| before as usize) + count(rest)
    }

    /// The byte at a position; columns behind the end of the line stop there.
    pub fn offset(&self, text: &str, position: Position) -> u32 {
        let line = position.line.max(1) as usize;
        let Some(start) = self.starts.get(line - 1).copied() else { return saturate(text.len()) };
        let end = self.starts.get(line).map_or(text.len(), |next| (*next as usize).saturating_sub(1));
        let content = text.get(start as usize..end).unwrap_or_default();
        let column = position.column.max(1) as usize - 1;
        let inside = content.char_indices().nth(column).map_or(content.len(), |(at, _)| at);
        start + saturate(inside)
    }

    /// How many lines the text has; an empty text has one.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }
}

/// Characters that begin in these bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

fn saturate(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters() {
        let text = "aé\n\nxyz";
        let index = LineIndex::new(text);
        let at = |offset| index.position(text, offset);
        assert_eq!(at(0), Position { line: 1, column: 1 });
        assert_eq!(at(3), Position { line: 1, column: 3 });
        assert_eq!(at(4), Position { line: 2, column: 1 });
        assert_eq!(at(7), Position { line: 3, column: 3 });
        assert_eq!(at(99), Position { line: 3, column: 4 });
        for offset in [0, 1, 3, 4, 5, 6, 7] {
            assert_eq!(index.offset(text, at(offset)), offset);
        }
        assert_eq!(at(2), at(1), "inside a character is at its start");
        assert_eq!(index.line_count(), 3);
    }

    #[test]
    fn positions_outside_stop_at_the_edge() {
        let text = "ab\r\ncd\n";
        let index = LineIndex::new(text);
        let offset = |line, column| index.offset(text, Position { line, column });
        assert_eq!((offset(0, 0), offset(1, 99), offset(2, 99), offset(3, 1), offset(9, 9)), (0, 3, 6, 7, 7));
        assert_eq!(index.position(text, 4), Position { line: 2, column: 1 });
        let empty = LineIndex::new("");
        assert_eq!((empty.position("", 5), empty.line_count()), (Position { line: 1, column: 1 }, 1));
    }

    #[test]
    fn columns_in_long_lines_agree_with_counting() {
        let text = format!("first\n{}x\nlast", "aé中😀".repeat(700));
        let index = LineIndex::new(&text);
        for (counted, (offset, _)) in text.char_indices().enumerate().skip(6).step_by(97) {
            let column = u32::try_from(counted - 5).unwrap();
            if counted < 6 + 2801 {
                let position = index.position(&text, u32::try_from(offset).unwrap());
                assert_eq!(position, Position { line: 2, column });
            }
        }
        let last = u32::try_from(text.len()).unwrap();
        assert_eq!(index.position(&text, last), Position { line: 3, column: 5 });
    }
}
