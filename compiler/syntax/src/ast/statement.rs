//! Blocks, statements and their error policies.

use ecow::EcoString;
use flowc_text::Span;

use super::*;

/// Statements between braces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Block {
    /// In order of execution.
    pub stmts: Vec<Stmt>,
    /// Comments before the closing brace.
    pub tail: Trivia,
    /// From brace to brace.
    pub span: BlockSpan,
}

/// A statement with what stands above it and the error policy behind it.
#[derive(Clone, Debug)]
pub struct Stmt {
    /// What stands before it.
    pub trivia: Trivia,
    /// `///` lines above it: the note of its outermost card.
    pub docs: Vec<EcoString>,
    /// `@title("…")` and the like, for the statement's outermost card.
    pub attrs: Vec<Attr>,
    /// What it does.
    pub kind: StmtKind,
    /// `retry … on error …` at its end, for its outermost card.
    pub policy: Option<Box<Policy>>,
    /// The whole statement.
    pub span: Span,
}

impl PartialEq for Stmt {
    fn eq(&self, other: &Self) -> bool {
        let [left, right] = [self, other].map(|stmt| (&stmt.docs, &stmt.attrs, &stmt.kind, &stmt.policy));
        left == right
    }
}

impl Stmt {
    /// Whether it is its action and nothing else: no note, attribute or policy.
    pub fn is_plain(&self) -> bool {
        self.docs.is_empty() && self.attrs.is_empty() && self.policy.is_none()
    }
}

/// The kinds of statements.
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// Adjacent `#` lines: a Comment card.
    Comment {
        /// First line `## …`; an empty title (`##` alone) differs from none.
        title: Option<EcoString>,
        /// The markdown. A line that ends in `\` is joined with the next; one that ends in `\.` ends before
        /// that mark (so that trailing blanks and backslashes can be written).
        text: EcoString,
    },
    /// `let a = x, b "Platform key" = y`.
    Let(Vec<Binding>),
    /// An expression whose value, if it has one, is only used as the block's last value.
    Expr(Expr),
    /// `for item in list concurrency 5 on error ignore { … }`.
    For {
        /// Loop variable.
        item: Name,
        /// What it runs over.
        list: Expr,
        /// Literal or value.
        concurrency: Option<Expr>,
        /// `on error ignore`.
        ignore_errors: bool,
        /// The helper's body, or a single call.
        body: Box<Block>,
    },
    /// `repeat n concurrency k { … }`.
    Repeat {
        /// How often.
        count: Expr,
        /// Literal or value.
        concurrency: Option<Expr>,
        /// The helper's body, or a single call.
        body: Box<Block>,
    },
    /// `wait 5 minutes`; the unit as written, singular or plural.
    Wait {
        /// How many.
        amount: Expr,
        /// `second(s) minute(s) hour(s) day(s)`; none: `wait until date`.
        unit: Option<Name>,
    },
    /// `continue if condition else "message"`.
    ContinueIf {
        /// A comparison.
        condition: Expr,
        /// The message when it does not hold.
        otherwise: Option<Expr>,
    },
    /// `return { … }`, `return`, `return raw status: 200, headers: …, body: …`,
    /// `return status working: ok, response: x`.
    Return {
        /// `raw`, `status` or another word after `return`; none = Return.
        form: Option<Name>,
        /// The record's fields, or the named arguments of the form.
        fields: Vec<Arg>,
        /// `return expression` of a value that is no record literal.
        value: Option<Expr>,
    },
    /// `fail "message" code 400 if condition`: Return Error, Return Error If.
    Fail {
        /// The message.
        message: Expr,
        /// `code …`.
        code: Option<Expr>,
        /// `if …`.
        condition: Option<Expr>,
    },
    /// `spawn flow(args)`: Call Flow Async.
    Spawn(Expr),
    /// Text that is no statement; an error was reported for it.
    Error(EcoString),
}

/// One `pattern = value` of a `let`.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    /// Attributes of the field (`@label`).
    pub attrs: Vec<Attr>,
    /// What is named.
    pub pattern: Pattern,
    /// The value.
    pub value: Expr,
}

/// The left side of a `let`.
#[derive(Clone, Debug, PartialEq)]
pub enum Pattern {
    /// `name` or `name "Platform key"`.
    Name {
        /// The variable.
        name: Name,
        /// Key of the Assign field, where it is not the name.
        key: Option<TextLit>,
    },
    /// `{ a, b.c as d, `x y` as z: number }`.
    Record(Vec<PatternField>),
}

/// One field taken out of a record or object.
#[derive(Clone, Debug, PartialEq)]
pub struct PatternField {
    /// Attributes of the field (`@label`).
    pub attrs: Vec<Attr>,
    /// Path from the record, at least one element.
    pub path: Vec<Name>,
    /// `as d`; none: the last element of the path is the variable's name.
    pub alias: Option<Name>,
    /// `: number`; none: text.
    pub shape: Option<ShapeExpr>,
}

/// What a card does when it fails.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// `retry 3`.
    pub retry: Option<Retry>,
    /// `on error …`.
    pub on_error: Option<OnError>,
    /// Where.
    pub span: BlockSpan,
}

/// `retry 3 every 1 min..3 min on rate_limit`.
#[derive(Clone, Debug, PartialEq)]
pub struct Retry {
    /// Attempts; empty where only a pause or a condition is said.
    pub count: EcoString,
    /// `every 5 min` or `every 1 min..3 min`; each a number and a unit (`ms s min h`).
    pub every: Vec<(EcoString, EcoString)>,
    /// `on rate_limit`.
    pub condition: Option<Name>,
}

/// `on error return`, `on error return { … }`, `on error run cleanup`, `on error stop`.
#[derive(Clone, Debug, PartialEq)]
pub enum OnError {
    /// Halt the flow (the default, said when other settings need it).
    Stop,
    /// Return the error, or these values, to the caller.
    Return(Option<Expr>),
    /// Run a helper flow.
    Run(Expr),
}
