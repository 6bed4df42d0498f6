//! A flow's newer text with what people wrote around and inside the older one.
//!
//! Statements whose cards are the same cards as before stay as they were written; the others are printed anew and
//! take over the comments of what stood there. Nothing here decides what a flow means: the caller lowers what came
//! out and falls back where it says something else.

use ecow::EcoString;
use flowc_okta::lock::Pairs;
use flowc_syntax::ast::{
    Attr, Block, Comment, Expr, ExprKind, FlowItem, Item, ItemKind, Module, Pattern, Stmt, StmtKind, Trivia,
};
use flowc_text::Span;

use crate::allow::contains;

/// Two states of a flow whose statements are known.
#[derive(Debug)]
pub(super) struct Merge<'a> {
    pub pairs: &'a Pairs,
    /// The file that the older state stands in.
    pub text: &'a str,
    /// Where each card of the older state stands.
    pub old_spans: Vec<Option<Span>>,
    /// Where each card of the newer state stands.
    pub new_spans: Vec<Option<Span>>,
    /// Only statements that read the same stay.
    pub exact: bool,
    /// Bodies of closures that say something else now: a statement around one is written anew.
    pub changed_closures: &'a [Span],
}

/// What stands around statements.
#[derive(Clone, Copy, Debug)]
pub(super) struct Items<'a> {
    /// As it stands in the source.
    pub old: &'a Item,
    /// The same as it would be printed.
    pub old_printed: Option<&'a Item>,
    /// What is to be said now.
    pub new: &'a Item,
}

/// The parts of a declaration that say what they said stay as they were written.
pub(super) fn heads(items: Items<'_>) -> Item {
    let Items { old, new, .. } = items;
    let mut merged = new.clone();
    merged.trivia = old.trivia.clone();
    let Some(printed) = items.old_printed else { return merged };
    if printed.docs == new.docs {
        merged.docs.clone_from(&old.docs);
    }
    if printed.attrs == new.attrs {
        merged.attrs.clone_from(&old.attrs);
    } else {
        keep_allowances(&old.attrs, &mut merged.attrs);
    }
    if let (Some(into), Some(old), Some(printed)) =
        (flow_mut(&mut merged.kind), flow(&old.kind), flow(&printed.kind))
    {
        keep_heads(into, old, printed);
    }
    merged
}

pub(super) fn flow(kind: &ItemKind) -> Option<&FlowItem> {
    match kind {
        ItemKind::Flow(flow) | ItemKind::ExternFlow(flow) => Some(flow),
        _ => None,
    }
}

pub(super) fn flow_mut(kind: &mut ItemKind) -> Option<&mut FlowItem> {
    match kind {
        ItemKind::Flow(flow) | ItemKind::ExternFlow(flow) => Some(flow),
        _ => None,
    }
}

fn keep_heads(into: &mut FlowItem, old: &FlowItem, printed: &FlowItem) {
    if printed.title == into.title {
        into.title.clone_from(&old.title);
    }
    if printed.trigger == into.trigger {
        into.trigger.clone_from(&old.trigger);
    }
    if printed.outputs == into.outputs {
        into.outputs.clone_from(&old.outputs);
    }
    if printed.params.len() != old.params.len() {
        return;
    }
    for param in &mut into.params {
        let at = printed.params.iter().position(|printed| printed == param);
        if let Some(old) = at.and_then(|at| old.params.get(at)) {
            *param = old.clone();
        }
    }
}

fn keep_allowances(old: &[Attr], into: &mut Vec<Attr>) {
    for attr in old.iter().filter(|attr| attr.name.text == "allow") {
        if !into.contains(attr) {
            into.push(attr.clone());
        }
    }
}

/// A block's statements with the cards they stand for: `bounds[i]` is the first card behind statement `i - 1`.
struct Stretch<'a> {
    stmts: &'a [Stmt],
    bounds: Vec<usize>,
}

impl<'a> Stretch<'a> {
    fn new(stmts: &'a [Stmt], spans: &[Option<Span>]) -> Self {
        let cards = |stmt: &Stmt| {
            let inside = |span: &Option<Span>| span.is_some_and(|span| contains(stmt.span, span));
            let first = spans.iter().position(inside)?;
            Some((first, spans.iter().rposition(inside)? + 1))
        };
        let all: Vec<Option<(usize, usize)>> = stmts.iter().map(cards).collect();
        let mut end = all.iter().flatten().map(|(first, _)| *first).next().unwrap_or_default();
        let mut bounds = vec![end];
        for cards in all {
            end = end.max(cards.map_or(end, |(_, behind)| behind));
            bounds.push(end);
        }
        Stretch { stmts, bounds }
    }

    fn bound(&self, at: usize) -> usize {
        self.bounds.get(at).copied().unwrap_or_default()
    }

    fn cards(&self) -> std::ops::Range<usize> {
        self.bound(0)..self.bound(self.stmts.len())
    }
}

/// Longer runs of statements than this are not looked at as one.
const RUN: usize = 6;

impl Merge<'_> {
    /// The newer block with what stays of the older one.
    pub fn block(&self, old: &Block, new: &Block) -> Block {
        if let Some(only) = chained(new) {
            let merged = chained(old).map(|old| self.stmt(old, only));
            return Block { stmts: vec![merged.unwrap_or_else(|| only.clone())], ..new.clone() };
        }
        let left = Stretch::new(&old.stmts, &self.old_spans);
        let right = Stretch::new(&new.stmts, &self.new_spans);
        let mut out = Merged::default();
        let (mut changed_old, mut changed_new): (&[Stmt], &[Stmt]) = (&[], &[]);
        let (mut i, mut j) = (0, 0);
        while i < left.stmts.len() || j < right.stmts.len() {
            if let Some((k, l)) = self.same_run(&left, &right, i, j) {
                self.changed(changed_old, changed_new, &mut out);
                left.stmts.get(i..k).unwrap_or_default().iter().for_each(|stmt| out.push(stmt.clone()));
                (i, j) = (k, l);
                (changed_old, changed_new) = (&[], &[]);
                continue;
            }
            let (k, l) = self.next(&left, &right, i, j);
            let (from, start) = (i - changed_old.len(), j - changed_new.len());
            changed_old = left.stmts.get(from..k).unwrap_or_default();
            changed_new = right.stmts.get(start..l).unwrap_or_default();
            (i, j) = (k, l);
        }
        self.changed(changed_old, changed_new, &mut out);
        let mut tail = old.tail.clone();
        tail.comments.splice(0..0, out.waiting);
        Block { stmts: out.stmts, tail, span: new.span }
    }

    /// The end of the shortest run of statements that says the same on both sides.
    fn same_run(
        &self,
        left: &Stretch<'_>,
        right: &Stretch<'_>,
        i: usize,
        j: usize,
    ) -> Option<(usize, usize)> {
        let ends = (2..=2 * RUN).flat_map(|sum| (1..sum).map(move |k| (i + k, j + sum - k)));
        let inside = ends.filter(|(k, l)| *k <= left.stmts.len() && *l <= right.stmts.len());
        let mut same = inside.filter(|end| self.is_same(left, right, (i, j), *end));
        same.next()
    }

    fn is_same(
        &self,
        left: &Stretch<'_>,
        right: &Stretch<'_>,
        (i, j): (usize, usize),
        (k, l): (usize, usize),
    ) -> bool {
        let (old, new) = (left.stmts.get(i..k), right.stmts.get(j..l));
        let (first, start) = (left.bound(i), right.bound(j));
        let (count, cards) = (left.bound(k) - first, right.bound(l) - start);
        let anew = |stmt: &Stmt| self.changed_closures.iter().any(|span| contains(stmt.span, *span));
        if count != cards || old.is_none_or(|stmts| stmts.iter().any(anew)) {
            return false;
        }
        if (count == 0 || self.exact) && old != new {
            return false;
        }
        (0..count).all(|at| {
            self.pairs.partners.get(start + at).copied().flatten() == Some(first + at)
                && self.pairs.same.get(start + at).copied().unwrap_or_default()
        })
    }

    /// The nearest place where what stands before it on both sides are the same cards.
    fn next(&self, left: &Stretch<'_>, right: &Stretch<'_>, i: usize, j: usize) -> (usize, usize) {
        let (ends, starts) = (left.stmts.len(), right.stmts.len());
        let sums = 1..=(ends - i) + (starts - j);
        let mut places = sums.flat_map(|sum| (0..=sum).map(move |k| (i + k, j + sum - k)));
        let found = places.find(|(k, l)| *k <= ends && *l <= starts && self.meets(left, right, *k, *l));
        found.unwrap_or((ends, starts))
    }

    fn meets(&self, left: &Stretch<'_>, right: &Stretch<'_>, k: usize, l: usize) -> bool {
        let old = left.cards();
        right.cards().all(|at| match self.pairs.partners.get(at).copied().flatten() {
            Some(partner) if old.contains(&partner) => (partner < left.bound(k)) == (at < right.bound(l)),
            _ => true,
        })
    }

    /// Statements that stand for others: those that look alike hand on what people wrote at them.
    fn changed(&self, old: &[Stmt], new: &[Stmt], out: &mut Merged) {
        let mut rest = old;
        for (at, stmt) in new.iter().enumerate() {
            let even = rest.len() >= new.len() - at;
            let alike = rest.iter().position(|old| looks_alike(old, stmt)).or(even.then_some(0));
            match alike.and_then(|at| Some((rest.get(..at)?, rest.get(at)?, rest.get(at + 1..)?))) {
                Some((gone, old, behind)) => {
                    gone.iter().for_each(|stmt| self.drop(stmt, out));
                    out.push(self.stmt(old, stmt));
                    rest = behind;
                }
                None => out.push(stmt.clone()),
            }
        }
        rest.iter().for_each(|stmt| self.drop(stmt, out));
    }

    /// A statement goes; what people wrote at it and in it stays.
    fn drop(&self, stmt: &Stmt, out: &mut Merged) {
        out.waiting.extend(stmt.trivia.comments.iter().cloned());
        out.waiting
            .extend(self.inside(stmt).into_iter().chain(stmt.trivia.trailing.clone()).map(Comment::from));
    }

    /// The comments inside a statement of the older state.
    fn inside(&self, stmt: &Stmt) -> Vec<EcoString> {
        let text = self.text.get(stmt.span.range()).unwrap_or_default();
        flowc_syntax::comments(text).into_iter().map(bare).collect()
    }

    fn stmt(&self, old: &Stmt, new: &Stmt) -> Stmt {
        let mut merged = new.clone();
        merged.trivia = old.trivia.clone();
        keep_allowances(&old.attrs, &mut merged.attrs);
        let (before, after) = (blocks(old), blocks(new));
        if before.len() == after.len() {
            let inner = before.into_iter().zip(after).map(|(old, new)| self.block(old, new));
            for (block, inner) in blocks_mut(&mut merged).into_iter().zip(inner.collect::<Vec<_>>()) {
                *block = inner;
            }
        }
        let text = self.text.get(old.span.range()).unwrap_or_default();
        let lost = lost_comments(text, &around(&merged));
        merged.trivia.comments.extend(lost.into_iter().map(Comment::from));
        merged
    }
}

/// Statements that come out, and comments that wait for the next one.
#[derive(Default)]
struct Merged {
    stmts: Vec<Stmt>,
    waiting: Vec<Comment>,
}

impl Merged {
    fn push(&mut self, mut stmt: Stmt) {
        stmt.trivia.comments.splice(0..0, self.waiting.drain(..));
        self.stmts.push(stmt);
    }
}

/// A comment without its slashes.
fn bare(comment: &str) -> EcoString {
    comment.trim_start_matches("//").trim_end().into()
}

/// The comments of an older text that an item is not printed with.
pub(super) fn lost_comments(text: &str, item: &Item) -> Vec<EcoString> {
    let mut lost: Vec<EcoString> = flowc_syntax::comments(text).into_iter().map(bare).collect();
    let printed = flowc_syntax::print(&Module { items: vec![item.clone()], ..Module::default() });
    for comment in flowc_syntax::comments(&printed).into_iter().map(bare) {
        if let Some(at) = lost.iter().position(|other| *other == comment) {
            lost.remove(at);
        }
    }
    lost
}

/// A flow around one statement.
fn around(stmt: &Stmt) -> Item {
    let body = Block { stmts: vec![stmt.clone()], ..Block::default() };
    let flow =
        FlowItem { trigger: None, name: "flow".into(), title: None, params: Vec::new(), outputs: None, body };
    Item {
        trivia: Trivia::default(),
        docs: Vec::new(),
        attrs: Vec::new(),
        kind: ItemKind::Flow(Box::new(flow)),
        span: Span::default(),
    }
}

/// Whether two statements do the same kind of thing under the same name.
fn looks_alike(a: &Stmt, b: &Stmt) -> bool {
    match (&a.kind, &b.kind) {
        (StmtKind::Let(a), StmtKind::Let(b)) => {
            let names = a.iter().map(|binding| name(&binding.pattern));
            names.eq(b.iter().map(|binding| name(&binding.pattern)))
        }
        (StmtKind::Comment { .. }, StmtKind::Comment { .. }) => false,
        (StmtKind::Expr(a), StmtKind::Expr(b)) => {
            std::mem::discriminant(&a.kind) == std::mem::discriminant(&b.kind)
        }
        (a, b) => std::mem::discriminant(a) == std::mem::discriminant(b),
    }
}

fn name(pattern: &Pattern) -> Option<&str> {
    match pattern {
        Pattern::Name { name, .. } => Some(&name.text),
        Pattern::Record(_) => None,
    }
}

/// The `if` behind an `else`.
fn chained(block: &Block) -> Option<&Stmt> {
    match block.stmts.as_slice() {
        [only] => match &only.kind {
            StmtKind::Expr(Expr { kind: ExprKind::If { chained: true, .. }, .. }) => Some(only),
            _ => None,
        },
        _ => None,
    }
}

/// The blocks of a statement whose cards belong to the flow itself.
fn blocks(stmt: &Stmt) -> Vec<&Block> {
    match &stmt.kind {
        StmtKind::Expr(expr) => blocks_of(expr),
        StmtKind::Let(bindings) => match bindings.as_slice() {
            [only] => blocks_of(&only.value),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn blocks_of(expr: &Expr) -> Vec<&Block> {
    match &expr.kind {
        ExprKind::As(inner, _) | ExprKind::Paren(inner) | ExprKind::Field(inner, _) => blocks_of(inner),
        ExprKind::If { then, otherwise, .. } => {
            std::iter::once(&**then).chain(otherwise.as_deref()).collect()
        }
        ExprKind::Branch { arms, otherwise } => {
            arms.iter().map(|arm| &arm.body).chain(otherwise.as_deref()).collect()
        }
        ExprKind::Try { body, handler, .. } => vec![body, handler],
        _ => Vec::new(),
    }
}

fn blocks_mut(stmt: &mut Stmt) -> Vec<&mut Block> {
    match &mut stmt.kind {
        StmtKind::Expr(expr) => blocks_of_mut(expr),
        StmtKind::Let(bindings) => match bindings.as_mut_slice() {
            [only] => blocks_of_mut(&mut only.value),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

fn blocks_of_mut(expr: &mut Expr) -> Vec<&mut Block> {
    match &mut expr.kind {
        ExprKind::As(inner, _) | ExprKind::Paren(inner) | ExprKind::Field(inner, _) => blocks_of_mut(inner),
        ExprKind::If { then, otherwise, .. } => {
            std::iter::once(&mut **then).chain(otherwise.as_deref_mut()).collect()
        }
        ExprKind::Branch { arms, otherwise } => {
            arms.iter_mut().map(|arm| &mut arm.body).chain(otherwise.as_deref_mut()).collect()
        }
        ExprKind::Try { body, handler, .. } => vec![body, handler],
        _ => Vec::new(),
    }
}
