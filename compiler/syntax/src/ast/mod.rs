//! The syntax tree that lowering reads and the decompiler writes.
//!
//! Owned, plain data. Every node that a message can point at has a [`Span`]; trees made by the
//! decompiler carry [`Span::default`]. Comments for readers of the source (`//`) and blank lines are
//! kept as [`Trivia`] in front of items, statements, fields and arms, so that the printer gives them back.
//! Equality ignores spans and trivia: `parse(print(tree)) == tree`.

use ecow::EcoString;
use flowc_text::Span;

/// A whole source file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Module {
    /// Declarations in source order.
    pub items: Vec<Item>,
    /// Comments after the last item.
    pub tail: Trivia,
}

/// What stands before a node and is no part of the program.
#[derive(Clone, Debug, Default)]
pub struct Trivia {
    /// `//` comments, one per line, without the slashes.
    pub comments: Vec<EcoString>,
    /// At least one blank line stood before (several count as one).
    pub blank_line: bool,
    /// A `//` comment at the end of the node's own last line.
    pub trailing: Option<EcoString>,
}

impl PartialEq for Trivia {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// A name as written: bare, or in backticks when it is no identifier.
#[derive(Clone, Debug, Default)]
pub struct Name {
    /// The name without backticks.
    pub text: EcoString,
    /// Where it stands.
    pub span: Span,
}

/// A text literal without holes, as a value.
#[derive(Clone, Debug, Default)]
pub struct TextLit {
    /// The text, escapes resolved.
    pub text: EcoString,
    /// Where it stands, quotes included.
    pub span: Span,
}

macro_rules! eq_without_span {
    ($($ty:ident),*) => {$(
        impl PartialEq for $ty {
            fn eq(&self, other: &Self) -> bool { self.text == other.text }
        }
        impl Eq for $ty {}
        impl From<&str> for $ty {
            fn from(text: &str) -> Self { Self { text: text.into(), span: Span::default() } }
        }
        impl From<EcoString> for $ty {
            fn from(text: EcoString) -> Self { Self { text, span: Span::default() } }
        }
    )*};
}
eq_without_span!(Name, TextLit);

/// `@name(arg, …)` on an item, statement, parameter or field.
#[derive(Clone, Debug, PartialEq)]
pub struct Attr {
    /// `title`, `note`, `allow`, `log`, `label`, …
    pub name: Name,
    /// Arguments; names of codes (`F0804`) are [`ExprKind::Name`].
    pub args: Vec<Expr>,
}

/// A declaration with what stands above it.
#[derive(Clone, Debug)]
pub struct Item {
    /// What stands before it.
    pub trivia: Trivia,
    /// `///` lines without slashes and one leading space: the description on the platform.
    pub docs: Vec<EcoString>,
    /// `@…` lines.
    pub attrs: Vec<Attr>,
    /// The declaration.
    pub kind: ItemKind,
    /// The whole item, docs and attributes included.
    pub span: Span,
}

impl PartialEq for Item {
    fn eq(&self, other: &Self) -> bool {
        (&self.docs, &self.attrs, &self.kind) == (&other.docs, &other.attrs, &other.kind)
    }
}

/// The kinds of declarations.
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// `use folder.module` or `use module { name, other }`.
    Use {
        /// Path of the module.
        path: Vec<Name>,
        /// Names taken from it; empty = the module itself.
        names: Vec<Name>,
    },
    /// `connection prod: okta "Okta production"`.
    Connection {
        /// Name in the source.
        name: Name,
        /// Key of the connector.
        connector: Name,
        /// Name on the platform.
        title: Option<TextLit>,
    },
    /// `table notices "Contractor notices" { email: text, `Last sent`: date = "…" }`.
    Table {
        /// Name in the source.
        name: Name,
        /// Name on the platform.
        title: Option<TextLit>,
        /// Columns: a parameter's name, shape and default.
        columns: Vec<Param>,
    },
    /// `type Contractor = { … }`.
    Type {
        /// Its name.
        name: Name,
        /// What it stands for.
        shape: ShapeExpr,
    },
    /// `[on …] flow name "Title" (params) -> { outputs } { … }`.
    Flow(Box<FlowItem>),
    /// `extern flow notify "Notify" (params) -> { outputs }`.
    ExternFlow(Box<FlowItem>),
    /// Text that is no item; an error was reported for it. Printed back as it is.
    Error(EcoString),
}

/// A flow, or the declaration of one outside the pack (whose body is empty).
#[derive(Clone, Debug, PartialEq)]
pub struct FlowItem {
    /// What starts it; none = helper flow.
    pub trigger: Option<Trigger>,
    /// Name in the source.
    pub name: Name,
    /// Title on the platform.
    pub title: Option<TextLit>,
    /// Typed inputs.
    pub params: Vec<Param>,
    /// `-> { a: text, … }`: typed outputs; none = not declared.
    pub outputs: Option<Vec<Param>>,
    /// The cards.
    pub body: Block,
}

/// One line `on …` above a flow.
#[derive(Clone, Debug)]
pub struct Trigger {
    /// What starts the flow.
    pub kind: TriggerKind,
    /// The whole line.
    pub span: Span,
}

impl PartialEq for Trigger {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// What starts a flow.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "one for each flow: a box would only be in the way")]
pub enum TriggerKind {
    /// `on schedule "0 9 * * *" in "America/Los_Angeles"`; five cron fields: minute hour day month weekday.
    Schedule {
        /// The cron text.
        cron: TextLit,
        /// IANA zone.
        zone: Option<TextLit>,
    },
    /// `on api(security: token) (body: { a: text }, query: { … }, headers: { … })`.
    Api {
        /// `security: open|token|…` and other settings.
        settings: Vec<Arg>,
        /// Groups of fields the author declared: `body`, `query`, `headers`, each a record shape.
        groups: Vec<Param>,
    },
    /// `on delegated (name: text, …)`: the author's inputs.
    Delegated(Vec<Param>),
    /// `on prod.user_created[option: "x"](…) as event`.
    Event {
        /// The event card as a call.
        call: Expr,
        /// Name of the record in the body.
        name: Name,
    },
    /// `on hook (…)`.
    Hook(Vec<Param>),
    /// `on manual`: no trigger chosen on the canvas.
    Manual,
}

/// A parameter, an output field, a table column, a field of a record shape:
/// `` @label("…") name? "Platform key": shape = default ``.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// What stands before it.
    pub trivia: Trivia,
    /// `///` lines: the field's description.
    pub docs: Vec<EcoString>,
    /// Attributes.
    pub attrs: Vec<Attr>,
    /// Name in the source; it is the platform's key unless `key` says otherwise.
    pub name: Name,
    /// Platform key, where it is not the name.
    pub key: Option<TextLit>,
    /// `?` after the name.
    pub optional: bool,
    /// Its shape; a column or parameter without one is text.
    pub shape: Option<ShapeExpr>,
    /// `= literal`.
    pub default: Option<Expr>,
}

/// A shape as written.
#[derive(Clone, Debug)]
pub struct ShapeExpr {
    /// Which.
    pub kind: ShapeKind,
    /// Where.
    pub span: Span,
}

impl PartialEq for ShapeExpr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

/// The kinds of written shapes.
#[derive(Clone, Debug, PartialEq)]
pub enum ShapeKind {
    /// `text number boolean date object file any flow`, or the name of a `type`.
    Name(Name),
    /// `list<shape>`.
    List(Box<ShapeExpr>),
    /// `{ a: text, b?: list<number>, .. }`.
    Record {
        /// Known fields in order.
        fields: Vec<Param>,
        /// `..`: other fields may exist.
        open: bool,
    },
}

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

/// A span that does not take part in equality.
#[derive(Clone, Copy, Debug, Default)]
pub struct BlockSpan(pub Span);

impl PartialEq for BlockSpan {
    fn eq(&self, _: &Self) -> bool {
        true
    }
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
    pub policy: Option<Policy>,
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
        body: Block,
    },
    /// `repeat n concurrency k { … }`.
    Repeat {
        /// How often.
        count: Expr,
        /// Literal or value.
        concurrency: Option<Expr>,
        /// The helper's body, or a single call.
        body: Block,
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

/// `name: value`, or `value` alone; also a field of a record literal, whose name may carry attributes.
#[derive(Clone, Debug, PartialEq)]
pub struct Arg {
    /// What stands before it (fields on lines of their own).
    pub trivia: Trivia,
    /// Attributes (`@label`).
    pub attrs: Vec<Attr>,
    /// Name; none = positional (or, in a record literal, short for `name: name` with a [`ExprKind::Name`] value).
    pub name: Option<Name>,
    /// The value.
    pub value: Expr,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Which.
    pub kind: ExprKind,
    /// Where.
    pub span: Span,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.kind == other.kind
    }
}

impl From<ExprKind> for Expr {
    fn from(kind: ExprKind) -> Self {
        Self { kind, span: Span::default() }
    }
}

/// The kinds of expressions.
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number as written (`-1` is [`ExprKind::Negate`] of `1` only when not a literal: a sign belongs to the literal).
    Number(EcoString),
    /// `"text"` or `"""…"""` without holes.
    Text(EcoString),
    /// `"Hi ${name}"`.
    Template(Vec<TemplatePart>),
    /// `compose "…"`, `formula "…"`: a keyword before a text or template.
    Prefixed(Name, Box<Expr>),
    /// A variable, module, flow or connection.
    Name(Name),
    /// `a.b`.
    Field(Box<Expr>, Name),
    /// `a[0]`.
    Index(Box<Expr>, Box<Expr>),
    /// `callee[option: x](arg, name: y)`; a call without brackets has no options.
    Call(Box<CallExpr>),
    /// `[a, b]`.
    List(Vec<Expr>),
    /// `{ a: x, b }`.
    Record(Vec<Arg>),
    /// `-x` of something that is no literal.
    Negate(Box<Expr>),
    /// `not x`.
    Not(Box<Expr>),
    /// `a op b`.
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `a is empty`, `a is not empty` (the flag: not).
    IsEmpty(Box<Expr>, bool),
    /// `x as shape`.
    As(Box<Expr>, ShapeExpr),
    /// `(x)`: kept, since brackets decide which operands one And card takes.
    Paren(Box<Expr>),
    /// `x => e`, `(a, b) => { … }`.
    Closure {
        /// Names of the arguments.
        params: Vec<Name>,
        /// An expression body is a block of one expression with `braces` false.
        body: Box<Block>,
        /// Whether the body was a block.
        braces: bool,
    },
    /// `if c { … } else { … }`; `else if` nests in a block of one expression with `chained` true.
    If {
        /// A comparison or true/false value.
        condition: Box<Expr>,
        /// First arm.
        then: Block,
        /// Second arm.
        otherwise: Option<Block>,
        /// `else` was followed by `if` without a brace.
        chained: bool,
    },
    /// `branch { a > 1 => { … } … else => { … } }`.
    Branch {
        /// Condition and body of each arm.
        arms: Vec<BranchArm>,
        /// The `else` arm.
        otherwise: Option<Block>,
    },
    /// `try { … } catch error { … }`.
    Try {
        /// What may fail.
        body: Block,
        /// Name of the error in the handler.
        name: Option<Name>,
        /// The handler.
        handler: Block,
    },
    /// `match x { "a" => 1, else => 2 }`.
    Match {
        /// The value looked up.
        value: Box<Expr>,
        /// Constant and result.
        arms: Vec<(Expr, Expr)>,
        /// `else => …`.
        otherwise: Option<Box<Expr>>,
    },
    /// A condition of a table search: `all where A == 1 and B > 2` (mode word and condition).
    Where {
        /// `all`, `one`, …
        mode: Name,
        /// The condition; none = every row.
        condition: Option<Box<Expr>>,
    },
    /// Text that is no expression; an error was reported for it.
    Error(EcoString),
}

/// One arm of `branch`.
#[derive(Clone, Debug, PartialEq)]
pub struct BranchArm {
    /// What stands before it.
    pub trivia: Trivia,
    /// Its condition.
    pub condition: Expr,
    /// Its body.
    pub body: Block,
}

/// A call of a card, a flow or a method on a value.
#[derive(Clone, Debug, PartialEq)]
pub struct CallExpr {
    /// `text.split`, `users.filter`, `prod.read_user`, `notify_one`.
    pub callee: Expr,
    /// `[result_set: "All"]`: options fixed at design time.
    pub options: Option<Vec<Arg>>,
    /// Arguments.
    pub args: Vec<Arg>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "templates are short, and most of their parts are holes")]
pub enum TemplatePart {
    /// Literal text, escapes resolved.
    Text(EcoString),
    /// `${expression}`.
    Hole(Expr),
}

/// Operators between two operands, loosest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    /// `??`
    Default,
    /// `or`
    Or,
    /// `xor`
    Xor,
    /// `and`
    And,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `===`
    Identical,
    /// `!==`
    NotIdentical,
    /// `>=`
    AtLeast,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `<`
    Less,
    /// `%`: a multiple of
    MultipleOf,
    /// `in`
    In,
    /// `not in`
    NotIn,
    /// `has`
    Has,
    /// `not has`
    NotHas,
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}
