//! Expressions and their arguments.

use ecow::EcoString;
use flowc_text::Span;

use super::*;

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
    As(Box<Expr>, Box<ShapeExpr>),
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
        then: Box<Block>,
        /// Second arm.
        otherwise: Option<Box<Block>>,
        /// `else` was followed by `if` without a brace.
        chained: bool,
    },
    /// `branch { a > 1 => { … } … else => { … } }`.
    Branch {
        /// Condition and body of each arm.
        arms: Vec<BranchArm>,
        /// The `else` arm.
        otherwise: Option<Box<Block>>,
    },
    /// `try { … } catch error { … }`.
    Try {
        /// What may fail.
        body: Box<Block>,
        /// Name of the error in the handler.
        name: Option<Name>,
        /// The handler.
        handler: Box<Block>,
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
