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
}

impl LineIndex {
    /// The index of a text; lines end at `\n`.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(
            text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| saturate(at + 1)),
        );
        Self { starts }
    }

    /// The position of a byte of the same text. Offsets inside a character or behind the end are moved back.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or(0) as usize;
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let column = text.get(start..end).map_or(0, |before| before.chars().count());
        Position { line: saturate(line), column: saturate(column + 1) }
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
    }
}
