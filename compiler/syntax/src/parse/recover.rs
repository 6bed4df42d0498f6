//! Recovery: in a flow that does not parse, every statement of its body is tried by itself.

use std::ops::Range;

use ecow::EcoString;
use pest::error::{Error, InputLocation};

use super::{Builder, Rule, error, run};
use crate::ast::{Block, BlockSpan, Item, ItemKind, Stmt, StmtKind, Trivia};
use crate::chunk::Chunk;

/// A flow with more lines than this that do not parse is given up: its first error is enough.
const MAX_ERRORS: usize = 20;

/// Words and signs with which a line goes on with the statement before it.
const GOES_ON: [&str; 12] =
    ["and", "or", "xor", "in", "has", "is", "as", "else", "catch", "retry", "on", "concurrency"];

impl Builder<'_> {
    /// An item in which the grammar found an error.
    pub(super) fn recovered_item(&mut self, chunk: &Chunk, first: &Error<Rule>) -> Item {
        match self.flow_with_errors(chunk, first) {
            Some(item) => item,
            None => {
                let found = error::grammar(self, self.base, &chunk.range, first);
                self.report(found);
                self.error_item(&chunk.range)
            }
        }
    }

    fn flow_with_errors(&mut self, chunk: &Chunk, first: &Error<Rule>) -> Option<Item> {
        let body = chunk.body.clone()?;
        let at = self.base + error_offset(first);
        if at <= body.start || body.end != chunk.range.end {
            return None;
        }
        let head = format!("{}{{}}", self.code.get(chunk.range.start..body.start)?);
        let pairs = run(Rule::item, &head).ok()?;
        let mut item = self.item(pairs, &chunk.range);
        let ItemKind::Flow(flow) = &mut item.kind else { return None };
        item.trivia.comments.extend(self.comments_before(body.start));
        let known = self.diagnostics.len();
        flow.body = self.statements(chunk, &body);
        if self.diagnostics.len() == known {
            // Every statement parses alone: what is wrong stands between them.
            let found = error::grammar(self, chunk.range.start, &chunk.range, first);
            self.report(found);
        }
        Some(item)
    }

    fn statements(&mut self, chunk: &Chunk, body: &Range<usize>) -> Block {
        let mut block = Block { span: BlockSpan(self.place(body.start, body.end)), ..Block::default() };
        let inner = body.start + 1..body.end.saturating_sub(1);
        let mut errors = 0;
        for range in self.statement_ranges(&chunk.lines, &inner) {
            self.base = range.start;
            let code = self.code;
            match run(Rule::lone_statement, code.get(range.clone()).unwrap_or_default()) {
                Ok(pairs) => {
                    let statement = pairs.flat_map(pest::iterators::Pair::into_inner).next();
                    block.stmts.extend(statement.map(|statement| self.statement(statement)));
                }
                Err(error) => {
                    errors += 1;
                    if errors <= MAX_ERRORS {
                        let found = error::grammar(self, range.start, &range, &error);
                        self.report(found);
                    }
                    block.stmts.push(self.error_statement(&range));
                }
            }
        }
        let comments = self.comments_before(inner.end);
        block.tail = Trivia { comments, ..Trivia::default() };
        block
    }

    fn error_statement(&mut self, range: &Range<usize>) -> Stmt {
        let comments = self.comments_before(range.start);
        self.comments.skip(range.end);
        let text = self.text.get(range.clone()).unwrap_or_default();
        let (attrs, kind) =
            self.broken_let(range).unwrap_or_else(|| (Vec::new(), StmtKind::Error(EcoString::from(text))));
        Stmt {
            trivia: Trivia { comments, ..Trivia::default() },
            docs: Vec::new(),
            attrs,
            kind,
            policy: None,
            span: self.place(range.start, range.end),
        }
    }

    /// Lines of the body that begin a statement, each with those that go on with it.
    fn statement_ranges(&self, lines: &[usize], inner: &Range<usize>) -> Vec<Range<usize>> {
        let mut starts: Vec<usize> = Vec::new();
        let first = self.code.get(inner.clone()).unwrap_or_default();
        let first = inner.start + first.len() - first.trim_start().len();
        let inside = lines.iter().copied().filter(|line| inner.contains(line));
        let mut comment_before = false;
        let mut header_before = false;
        for line in std::iter::once(first).chain(inside).filter(|line| *line < inner.end) {
            let text = self.code.get(line..inner.end).unwrap_or_default();
            let comment = text.starts_with('#');
            let joins =
                goes_on(text) || (comment && comment_before && !self.blank_before(line)) || header_before;
            if starts.last().is_none_or(|last| *last < line) && (!joins || starts.is_empty()) {
                starts.push(line);
            }
            comment_before = comment;
            header_before = text.starts_with('@') || text.starts_with("///");
        }
        let ends = starts.iter().skip(1).copied().chain([inner.end]);
        let trimmed = |range: Range<usize>| {
            let text = self.code.get(range.clone()).unwrap_or_default();
            range.start..range.start + text.trim_end().len()
        };
        starts.iter().zip(ends).map(|(&start, end)| trimmed(start..end)).collect()
    }
}

fn goes_on(line: &str) -> bool {
    let word_end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(line.len());
    let word = line.get(..word_end).unwrap_or_default();
    GOES_ON.contains(&word)
        || (line.starts_with(['.', '+', '-', '*', '/', '%', '=', '!', '<', '>', '?', ',', ')', ']', '}'])
            && !line.starts_with("///"))
}

pub(super) fn error_offset(error: &Error<Rule>) -> usize {
    match error.location {
        InputLocation::Pos(at) | InputLocation::Span((at, _)) => at,
    }
}
