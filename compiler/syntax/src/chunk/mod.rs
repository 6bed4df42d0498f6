//! The chunker: cuts a file into items before the grammar sees it.
//!
//! A scanner that knows texts, comments and brackets, and never fails. It finds where items begin, so that an
//! error in one does not hide the next; takes `//` comments out (they come back as trivia); finds brackets and
//! texts that are not closed, and what is nested too deeply to be given to the parser. Linear in the text.

mod item;

use std::borrow::Cow;
use std::ops::Range;

use item::is_certain_start;

/// More brackets than this inside each other are not parsed: the grammar's stack has to bear them.
pub(crate) const MAX_BRACKETS: usize = 100;
/// Nor are more brackets, closures, types of lists and heads together.
pub(crate) const MAX_DEPTH: usize = 200;
/// More code than this in one item (bytes outside of texts and comments) is not parsed.
const MAX_CODE: usize = 1_000_000;
/// Brackets beyond this depth are only counted.
const MAX_STACK: usize = 10_000;

/// A file, cut.
#[derive(Debug)]
pub(crate) struct Chunks<'t> {
    /// The text with `//` comments replaced by blanks; offsets are those of the file.
    pub text: Cow<'t, str>,
    /// Items in order, blanks and comments around them left out.
    pub items: Vec<Chunk>,
    /// Places of `//` comments in order, from the slashes to the end of the line.
    pub comments: Vec<Range<usize>>,
}

/// One item.
#[derive(Clone, Debug)]
pub(crate) struct Chunk {
    /// Its text.
    pub range: Range<usize>,
    /// Why it cannot be parsed.
    pub fault: Option<Fault>,
    /// The last pair of braces that stands in no other bracket: a flow's body.
    pub body: Option<Range<usize>>,
    /// Where lines begin that stand in the body itself.
    pub lines: Vec<usize>,
}

/// What the scanner finds wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A bracket that nothing closes; with a closing one that is indented as if it belonged further out.
    Unclosed { open: usize, suspect: Option<usize> },
    /// A bracket closed by another kind.
    Mismatch { open: usize, close: usize },
    /// A closing bracket that closes nothing.
    Stray { close: usize },
    /// A text, or a name in backticks, without its end.
    Text { open: usize, block: bool },
    /// Nested too deeply.
    Deep { at: usize },
    /// Too much code in one declaration.
    Long,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Bracket(u8),
    Hole,
    Line,
    Block,
}

#[derive(Clone, Copy, Debug)]
struct Level {
    open: Open,
    at: usize,
    /// Where the line begins on which it stands.
    line: usize,
    /// Brackets and closures around it, itself included.
    depth: usize,
    /// What lies in it one inside the other without another bracket between: `a => b => …`, `list<list<…`, `if if …`.
    chain: usize,
}

/// Cuts a file.
pub(crate) fn chunks(text: &str) -> Chunks<'_> {
    let mut scanner = Scanner::new(text);
    scanner.run();
    let Scanner { items, comments, .. } = scanner;
    Chunks { text: blanked(text, &comments), items, comments }
}

/// The `//` comments of a text, from the slashes to the end of the line.
pub fn comments(text: &str) -> Vec<&str> {
    chunks(text).comments.into_iter().filter_map(|range| text.get(range)).collect()
}

fn blanked<'t>(text: &'t str, comments: &[Range<usize>]) -> Cow<'t, str> {
    if comments.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for comment in comments {
        out.push_str(text.get(at..comment.start).unwrap_or_default());
        out.extend(std::iter::repeat_n(' ', comment.len()));
        at = comment.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    Cow::Owned(out)
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    line: usize,
    stack: Vec<Level>,
    /// [`Level::chain`] outside of all brackets.
    chain: usize,
    /// Brackets beyond [`MAX_STACK`].
    uncounted: usize,
    /// The first unclosed `"""` was seen: the rest of the file is not searched for items a second time.
    restarted: bool,
    item: Option<Building>,
    /// Documentation or attributes at the left edge inside an open bracket: perhaps the next item's.
    header: Option<usize>,
    items: Vec<Chunk>,
    comments: Vec<Range<usize>>,
}

/// The item being scanned.
struct Building {
    chunk: Chunk,
    /// Its declaring word was seen.
    declared: bool,
    /// Its `on …` line was seen.
    trigger: bool,
    code: usize,
    suspect: Option<(usize, usize)>,
    /// The last byte that is no blank.
    last: u8,
}

impl<'t> Scanner<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: 0,
            line: 0,
            stack: Vec::new(),
            chain: 0,
            uncounted: 0,
            restarted: false,
            item: None,
            header: None,
            items: Vec::new(),
            comments: Vec::new(),
        }
    }

    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn starts(&self, with: &str) -> bool {
        self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(with.as_bytes()))
    }

    fn run(&mut self) {
        let mut at_line_start = true;
        while self.at < self.bytes.len() {
            match self.stack.last().map(|level| level.open) {
                Some(Open::Line) => self.in_text(false),
                Some(Open::Block) => self.in_text(true),
                _ => {
                    let byte = self.peek(0);
                    match byte {
                        b'\n' => {
                            self.at += 1;
                            self.line = self.at;
                            at_line_start = true;
                        }
                        b' ' | b'\t' | b'\r' => self.at += 1,
                        _ => {
                            if self.starts("\u{feff}") && self.at == 0 {
                                self.at += 3;
                                continue;
                            }
                            self.in_code(byte, at_line_start);
                            at_line_start = false;
                        }
                    }
                }
            }
            if self.at >= self.bytes.len() {
                self.end_of_file();
            }
        }
    }

    /// A text that swallowed the rest of the file: what follows its first line is searched for items once.
    fn end_of_file(&mut self) {
        let block = self.stack.iter().find(|level| level.open == Open::Block).copied();
        if let (Some(level), false) = (block, self.restarted) {
            self.restarted = true;
            self.fault(Fault::Text { open: level.at, block: true });
            let next = self.next_start(level.at);
            self.stack.clear();
            self.comments.retain(|comment| comment.start < level.at);
            if let Some(item) = &mut self.item {
                item.chunk.range.end = next.map_or(self.bytes.len(), |next| next.min(self.bytes.len()));
            }
            self.close_item();
            if let Some(next) = next {
                (self.at, self.line) = (next, next);
            }
            return;
        }
        self.close_item();
    }

    /// The next line at whose left edge a declaration begins.
    fn next_start(&self, from: usize) -> Option<usize> {
        let rest = self.text.get(from..)?;
        let ends = rest.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| from + at + 1);
        ends.into_iter().find(|&at| is_certain_start(self.bytes.get(at..).unwrap_or_default()))
    }

    fn in_text(&mut self, block: bool) {
        match self.peek(0) {
            b'\\' if self.peek(1) == b'\n' && !block => self.at += 1,
            b'\\' => self.at += 2,
            b'$' if self.peek(1) == b'{' => {
                self.open(Open::Hole);
                self.at += 2;
            }
            b'"' if !block => {
                self.stack.pop();
                self.at += 1;
            }
            b'"' if self.starts("\"\"\"") => {
                self.stack.pop();
                self.at += 3;
            }
            b'\n' if !block => {
                if let Some(level) = self.stack.pop() {
                    self.fault(Fault::Text { open: level.at, block: false });
                }
            }
            b'\n' => {
                self.at += 1;
                self.line = self.at;
            }
            _ => self.at += 1,
        }
        self.reach();
    }

    fn in_code(&mut self, byte: u8, at_line_start: bool) {
        if byte == b'/' && self.peek(1) == b'/' && !(self.peek(2) == b'/' && self.peek(3) != b'/') {
            let start = self.at;
            self.skip_line();
            self.comments.push(start..self.at);
            return;
        }
        if at_line_start || self.item.is_none() {
            self.line_start(byte);
        }
        if at_line_start && self.item.as_ref().is_none_or(|item| !b"<>".contains(&item.last)) {
            self.end_chain();
        }
        if let Some(item) = &mut self.item {
            item.code += 1;
            item.last = byte;
        }
        match byte {
            b'#' => self.skip_line(),
            b'/' if self.starts("///") => self.skip_line(),
            b'"' if self.starts("\"\"\"") => {
                self.open(Open::Block);
                self.at += 3;
            }
            b'"' => {
                self.open(Open::Line);
                self.at += 1;
            }
            b'`' => self.ticked(),
            b'(' | b'[' | b'{' => {
                self.open(Open::Bracket(byte));
                self.at += 1;
            }
            b')' | b']' | b'}' => {
                self.close(byte, at_line_start);
                if byte == b'}' {
                    self.end_chain();
                }
                self.at += 1;
            }
            b',' => {
                self.end_chain();
                self.at += 1;
            }
            b'>' if self.at > 0 && self.bytes.get(self.at - 1) == Some(&b'=') => {
                self.chain();
                self.at += 1;
            }
            _ => self.word_or_sign(),
        }
        self.reach();
    }

    fn word_or_sign(&mut self) {
        let start = self.at;
        while is_word(self.peek(0)) {
            self.at += 1;
        }
        match self.text.get(start..self.at) {
            Some("if" | "match") => self.chain(),
            Some("list") => {
                let rest = self.text.get(self.at..).unwrap_or_default();
                if rest.trim_start_matches([' ', '\t', '\r', '\n']).starts_with('<') {
                    self.chain();
                }
            }
            _ => {}
        }
        if self.at == start {
            self.at += self.text.get(start..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
        }
        if let Some(item) = &mut self.item {
            item.code += self.at - start - 1;
        }
    }

    fn skip_line(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
    }

    fn ticked(&mut self) {
        let open = self.at;
        self.at += 1;
        loop {
            match self.peek(0) {
                b'\\' if self.peek(1) != b'\n' => self.at += 2,
                b'`' => {
                    self.at += 1;
                    return;
                }
                b'\n' | 0 if self.peek(0) == b'\n' || self.at >= self.bytes.len() => {
                    self.fault(Fault::Text { open, block: false });
                    return;
                }
                _ => self.at += 1,
            }
        }
    }

    /// The item reaches to here.
    fn reach(&mut self) {
        self.at = self.at.min(self.bytes.len());
        if let Some(item) = &mut self.item {
            item.chunk.range.end = self.at;
        }
    }

    fn open(&mut self, open: Open) {
        if self.stack.len() >= MAX_STACK {
            self.uncounted += 1;
            return;
        }
        let depth = self.stack.last().map_or(self.chain, |around| around.depth + around.chain) + 1;
        self.stack.push(Level { open, at: self.at, line: self.line, depth, chain: 0 });
        if self.stack.len() > MAX_BRACKETS || depth > MAX_DEPTH {
            self.fault(Fault::Deep { at: self.at });
        }
        if self.stack.len() == 1 && open == Open::Bracket(b'{') {
            let at = self.at;
            if let Some(item) = &mut self.item {
                item.chunk.lines.clear();
                item.chunk.body = Some(at..at);
            }
        }
    }

    /// Something begins that may lie inside what began before it.
    fn chain(&mut self) {
        let (depth, chain) = match self.stack.last_mut() {
            Some(level) => (level.depth, &mut level.chain),
            None => (0, &mut self.chain),
        };
        *chain += 1;
        if depth + *chain > MAX_DEPTH {
            self.fault(Fault::Deep { at: self.at });
        }
    }

    /// What began so inside the innermost bracket has ended.
    fn end_chain(&mut self) {
        match self.stack.last_mut() {
            Some(level) => level.chain = 0,
            None => self.chain = 0,
        }
    }

    fn close(&mut self, byte: u8, at_line_start: bool) {
        if self.uncounted > 0 {
            self.uncounted -= 1;
            return;
        }
        let opens = |level: &Level| match level.open {
            Open::Bracket(open) => closing(open) == byte,
            Open::Hole => byte == b'}',
            Open::Line | Open::Block => false,
        };
        match self.stack.last().copied() {
            Some(level) if opens(&level) => {
                self.stack.pop();
                if at_line_start && self.indent(self.line) < self.indent(level.line) {
                    let at = self.at;
                    if let Some(item) = &mut self.item {
                        item.suspect.get_or_insert((level.at, at));
                    }
                }
                if self.stack.is_empty() && byte == b'}' {
                    let end = self.at + 1;
                    if let Some(body) = self.item.as_mut().and_then(|item| item.chunk.body.as_mut()) {
                        body.end = end;
                    }
                }
            }
            Some(level) => {
                self.fault(Fault::Mismatch { open: level.at, close: self.at });
                let enclosing = self.stack.iter().rposition(opens);
                // A text in between ends where its hole ends, not at a bracket of the code around it.
                let text =
                    self.stack.iter().rposition(|level| matches!(level.open, Open::Line | Open::Block));
                if let Some(enclosing) =
                    enclosing.filter(|enclosing| text.is_none_or(|text| text < *enclosing))
                {
                    self.stack.truncate(enclosing);
                }
            }
            None => self.fault(Fault::Stray { close: self.at }),
        }
    }

    fn indent(&self, line: usize) -> usize {
        let rest = self.bytes.get(line..).unwrap_or_default();
        rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
    }

    fn fault(&mut self, fault: Fault) {
        if let Some(item) = &mut self.item {
            item.chunk.fault.get_or_insert(fault);
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

pub(crate) fn closing(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}
