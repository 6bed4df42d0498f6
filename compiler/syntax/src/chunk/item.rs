//! Where items begin and end.

use super::{Building, Chunk, Fault, Level, MAX_CODE, Open, Scanner, is_word};

/// Words that begin a declaration.
const STARTS: [&str; 7] = ["use", "connection", "table", "type", "extern", "flow", "on"];

impl<'t> Scanner<'t> {
    /// Code begins a line: perhaps an item.
    pub(super) fn line_start(&mut self, byte: u8) {
        let header = byte == b'@' || self.starts("///");
        if !self.stack.is_empty() {
            self.inner_line(header);
            return;
        }
        let word = self.word();
        let starts = STARTS.contains(&word);
        let begins = match &self.item {
            None => true,
            Some(item) if header => item.declared,
            Some(item) if word == "on" => item.declared || item.trigger,
            Some(item) if starts => item.declared,
            Some(item) => {
                item.declared && !b"=:,.>".contains(&item.last) && (is_word(byte) || b"#\"`".contains(&byte))
            }
        };
        if begins {
            self.close_item();
            self.begin_item(self.at);
        }
        if let Some(item) = &mut self.item {
            match word {
                "on" => item.trigger = true,
                _ if header => {}
                _ => item.declared = true,
            }
        }
    }

    /// A line inside brackets: one of the body, or, at the left edge, an item that shows that a bracket was
    /// never closed.
    fn inner_line(&mut self, header: bool) {
        if self.stack.len() == 1 {
            let at = self.at;
            if let Some(item) = &mut self.item {
                item.chunk.lines.push(at);
            }
        }
        if self.at != self.line {
            self.header = None;
            return;
        }
        if header {
            self.header.get_or_insert(self.at);
            return;
        }
        if is_certain_start(self.bytes.get(self.at..).unwrap_or_default()) {
            let start = self.header.unwrap_or(self.at);
            if let Some(item) = &mut self.item {
                item.chunk.range.end = start;
            }
            self.close_item();
            self.begin_item(start);
            if let Some(item) = &mut self.item {
                item.trigger = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"on "));
                item.declared = !item.trigger;
            }
        }
        self.header = None;
    }

    fn word(&self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let end = rest.bytes().position(|byte| !is_word(byte)).unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    }

    fn begin_item(&mut self, start: usize) {
        self.item = Some(Building {
            chunk: Chunk { range: start..self.at, fault: None, body: None, lines: Vec::new() },
            declared: false,
            trigger: false,
            code: 0,
            suspect: None,
            last: 0,
        });
    }

    pub(super) fn close_item(&mut self) {
        let open = self.stack.iter().rev().find(|level| !matches!(level.open, Open::Line)).copied();
        let text = self.stack.iter().find(|level| matches!(level.open, Open::Line)).copied();
        self.stack.clear();
        (self.uncounted, self.header) = (0, None);
        let Some(mut item) = self.item.take() else { return };
        if item.chunk.fault.is_none() {
            item.chunk.fault = match (open, item.suspect) {
                (Some(_), Some((open, close))) => Some(Fault::Unclosed { open, suspect: Some(close) }),
                (Some(Level { open: Open::Block, at, .. }), None) => {
                    Some(Fault::Text { open: at, block: true })
                }
                (Some(level), None) => Some(Fault::Unclosed { open: level.at, suspect: None }),
                (None, _) => text.map(|level| Fault::Text { open: level.at, block: false }),
            };
        }
        if item.code > MAX_CODE {
            item.chunk.fault.get_or_insert(Fault::Long);
        }
        let body = self.text.get(item.chunk.range.clone()).unwrap_or_default();
        item.chunk.range.end = item.chunk.range.start + body.trim_end_matches([' ', '\t', '\r', '\n']).len();
        self.items.push(item.chunk);
    }
}

/// Whether a line can only be the beginning of a declaration, whatever bracket is open.
pub(super) fn is_certain_start(line: &[u8]) -> bool {
    let Some(word) =
        STARTS.iter().find(|word| line.starts_with(word.as_bytes()) && line.get(word.len()) == Some(&b' '))
    else {
        return false;
    };
    let rest = line.get(word.len() + 1..).unwrap_or_default();
    let name = rest.iter().take_while(|&&byte| is_word(byte)).count();
    let after = rest.get(name).copied().unwrap_or(b'\n');
    match *word {
        "on" => {
            let kind = rest.get(..name).unwrap_or_default();
            after == b'.'
                || [b"schedule".as_slice(), b"api", b"hook", b"manual", b"delegated"].contains(&kind)
        }
        _ => {
            name > 0 && rest.first().is_some_and(|first| !first.is_ascii_digit())
                || rest.first() == Some(&b'`')
        }
    }
}
