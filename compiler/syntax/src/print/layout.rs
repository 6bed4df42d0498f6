//! Layout: what stands on one line and what is broken into several.
//!
//! Documents after Wadler and Oppen: a group stands on one line if it fits, otherwise its own lines break, and
//! the groups inside decide for themselves. Rendering uses no recursion and is linear in the output.

use ecow::EcoString;

/// Lines are filled up to here.
pub(super) const WIDTH: usize = 116;
const STEP: usize = 4;

/// Text with places where lines may break.
#[derive(Clone, Debug)]
pub(super) enum Doc {
    /// On its line as it is; may hold line ends of its own.
    Text(EcoString),
    /// A blank, or a line end in a broken group.
    Line,
    /// Nothing, or a line end in a broken group.
    Soft,
    /// A line end.
    Hard,
    /// A blank line in a broken group, in front of its line end.
    Blank,
    /// Breaks the group around it.
    Force,
    /// A comment at the end of a line; takes no room.
    Trail(EcoString),
    Seq(Vec<Doc>),
    Group(Box<Doc>),
    Indent(Box<Doc>),
    /// Never broken, but for line ends that must be.
    Flat(Box<Doc>),
    /// The first in a broken group, the second on one line.
    Either(Box<Doc>, Box<Doc>),
    /// Entries of a list: on one line, or in a broken group as many on each line as there is room for. One that
    /// needs several lines has them for itself.
    Packed(Vec<Doc>),
    /// Pieces of a long text; where the next does not fit, `\` joins the line with one that begins with `next`.
    Fill {
        pieces: Vec<Doc>,
        next: &'static str,
    },
}

pub(super) fn text(text: impl Into<EcoString>) -> Doc {
    Doc::Text(text.into())
}

pub(super) fn seq(docs: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Seq(docs.into_iter().collect())
}

pub(super) fn nothing() -> Doc {
    Doc::Seq(Vec::new())
}

pub(super) fn group(docs: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Group(Box::new(seq(docs)))
}

pub(super) fn indent(docs: impl IntoIterator<Item = Doc>) -> Doc {
    Doc::Indent(Box::new(seq(docs)))
}

/// Docs with another between each two.
pub(super) fn joined(docs: impl IntoIterator<Item = Doc>, between: impl Fn() -> Doc) -> Doc {
    let mut out = Vec::new();
    for doc in docs {
        if !out.is_empty() {
            out.push(between());
        }
        out.push(doc);
    }
    Doc::Seq(out)
}

impl Doc {
    /// The first letter that it prints.
    pub fn first(&self) -> Option<char> {
        match self {
            Doc::Text(text) => text.chars().next(),
            Doc::Seq(docs) | Doc::Packed(docs) | Doc::Fill { pieces: docs, .. } => {
                docs.iter().find_map(Doc::first)
            }
            Doc::Group(doc) | Doc::Indent(doc) | Doc::Flat(doc) | Doc::Either(_, doc) => doc.first(),
            Doc::Line | Doc::Soft | Doc::Hard | Doc::Blank | Doc::Force | Doc::Trail(_) => None,
        }
    }

    /// Whether it begins by breaking the group around it, as a description does.
    pub fn forces(&self) -> bool {
        match self {
            Doc::Force => true,
            Doc::Seq(docs) => docs.first().is_some_and(Doc::forces),
            _ => false,
        }
    }

    /// Whether it holds a line end that must be.
    pub fn breaks(&self) -> bool {
        match self {
            Doc::Hard | Doc::Force => true,
            Doc::Seq(docs) | Doc::Packed(docs) | Doc::Fill { pieces: docs, .. } => {
                docs.iter().any(Doc::breaks)
            }
            Doc::Group(doc) | Doc::Indent(doc) | Doc::Flat(doc) | Doc::Either(_, doc) => doc.breaks(),
            Doc::Text(_) | Doc::Line | Doc::Soft | Doc::Blank | Doc::Trail(_) => false,
        }
    }
}

#[derive(Clone, Copy)]
struct Todo<'d> {
    indent: usize,
    flat: bool,
    doc: &'d Doc,
    before: Before,
}

/// What stands before a document.
#[derive(Clone, Copy)]
enum Before {
    Nothing,
    /// It is a piece of a filled text, not the first.
    Piece(&'static str),
    /// It is an entry of a packed list, not the first; `alone`: the one before it takes whole lines.
    Entry {
        alone: bool,
    },
}

/// The text of a document.
pub(super) fn render(doc: &Doc) -> String {
    let mut out = Output { text: String::new(), column: 0, waiting: 0 };
    let mut todo = vec![Todo { indent: 0, flat: false, doc, before: Before::Nothing }];
    while let Some(now) = todo.pop() {
        let Todo { indent, flat, doc, before } = now;
        match before {
            Before::Piece(next) if out.column + piece_width(doc, WIDTH) + 2 > WIDTH => {
                out.write("\\");
                out.end_line(indent);
                out.write(next);
            }
            Before::Entry { alone }
                if !flat && (alone || doc.breaks() || out.column + 1 + flat_width(doc, WIDTH) > WIDTH) =>
            {
                out.end_line(indent);
            }
            Before::Entry { .. } => out.write(" "),
            Before::Piece(_) | Before::Nothing => {}
        }
        let inner = |doc| Todo { indent, flat, doc, before: Before::Nothing };
        match doc {
            Doc::Text(text) => out.write(text),
            Doc::Line if flat => out.write(" "),
            Doc::Line | Doc::Hard => out.end_line(indent),
            Doc::Soft if !flat => out.end_line(indent),
            Doc::Blank if !flat => out.end_line(indent),
            Doc::Soft | Doc::Blank | Doc::Force => {}
            Doc::Trail(comment) => {
                out.write(" //");
                out.write(comment);
            }
            Doc::Seq(docs) => todo.extend(docs.iter().rev().map(inner)),
            Doc::Indent(doc) => todo.push(Todo { indent: indent + STEP, ..inner(doc) }),
            Doc::Flat(doc) => todo.push(Todo { flat: true, ..inner(doc) }),
            Doc::Group(doc) => {
                let flat = flat || fits(doc, WIDTH.saturating_sub(out.column_from(indent)), &todo);
                todo.push(Todo { flat, ..inner(doc) });
            }
            Doc::Either(broken, one_line) => todo.push(inner(if flat { one_line } else { broken })),
            Doc::Fill { pieces, next } => {
                let docs = pieces.iter().enumerate().rev();
                todo.extend(docs.map(|(at, doc)| {
                    let before = if at > 0 { Before::Piece(next) } else { Before::Nothing };
                    Todo { before, ..inner(doc) }
                }));
            }
            Doc::Packed(entries) => {
                let takes_lines =
                    |doc: &Doc| !flat && (doc.breaks() || indent + flat_width(doc, WIDTH) > WIDTH);
                let mut alone = false;
                let mut parts = Vec::with_capacity(entries.len());
                for (at, doc) in entries.iter().enumerate() {
                    let before = if at > 0 { Before::Entry { alone } } else { Before::Nothing };
                    parts.push(Todo { before, ..inner(doc) });
                    alone = takes_lines(doc);
                }
                todo.extend(parts.into_iter().rev());
            }
        }
    }
    out.text
}

struct Output {
    text: String,
    column: usize,
    /// Indentation that is written with the first letter of the line.
    waiting: usize,
}

impl Output {
    fn write(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.waiting > 0 && !text.starts_with('\n') {
            self.text.extend(std::iter::repeat_n(' ', self.waiting));
            self.column += self.waiting;
            self.waiting = 0;
        }
        self.text.push_str(text);
        match text.rfind('\n') {
            Some(at) => self.column = text.get(at + 1..).map_or(0, |rest| rest.chars().count()),
            None => self.column += text.chars().count(),
        }
    }

    fn end_line(&mut self, indent: usize) {
        let kept = self.text.trim_end_matches(' ').len();
        self.text.truncate(kept);
        self.text.push('\n');
        (self.column, self.waiting) = (0, indent);
    }

    fn column_from(&self, indent: usize) -> usize {
        if self.column == 0 { indent } else { self.column }
    }
}

/// Whether a group fits on the rest of the line, with what follows up to the next place where a line may end.
fn fits(doc: &Doc, width: usize, behind: &[Todo<'_>]) -> bool {
    let mut left = width;
    let mut todo = vec![(doc, true)];
    let mut behind = behind.iter().rev();
    loop {
        let Some((doc, flat)) = todo.pop() else {
            match behind.next() {
                // A line may end in front of the next entry of a packed list.
                Some(Todo { before: Before::Entry { .. }, flat: false, .. }) => return true,
                Some(next) => {
                    todo.push((next.doc, next.flat));
                    continue;
                }
                None => return true,
            }
        };
        match doc {
            Doc::Text(text) => {
                let first = text.split('\n').next().unwrap_or_default();
                match left.checked_sub(first.chars().count()) {
                    Some(rest) => left = rest,
                    None => return false,
                }
                if first.len() < text.len() {
                    return true;
                }
            }
            Doc::Line if flat => match left.checked_sub(1) {
                Some(rest) => left = rest,
                None => return false,
            },
            Doc::Soft | Doc::Blank if flat => {}
            // A line end that must be breaks the group; behind the group it ends the search.
            Doc::Hard | Doc::Force if flat => return false,
            Doc::Line | Doc::Soft | Doc::Hard | Doc::Blank => return true,
            Doc::Force | Doc::Trail(_) => {}
            Doc::Seq(docs) | Doc::Fill { pieces: docs, .. } => {
                todo.extend(docs.iter().rev().map(|doc| (doc, flat)))
            }
            Doc::Packed(docs) if flat => match left.checked_sub(docs.len().saturating_sub(1)) {
                Some(rest) => {
                    left = rest;
                    todo.extend(docs.iter().rev().map(|doc| (doc, true)));
                }
                None => return false,
            },
            // The first entry stands behind a line end.
            Doc::Packed(_) => return true,
            Doc::Group(doc) | Doc::Indent(doc) => todo.push((doc, flat)),
            Doc::Flat(doc) => todo.push((doc, true)),
            Doc::Either(broken, one_line) => todo.push((if flat { one_line } else { broken }, flat)),
        }
    }
}

/// How wide a document is on one line, up to a limit.
pub(super) fn flat_width(doc: &Doc, limit: usize) -> usize {
    width_by(doc, limit, |text| text.chars().count())
}

/// The same of a piece of a text, whose blanks at the end take no room.
fn piece_width(doc: &Doc, limit: usize) -> usize {
    width_by(doc, limit, |text| text.trim_end_matches(' ').chars().count())
}

fn width_by(doc: &Doc, limit: usize, of_text: impl Fn(&str) -> usize) -> usize {
    let mut width = 0;
    let mut todo = vec![doc];
    while let Some(doc) = todo.pop() {
        match doc {
            Doc::Text(text) => width += of_text(text),
            Doc::Line => width += 1,
            Doc::Seq(docs) | Doc::Fill { pieces: docs, .. } => todo.extend(docs.iter().rev()),
            Doc::Packed(docs) => {
                width += docs.len().saturating_sub(1);
                todo.extend(docs.iter().rev());
            }
            Doc::Group(doc) | Doc::Indent(doc) | Doc::Flat(doc) | Doc::Either(_, doc) => todo.push(doc),
            Doc::Soft | Doc::Hard | Doc::Blank | Doc::Force | Doc::Trail(_) => {}
        }
        if width > limit {
            return width;
        }
    }
    width
}
