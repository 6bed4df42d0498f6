//! Texts, names, comments: escapes and long lines.

use std::fmt::Write as _;

use ecow::{EcoString, eco_format};

use super::expression::expression;
use super::layout::{Doc, WIDTH, flat_width, group, indent, nothing, seq, text};
use crate::ast::{Name, TemplatePart};
use crate::words::{is_identifier, is_keyword};

/// Texts longer than this may be broken into lines.
const LONG: usize = 60;
/// Longer words are cut.
const LONGEST_WORD: usize = 80;

/// A name; a keyword in backticks.
pub(super) fn name(name: &Name) -> Doc {
    text(if is_identifier(&name.text) && !is_keyword(&name.text) {
        name.text.clone()
    } else {
        ticked(&name.text)
    })
}

/// A name where any word is one.
pub(super) fn label(name: &Name) -> Doc {
    text(if is_identifier(&name.text) { name.text.clone() } else { ticked(&name.text) })
}

/// A name in backticks.
pub(super) fn ticked(name: &str) -> EcoString {
    let mut out = String::from("`");
    for letter in name.chars() {
        match letter {
            '`' => out.push_str("\\`"),
            _ => escape(letter, &mut out),
        }
    }
    out.push('`');
    out.into()
}

/// `\`, control characters and what cannot be seen.
fn escape(letter: char, out: &mut String) {
    match letter {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        _ if is_unseen(letter) => {
            // Writing to a text cannot fail.
            let _ = write!(out, "\\u{{{:x}}}", u32::from(letter));
        }
        _ => out.push(letter),
    }
}

fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// A text on one line.
pub(super) fn quoted(value: &str) -> Doc {
    text(eco_format!("\"{}\"", escaped(value, false)))
}

/// The inside of a text; in a text over several lines line ends stay and quotes need no mark.
fn escaped(value: &str, block: bool) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    let mut letters = value.chars().peekable();
    let mut before = None;
    while let Some(letter) = letters.next() {
        match letter {
            '"' if !block || letters.peek() == Some(&'"') || before == Some('"') => out.push_str("\\\""),
            '$' if letters.peek() == Some(&'{') => out.push_str("\\$"),
            _ => escape(letter, &mut out),
        }
        before = Some(letter);
    }
    out
}

/// A text, over several lines where it is long.
pub(super) fn text_doc(value: &str) -> Doc {
    let part = TemplatePart::Text(value.into());
    template(std::slice::from_ref(&part))
}

/// A template.
pub(super) fn template(parts: &[TemplatePart]) -> Doc {
    let line = seq([text("\""), seq(parts.iter().map(line_part)), text("\"")]);
    let length: usize =
        parts.iter().map(|part| if let TemplatePart::Text(text) = part { text.len() } else { 10 }).sum();
    let lines = parts
        .iter()
        .map(|part| if let TemplatePart::Text(text) = part { text.matches('\n').count() } else { 0 });
    let lines: usize = lines.sum();
    let holes = parts.iter().any(|part| matches!(part, TemplatePart::Hole(_)));
    if length <= LONG && (lines < 2 || length <= LONG / 2) && !holes {
        return line;
    }
    let block = seq([text("\"\"\""), indent([Doc::Hard, block_lines(parts), Doc::Hard, text("\"\"\"")])]);
    if lines >= 2 && length > LONG / 2 {
        block
    } else {
        group([Doc::Either(Box::new(block), Box::new(line))])
    }
}

fn line_part(part: &TemplatePart) -> Doc {
    match part {
        TemplatePart::Text(value) => text(escaped(value, false)),
        TemplatePart::Hole(hole) => hole_doc(hole),
    }
}

fn hole_doc(hole: &crate::ast::Expr) -> Doc {
    Doc::Flat(Box::new(seq([text("${"), expression(hole), text("}")])))
}

/// The lines of a text over several lines, each in pieces that may be joined.
fn block_lines(parts: &[TemplatePart]) -> Doc {
    let mut lines: Vec<Vec<Doc>> = vec![Vec::new()];
    // A hole stays with the word that it touches.
    let mut glued = false;
    for (at, part) in parts.iter().enumerate() {
        match part {
            TemplatePart::Hole(hole) => {
                add(&mut lines, hole_doc(hole), glued);
                glued = true;
            }
            TemplatePart::Text(value) => {
                let last_part = at + 1 == parts.len();
                let count = value.split('\n').count();
                for (number, line) in value.split('\n').enumerate() {
                    if number > 0 {
                        lines.push(Vec::new());
                        glued = false;
                    }
                    let ends_here = number + 1 < count || last_part;
                    let pieces = pieces(line);
                    let last = pieces.len().saturating_sub(1);
                    for (number, piece) in pieces.into_iter().enumerate() {
                        let starts_blank = piece.starts_with(' ');
                        let mut words = escaped(piece, true);
                        let is_last = number == last;
                        if is_last && ends_here && words.ends_with(' ') {
                            words.pop();
                            words.push_str("\\u{20}");
                        }
                        add(&mut lines, text(words), glued || starts_blank);
                        glued = is_last && !piece.ends_with(' ');
                    }
                }
            }
        }
    }
    super::layout::joined(lines.into_iter().map(|pieces| Doc::Fill { pieces, next: "" }), || Doc::Hard)
}

fn add(lines: &mut [Vec<Doc>], piece: Doc, glued: bool) {
    let Some(line) = lines.last_mut() else { return };
    match line.last_mut() {
        Some(before) if glued && flat_width(before, WIDTH) + flat_width(&piece, WIDTH) <= LONGEST_WORD => {
            let word = std::mem::replace(before, nothing());
            *before = seq([word, piece]);
        }
        _ => line.push(seq([piece])),
    }
}

/// A line in pieces that end behind blanks, commas and semicolons; what is longer than any word is cut.
fn pieces(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let (mut start, mut letters, mut blank, mut word) = (0, 0, false, false);
    let mut before = ' ';
    for (at, letter) in line.char_indices() {
        let is_blank = letter == ' ';
        // Signs that mean something together are not parted.
        let cut = letters >= LONGEST_WORD && !(before == '$' && letter == '{') && letter != '"';
        let behind_mark = matches!(before, ',' | ';');
        if !is_blank && ((blank && word) || behind_mark || cut) {
            out.extend(line.get(start..at));
            (start, letters, word) = (at, 0, false);
        }
        (blank, before) = (is_blank, letter);
        word |= !is_blank;
        letters += 1;
    }
    out.extend(line.get(start..).filter(|rest| !rest.is_empty()));
    out
}

/// Lines after a mark such as `#`: long ones joined by `\`, ends that would be lost marked.
pub(super) fn marked(mark: &'static str, next: &'static str, line: &str) -> Doc {
    if line.is_empty() {
        return text(mark);
    }
    let (body, end) = match line.strip_suffix('\r') {
        Some(body) => (body, "\\r"),
        None if line.ends_with([' ', '\t', '\\']) || line.ends_with("\\.") || line.ends_with("\\r") => {
            (line, "\\.")
        }
        None => (line, ""),
    };
    let mut pieces: Vec<Doc> = pieces(body).into_iter().map(text).collect();
    match pieces.last_mut() {
        Some(Doc::Text(last)) => last.push_str(end),
        _ => pieces.push(text(end)),
    }
    seq([text(mark), text(" "), Doc::Fill { pieces, next }])
}
