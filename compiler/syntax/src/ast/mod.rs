//! The syntax tree that lowering reads and the decompiler writes.
//!
//! Owned, plain data. Every node that a message can point at has a [`Span`]; trees made by the
//! decompiler carry [`Span::default`]. Comments for readers of the source (`//`) and blank lines are
//! kept as [`Trivia`] in front of items, statements, fields and arms, so that the printer gives them back.
//! Equality ignores spans and trivia: `parse(print(tree)) == tree`.

mod expression;
mod item;
mod statement;

use ecow::EcoString;
use flowc_text::Span;

pub use expression::*;
pub use item::*;
pub use statement::*;

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
    /// `//` comments, one per line.
    pub comments: Vec<Comment>,
    /// At least one blank line stood before (several count as one).
    pub blank_line: bool,
    /// A `//` comment at the end of the node's own last line.
    pub trailing: Option<EcoString>,
}

/// A `//` comment.
#[derive(Clone, Debug, Default)]
pub struct Comment {
    /// Its text without the slashes.
    pub text: EcoString,
    /// A blank line stands between it and what follows.
    pub apart: bool,
}

impl From<EcoString> for Comment {
    fn from(text: EcoString) -> Self {
        Comment { text, apart: false }
    }
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

/// A span that does not take part in equality.
#[derive(Clone, Copy, Debug, Default)]
pub struct BlockSpan(pub Span);

impl PartialEq for BlockSpan {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
