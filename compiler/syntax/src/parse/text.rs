//! Texts: escapes, holes, texts over several lines; names; the lines of comments.

use ecow::EcoString;
use flowc_text::Span;
use pest::iterators::Pair;

use super::{Builder, Rule, error};
use crate::ast::{ExprKind, Name, TemplatePart, TextLit};

/// A piece of a text before its lines are cut.
enum Piece<'i> {
    Raw(&'i str),
    Resolved(char),
    /// `\` at the end of a line.
    Join,
    Hole(Pair<'i, Rule>),
}

impl Builder<'_> {
    /// A name, bare or in backticks.
    pub(super) fn name(&mut self, pair: &Pair<'_, Rule>) -> Name {
        let span = self.span(pair);
        let written = pair.as_str();
        let Some(inside) = written.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')) else {
            return Name { text: written.into(), span };
        };
        let mut text = EcoString::new();
        let mut rest = inside;
        while let Some(at) = rest.find('\\') {
            text.push_str(rest.get(..at).unwrap_or_default());
            let tail = rest.get(at..).unwrap_or_default();
            let length = escape_length(tail);
            let escape = tail.get(..length).unwrap_or_default();
            match resolve(escape) {
                Some(letter) => text.push(letter),
                None => self.report(error::bad_escape(span, escape)),
            }
            rest = tail.get(length..).unwrap_or_default();
        }
        text.push_str(rest);
        Name { text, span }
    }

    /// A text without holes.
    pub(super) fn text_literal(&mut self, pair: Pair<'_, Rule>) -> TextLit {
        let span = self.span(&pair);
        match self.text(pair) {
            ExprKind::Text(text) => TextLit { text, span },
            _ => {
                self.report(error::hole_in_literal(span));
                TextLit { text: EcoString::new(), span }
            }
        }
    }

    /// A text or template.
    pub(super) fn text(&mut self, pair: Pair<'_, Rule>) -> ExprKind {
        let span = self.span(&pair);
        let Some(form) = super::only(pair) else { return ExprKind::Text(EcoString::new()) };
        let block = form.as_rule() == Rule::block_text;
        let source = form.as_str();
        let mut pieces = Vec::new();
        for piece in form.into_inner() {
            match piece.as_rule() {
                Rule::escape => match piece.as_str() {
                    "\\\n" | "\\\r\n" if block => pieces.push(Piece::Join),
                    escape => match resolve(escape) {
                        Some(letter) => pieces.push(Piece::Resolved(letter)),
                        None => {
                            let place = self.span(&piece);
                            self.report(error::bad_escape(place, escape));
                        }
                    },
                },
                Rule::hole => pieces.push(Piece::Hole(piece)),
                _ => pieces.push(Piece::Raw(piece.as_str())),
            }
        }
        let parts = if block { self.block_parts(pieces, source, span) } else { self.line_parts(pieces) };
        joined(parts)
    }

    fn line_parts(&mut self, pieces: Vec<Piece<'_>>) -> Vec<TemplatePart> {
        let mut parts = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Raw(text) => push(&mut parts, text),
                Piece::Resolved(letter) => push(&mut parts, letter.encode_utf8(&mut [0; 4])),
                Piece::Join => {}
                Piece::Hole(hole) => parts.push(self.hole(hole)),
            }
        }
        parts
    }

    fn hole(&mut self, pair: Pair<'_, Rule>) -> TemplatePart {
        let span = self.span(&pair);
        TemplatePart::Hole(self.optional_expression(super::only(pair), span))
    }

    /// Takes the first line end, the last one and the indentation off.
    fn block_parts(&mut self, pieces: Vec<Piece<'_>>, source: &str, span: Span) -> Vec<TemplatePart> {
        let closing = source.rsplit('\n').next().unwrap_or_default();
        let indent = closing.len() - closing.trim_start_matches([' ', '\t']).len();
        let alone = closing.trim_start_matches([' ', '\t']) == "\"\"\"";
        let opening = source.split('\n').next().unwrap_or_default();
        if !alone || !opening.get(3..).unwrap_or_default().trim_matches([' ', '\t', '\r']).is_empty() {
            self.report(error::block_text_lines(span));
        }
        let mut parts = Vec::new();
        // The line of the opening quotes holds no text; nor does what stands before the indentation ends.
        let (mut first, mut strip) = (true, 0);
        for piece in pieces {
            match piece {
                Piece::Raw(text) => {
                    for (number, line) in text.split('\n').enumerate() {
                        if number > 0 {
                            if !first {
                                push(&mut parts, "\n");
                            }
                            (first, strip) = (false, indent);
                        }
                        let line = if number < text.matches('\n').count() {
                            line.strip_suffix('\r').unwrap_or(line)
                        } else {
                            line
                        };
                        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
                        let cut = strip.min(blanks);
                        strip = if line.is_empty() { strip } else { 0 };
                        if !first {
                            push(&mut parts, line.get(cut..).unwrap_or_default());
                        }
                    }
                }
                Piece::Resolved(letter) => {
                    strip = 0;
                    push(&mut parts, letter.encode_utf8(&mut [0; 4]));
                }
                Piece::Join => (first, strip) = (false, indent),
                Piece::Hole(hole) => {
                    strip = 0;
                    parts.push(self.hole(hole));
                }
            }
        }
        if let Some(TemplatePart::Text(last)) = parts.last_mut()
            && last.ends_with('\n')
        {
            last.pop();
        }
        parts
    }
}

fn push(parts: &mut Vec<TemplatePart>, text: &str) {
    match parts.last_mut() {
        Some(TemplatePart::Text(before)) => before.push_str(text),
        _ => parts.push(TemplatePart::Text(text.into())),
    }
}

/// A text if there are no holes, otherwise a template without empty texts.
fn joined(mut parts: Vec<TemplatePart>) -> ExprKind {
    parts.retain(|part| !matches!(part, TemplatePart::Text(text) if text.is_empty()));
    match parts.as_mut_slice() {
        [] => ExprKind::Text(EcoString::new()),
        [TemplatePart::Text(text)] => ExprKind::Text(std::mem::take(text)),
        _ => ExprKind::Template(parts),
    }
}

/// How long the escape is that a text begins with.
fn escape_length(text: &str) -> usize {
    let digits = text.strip_prefix("\\u{").and_then(|rest| rest.find('}'));
    if let Some(end) = digits.filter(|end| *end <= 8) {
        return 3 + end + 1;
    }
    text.chars().take(2).map(char::len_utf8).sum()
}

/// What an escape stands for.
fn resolve(escape: &str) -> Option<char> {
    match escape.strip_prefix('\\')? {
        "n" => Some('\n'),
        "r" => Some('\r'),
        "t" => Some('\t'),
        "\\" => Some('\\'),
        "\"" => Some('"'),
        "`" => Some('`'),
        "$" => Some('$'),
        other => {
            let digits = other.strip_prefix("u{")?.strip_suffix('}')?;
            char::from_u32(u32::from_str_radix(digits, 16).ok()?)
        }
    }
}

/// The text behind the lines of a comment or description, marks not yet read: a line that ends in `\` goes
/// on in the next; `\.` ends a line before that mark; `\r` stands for a carriage return at a line's end.
pub(super) fn unwrapped<'i>(lines: impl Iterator<Item = &'i str>) -> Vec<EcoString> {
    let mut out = Vec::new();
    let mut open: Option<EcoString> = None;
    for line in lines {
        let mut text = open.take().unwrap_or_default();
        if let Some(kept) = line.strip_suffix("\\.") {
            text.push_str(kept);
        } else if let Some(kept) = line.strip_suffix("\\r") {
            text.push_str(kept);
            text.push('\r');
        } else if let Some(kept) = line.strip_suffix('\\') {
            text.push_str(kept);
            open = Some(text);
            continue;
        } else {
            text.push_str(line.strip_suffix('\r').unwrap_or(line).trim_end_matches([' ', '\t']));
        }
        out.push(text);
    }
    out.extend(open);
    out
}

/// What a line of a comment says, without what marks it.
pub(super) fn line_content<'i>(line: &'i str, mark: &str) -> &'i str {
    let rest = line.strip_prefix(mark).unwrap_or(line);
    let rest = rest.strip_suffix('\r').unwrap_or(rest);
    rest.strip_prefix(' ').unwrap_or(rest)
}
