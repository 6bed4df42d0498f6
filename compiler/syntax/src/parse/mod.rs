//! From text to tree: items one by one, each through the grammar, pairs at once into nodes.
//!
//! Never fails: an item that does not parse becomes one that holds its text; in a flow's body only the
//! statements that do not parse are lost. pest's pairs never leave this module.

mod broken_let;
mod error;
mod expression;
mod item;
mod recover;
mod shape;
mod statement;
mod text;
mod trivia;

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use flowc_diag::Diagnostic;
use flowc_text::{FileId, Span};
use pest::Parser;
use pest::iterators::{Pair, Pairs};

use crate::ast::{Item, ItemKind, Module, Trivia};
use crate::chunk::{Chunk, chunks};
use trivia::Comments;

/// The generated parser.
#[derive(pest_derive::Parser)]
#[grammar = "flow.pest"]
#[allow(missing_docs, reason = "rules are documented in the grammar")]
struct Grammar;

/// A parsed file.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The tree.
    pub module: Module,
    /// What is wrong with the text, in source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a file. Never fails: what does not parse is kept as text, with a diagnostic.
pub fn parse(file: FileId, text: &str) -> Parsed {
    let chunks = chunks(text);
    let mut builder = Builder {
        file,
        text,
        code: &chunks.text,
        base: 0,
        depth: 0,
        comments: Comments::new(&chunks.comments),
        diagnostics: Vec::new(),
    };
    let mut items = Vec::new();
    for chunk in &chunks.items {
        items.push(builder.chunk(chunk));
    }
    let blank_line = builder.blank_before(text.len());
    let comments = builder.comments_before(text.len());
    let tail = Trivia { blank_line: blank_line && !comments.is_empty(), comments, trailing: None };
    Parsed { module: Module { items, tail }, diagnostics: builder.diagnostics }
}

/// Expressions, blocks and shapes inside each other, operators and fields in a row: a tree is not deeper.
pub(crate) const MAX_DEPTH: usize = 256;

/// Turns pairs into nodes.
struct Builder<'t> {
    file: FileId,
    /// The file as it is.
    text: &'t str,
    /// The file without `//` comments.
    code: &'t str,
    /// Where the text begins that is being parsed.
    base: usize,
    /// How deep the node lies that is being built.
    depth: usize,
    comments: Comments<'t>,
    diagnostics: Vec<Diagnostic>,
}

impl Builder<'_> {
    fn chunk(&mut self, chunk: &Chunk) -> Item {
        let Range { start, end } = chunk.range;
        let blank_line = self.blank_before(start);
        let comments = self.comments_before(start);
        let mut item = match &chunk.fault {
            Some(fault) => {
                self.report(error::fault(self, start, fault));
                self.error_item(&chunk.range)
            }
            None => self.whole_item(chunk),
        };
        if let ItemKind::Error(_) = item.kind {
            self.comments.skip(end);
        }
        item.trivia.comments.splice(0..0, comments);
        item.trivia.comments.extend(self.comments_before(end));
        item.trivia.blank_line = blank_line;
        item.trivia.trailing = self.trailing_comment(end);
        item
    }

    fn whole_item(&mut self, chunk: &Chunk) -> Item {
        self.base = chunk.range.start;
        let code = self.code;
        let code = code.get(chunk.range.clone()).unwrap_or_default();
        match run(Rule::item, code) {
            Ok(pairs) => self.item(pairs, &chunk.range),
            Err(error) => self.recovered_item(chunk, &error),
        }
    }

    fn error_item(&self, range: &Range<usize>) -> Item {
        let text = self.text.get(range.clone()).unwrap_or_default();
        Item {
            trivia: Trivia::default(),
            docs: Vec::new(),
            attrs: Vec::new(),
            kind: ItemKind::Error(text.into()),
            span: self.place(range.start, range.end),
        }
    }

    /// The span of a pair.
    fn span(&self, pair: &Pair<'_, Rule>) -> Span {
        let span = pair.as_span();
        self.place(self.base + span.start(), self.base + span.end())
    }

    fn place(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, saturate(start), saturate(end))
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Whether nodes of this depth may still be built; the first that may not is reported.
    fn enter(&mut self, levels: usize, span: Span) -> bool {
        self.depth += levels;
        if self.depth <= MAX_DEPTH {
            return true;
        }
        if !self.diagnostics.iter().any(|known| known.code == flowc_diag::codes::F0107) {
            self.report(error::too_deep(span));
        }
        false
    }

    fn leave(&mut self, levels: usize) {
        self.depth -= levels;
    }
}

/// Calls of the grammar's rules per byte, far above what any text needs: rules are left-factored, so that the
/// number of calls grows with the length.
const CALLS_PER_BYTE: usize = 2_000;

/// Runs a rule over a text, with a limit of calls after the longest text so far: the limit is one for the
/// process and is read when a run begins, so that it may only grow.
fn run(rule: Rule, text: &str) -> Result<Pairs<'_, Rule>, Box<pest::error::Error<Rule>>> {
    static LIMIT: Mutex<usize> = Mutex::new(0);
    let wanted = (text.len() + 100).saturating_mul(CALLS_PER_BYTE);
    {
        let mut limit = LIMIT.lock().unwrap_or_else(PoisonError::into_inner);
        if wanted > *limit {
            *limit = wanted;
            pest::set_call_limit(NonZeroUsize::new(wanted));
        }
    }
    Grammar::parse(rule, text).map_err(Box::new)
}

fn saturate(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The pairs inside, of a pair that has exactly this one.
fn only(pair: Pair<'_, Rule>) -> Option<Pair<'_, Rule>> {
    pair.into_inner().next()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r')
}
