//! Places in source files.

/// A file of a [`crate::SourceSet`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

impl FileId {
    /// Its position in the set.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes in a file, end exclusive. The default is the empty range at the start of the first file,
/// which nodes without a source carry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// Behind the last byte.
    pub end: u32,
}

impl Span {
    /// A range of a file.
    pub const fn new(file: FileId, start: u32, end: u32) -> Self {
        Self { file, start, end }
    }

    /// From the start of this to the end of another of the same file.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// It covers no byte.
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The range as indices into the file's text.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_join_in_either_order() {
        let file = FileId(3);
        let (a, b) = (Span::new(file, 2, 4), Span::new(file, 7, 9));
        assert_eq!(a.to(b), Span::new(file, 2, 9));
        assert_eq!(b.to(a), a.to(b));
        assert_eq!(a.range(), 2..4);
        assert!(Span::default().is_empty() && !a.is_empty());
    }
}
