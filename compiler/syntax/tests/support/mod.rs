//! Trees from a tape of bytes: every tree that lowering or decompiling can meet, and many that they cannot.

#![allow(dead_code, unused_imports, reason = "each test uses its part")]
#![allow(clippy::indexing_slicing, reason = "positions are taken modulo the length")]

mod bare;

pub use bare::bare;

use ecow::EcoString;
use flowc_syntax::ast::*;

pub struct Tape<'t> {
    bytes: &'t [u8],
    at: usize,
}

const NAMES: [&str; 24] = [
    "a",
    "user",
    "x1",
    "Last sent",
    "if",
    "raw",
    "status",
    "in",
    "code",
    "compose",
    "error",
    "until",
    "list",
    "",
    "back`tick",
    "line\nend",
    "tab\t\\",
    "größe",
    "a.b",
    "${x}",
    "concurrency",
    "flow",
    "not",
    "\u{feff}",
];
const TEXTS: [&str; 26] = [
    "",
    "plain",
    "two\nlines",
    "three\nlines\n",
    "\n",
    "\r\n",
    "tab\t",
    "quote\"s",
    "\"\"\"",
    "\"",
    "\\",
    "ends in \\",
    "$",
    "${hole}",
    "$$",
    "blank ",
    "  front",
    "\u{0}\u{7f}",
    "\u{202e}",
    "#hash",
    "//",
    "`",
    "a text that is long enough to be broken into several lines, since it does not fit into the width of one line at all",
    "  many  blanks   in a text that is long enough to be broken into several lines, since it does not fit into one    ",
    "first line of several\n\n   the third is indented and long enough that the formatter gives it lines of its own \n\tx\n",
    "https://example.com/a/very/long/address/without/any/blank/in/it/at/all/so/that/it/must/be/cut/somewhere/in/the/middle/of/it\"\"\"${x}",
];
const NUMBERS: [&str; 7] = ["0", "1", "-1", "12.5", "1e21", "-2.5e-7", "007"];

impl<'t> Tape<'t> {
    pub fn new(bytes: &'t [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    fn pick(&mut self, from: usize) -> usize {
        let byte = self.bytes.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        usize::from(byte) % from
    }

    fn flip(&mut self) -> bool {
        self.pick(2) == 1
    }

    fn some(&mut self, most: usize) -> usize {
        self.pick(most + 1)
    }

    pub fn name(&mut self) -> Name {
        NAMES[self.pick(NAMES.len())].into()
    }

    pub fn text(&mut self) -> EcoString {
        let mut text = EcoString::from(TEXTS[self.pick(TEXTS.len())]);
        if self.pick(8) == 7 {
            text.push_str(TEXTS[self.pick(TEXTS.len())]);
        }
        text
    }

    fn literal(&mut self) -> TextLit {
        self.text().into()
    }

    fn maybe<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.flip().then(|| make(self))
    }

    fn many<T>(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> T) -> Vec<T> {
        (0..self.some(most)).map(|_| make(self)).collect()
    }

    fn lines(&mut self) -> Vec<EcoString> {
        self.many(2, |tape| tape.text().replace("\n", " "))
    }

    fn trivia(&mut self) -> Trivia {
        let comment =
            |tape: &mut Self| EcoString::from(tape.text().as_str().replace(['\n', '\r'], " ").trim_end());
        let apart = |tape: &mut Self| Comment { text: comment(tape), apart: tape.flip() };
        match self.pick(6) {
            0 => Trivia { comments: self.many(2, apart), blank_line: self.flip(), trailing: None },
            1 => Trivia { comments: Vec::new(), blank_line: self.flip(), trailing: Some(comment(self)) },
            _ => Trivia::default(),
        }
    }

    fn attrs(&mut self, depth: usize) -> Vec<Attr> {
        if self.pick(5) > 0 {
            return Vec::new();
        }
        self.many(2, |tape| Attr { name: tape.name(), args: tape.many(2, |tape| tape.expr(depth)) })
    }

    pub fn module(&mut self) -> Module {
        Module { items: self.many(3, Self::item), tail: self.trivia() }
    }

    fn item(&mut self) -> Item {
        let kind = match self.pick(6) {
            0 => ItemKind::Use { path: vec![self.name(), self.name()], names: self.many(2, Self::name) },
            1 => ItemKind::Connection {
                name: self.name(),
                connector: self.name(),
                title: self.maybe(Self::literal),
            },
            2 => ItemKind::Table {
                name: self.name(),
                title: self.maybe(Self::literal),
                columns: self.many(3, |tape| tape.param(2)),
            },
            3 => ItemKind::Type { name: self.name(), shape: self.shape(3) },
            4 => {
                let flow = FlowItem { trigger: None, body: Block::default(), ..self.flow() };
                ItemKind::ExternFlow(Box::new(flow))
            }
            _ => ItemKind::Flow(Box::new(self.flow())),
        };
        Item {
            trivia: self.trivia(),
            docs: self.lines(),
            attrs: self.attrs(1),
            kind,
            span: Default::default(),
        }
    }

    fn flow(&mut self) -> FlowItem {
        FlowItem {
            trigger: self.maybe(Self::trigger),
            name: self.name(),
            title: self.maybe(Self::literal),
            params: self.many(3, |tape| tape.param(2)),
            outputs: self.maybe(|tape| tape.many(3, |tape| tape.param(2))),
            body: self.block(4),
        }
    }

    fn trigger(&mut self) -> Trigger {
        let kind = match self.pick(7) {
            5 => TriggerKind::Connector {
                kind: match self.pick(2) {
                    0 => ConnectorKind::Word(self.name()),
                    _ => ConnectorKind::Address(self.literal()),
                },
                groups: self.many(2, |tape| tape.param(2)),
            },
            0 => TriggerKind::Schedule { cron: self.literal(), zone: self.maybe(Self::literal) },
            1 => TriggerKind::Api {
                settings: self.many(2, |tape| tape.arg(1)),
                groups: self.many(2, |tape| tape.param(2)),
            },
            2 => TriggerKind::Delegated(self.many(2, |tape| tape.param(1))),
            3 => TriggerKind::Hook(self.many(2, |tape| tape.param(1))),
            4 => TriggerKind::Manual,
            _ => {
                let callee =
                    ExprKind::Field(Box::new(ExprKind::Name(self.name()).into()), self.name()).into();
                let options = self.maybe(|tape| tape.many(2, |tape| tape.arg(1)));
                let call = CallExpr { callee, options, args: self.many(2, |tape| tape.arg(1)) };
                TriggerKind::Event { call: ExprKind::Call(Box::new(call)).into(), name: self.name() }
            }
        };
        Trigger { kind, span: Default::default() }
    }

    fn param(&mut self, depth: usize) -> Param {
        Param {
            trivia: self.trivia(),
            docs: if self.pick(4) == 0 { self.lines() } else { Vec::new() },
            attrs: self.attrs(0),
            name: self.name(),
            key: if self.pick(4) == 0 { Some(self.literal()) } else { None },
            optional: self.flip(),
            shape: self.maybe(|tape| tape.shape(depth)),
            default: if self.pick(3) == 0 { Some(self.expr(1)) } else { None },
        }
    }

    fn shape(&mut self, depth: usize) -> ShapeExpr {
        let kind = match self.pick(if depth == 0 { 1 } else { 4 }) {
            0 | 1 => ShapeKind::Name(self.name()),
            2 => ShapeKind::List(Box::new(self.shape(depth - 1))),
            _ => ShapeKind::Record { fields: self.many(3, |tape| tape.param(depth - 1)), open: self.flip() },
        };
        ShapeExpr { kind, span: Default::default() }
    }

    pub fn block(&mut self, depth: usize) -> Block {
        Block { stmts: self.many(3, |tape| tape.stmt(depth)), tail: self.trivia(), span: Default::default() }
    }

    fn stmt(&mut self, depth: usize) -> Stmt {
        let depth = depth.saturating_sub(1);
        let kind = match self.pick(13) {
            0 => StmtKind::Comment { title: self.maybe(Self::text), text: self.text() },
            1 => StmtKind::Let((0..=self.some(2)).map(|_| self.binding(depth)).collect()),
            2 => StmtKind::For {
                item: self.name(),
                list: self.expr(depth),
                concurrency: self.maybe(|tape| tape.expr(depth)),
                ignore_errors: self.flip(),
                body: Box::new(self.block(depth)),
            },
            3 => StmtKind::Repeat {
                count: self.expr(depth),
                concurrency: self.maybe(|tape| tape.expr(depth)),
                body: Box::new(self.block(depth)),
            },
            4 => StmtKind::Wait { amount: self.expr(depth), unit: self.maybe(Self::name) },
            5 => StmtKind::ContinueIf {
                condition: self.expr(depth),
                otherwise: self.maybe(|tape| tape.expr(depth)),
            },
            6 => match self.pick(4) {
                0 => StmtKind::Return { form: None, fields: Vec::new(), value: Some(self.expr(depth)) },
                1 => {
                    StmtKind::Return { form: None, fields: self.many(3, |tape| tape.arg(depth)), value: None }
                }
                kind => {
                    let mut fields = self.many(3, |tape| tape.arg(depth));
                    for field in &mut fields {
                        if field.name.is_none() {
                            field.name = Some(self.name());
                        }
                    }
                    let form = match kind {
                        2 => "raw".into(),
                        _ if fields.is_empty() => "status".into(),
                        _ => self.name(),
                    };
                    if let Some(first) = fields.first_mut() {
                        // An attribute between a form and its first field belongs to the field.
                        first.attrs.clear();
                    }
                    StmtKind::Return { form: Some(form), fields, value: None }
                }
            },
            7 => StmtKind::Fail {
                message: self.expr(depth),
                code: self.maybe(|tape| tape.expr(depth)),
                condition: self.maybe(|tape| tape.expr(depth)),
            },
            8 => StmtKind::Spawn(self.expr(depth)),
            _ => StmtKind::Expr(self.expr(depth)),
        };
        let is_comment = matches!(kind, StmtKind::Comment { .. });
        Stmt {
            trivia: self.trivia(),
            docs: if self.pick(6) == 0 { self.lines() } else { Vec::new() },
            attrs: self.attrs(depth.min(1)),
            kind,
            policy: if self.pick(5) == 0 && !is_comment {
                self.policy(depth.min(1)).map(Box::new)
            } else {
                None
            },
            span: Default::default(),
        }
    }

    fn policy(&mut self, depth: usize) -> Option<Policy> {
        let every = |tape: &mut Self| ("1".into(), tape.name().text);
        let retry = self.maybe(|tape| Retry {
            count: "3".into(),
            every: tape.many(2, every),
            condition: tape.maybe(Self::name),
        });
        let on_error = match self.pick(4) {
            0 => None,
            1 => Some(OnError::Stop),
            2 => Some(OnError::Return(self.maybe(|tape| tape.expr(depth)))),
            _ => Some(OnError::Run(self.expr(depth))),
        };
        (retry.is_some() || on_error.is_some()).then(|| Policy { retry, on_error, span: Default::default() })
    }

    fn binding(&mut self, depth: usize) -> Binding {
        let pattern = if self.pick(3) > 0 {
            Pattern::Name { name: self.name(), key: self.maybe(Self::literal) }
        } else {
            Pattern::Record(self.many(3, |tape| PatternField {
                attrs: tape.attrs(0),
                path: (0..=tape.some(2)).map(|_| tape.name()).collect(),
                alias: tape.maybe(Self::name),
                shape: tape.maybe(|tape| tape.shape(1)),
            }))
        };
        Binding { attrs: self.attrs(0), pattern, value: self.expr(depth) }
    }

    fn arg(&mut self, depth: usize) -> Arg {
        Arg {
            trivia: self.trivia(),
            attrs: self.attrs(0),
            name: self.maybe(Self::name),
            value: self.expr(depth),
        }
    }

    fn boxed(&mut self, depth: usize) -> Box<Expr> {
        Box::new(self.expr(depth))
    }

    fn parts(&mut self, depth: usize) -> Vec<TemplatePart> {
        let mut parts = Vec::new();
        for _ in 0..=self.some(2) {
            let text = self.text();
            if !text.is_empty() {
                parts.push(TemplatePart::Text(text));
            }
            parts.push(TemplatePart::Hole(self.expr(depth)));
        }
        parts
    }

    pub fn expr(&mut self, depth: usize) -> Expr {
        if depth == 0 {
            return match self.pick(6) {
                0 => ExprKind::Null,
                1 => ExprKind::Bool(self.flip()),
                2 => ExprKind::Number(NUMBERS[self.pick(NUMBERS.len())].into()),
                3 => ExprKind::Text(self.text()),
                _ => ExprKind::Name(self.name()),
            }
            .into();
        }
        let depth = depth - 1;
        match self.pick(24) {
            0 | 1 => self.expr(0).kind,
            2 => ExprKind::Template(self.parts(depth)),
            3 => {
                let text = if self.flip() {
                    ExprKind::Text(self.text())
                } else {
                    ExprKind::Template(self.parts(depth))
                };
                ExprKind::Prefixed(self.name(), Box::new(text.into()))
            }
            4 | 5 => ExprKind::Field(self.boxed(depth), self.name()),
            6 => ExprKind::Index(self.boxed(depth), self.boxed(depth)),
            7 | 8 => ExprKind::Call(Box::new(CallExpr {
                callee: self.expr(depth),
                options: self.maybe(|tape| tape.many(2, |tape| tape.arg(depth))),
                args: self.many(3, |tape| tape.arg(depth)),
            })),
            9 => ExprKind::List(self.many(3, |tape| tape.expr(depth))),
            10 => ExprKind::Record(self.many(3, |tape| tape.arg(depth))),
            11 => {
                let inner = self.boxed(depth);
                match inner.kind {
                    // A sign belongs to the literal.
                    ExprKind::Number(ref number) if !number.starts_with('-') => inner.kind,
                    _ => ExprKind::Negate(inner),
                }
            }
            12 => ExprKind::Not(self.boxed(depth)),
            13 | 14 => ExprKind::Binary(OPS[self.pick(OPS.len())], self.boxed(depth), self.boxed(depth)),
            15 => ExprKind::IsEmpty(self.boxed(depth), self.flip()),
            16 => ExprKind::As(self.boxed(depth), Box::new(self.shape(depth.min(2)))),
            17 => ExprKind::Paren(self.boxed(depth)),
            18 => self.closure(depth),
            19 | 20 => self.if_expr(depth),
            21 => ExprKind::Branch {
                arms: self.many(2, |tape| BranchArm {
                    trivia: tape.trivia(),
                    condition: tape.expr(depth),
                    body: tape.block(depth),
                }),
                otherwise: self.maybe(|tape| Box::new(tape.block(depth))),
            },
            22 => ExprKind::Try {
                body: Box::new(self.block(depth)),
                name: self.maybe(Self::name),
                handler: Box::new(self.block(depth)),
            },
            _ => match self.pick(2) {
                0 => ExprKind::Match {
                    value: self.boxed(depth),
                    arms: self.many(2, |tape| (tape.expr(depth), tape.expr(depth))),
                    otherwise: self.maybe(|tape| tape.boxed(depth)),
                },
                _ => ExprKind::Where { mode: self.name(), condition: self.maybe(|tape| tape.boxed(depth)) },
            },
        }
        .into()
    }

    fn closure(&mut self, depth: usize) -> ExprKind {
        let params = self.many(2, Self::name);
        let braces = self.flip();
        let body = if braces { self.block(depth) } else { single(self.expr(depth)) };
        ExprKind::Closure { params, body: Box::new(body), braces }
    }

    fn if_expr(&mut self, depth: usize) -> ExprKind {
        let (otherwise, chained) = match self.pick(3) {
            0 => (None, false),
            1 if depth > 0 => (Some(Box::new(single(self.if_expr(depth - 1).into()))), true),
            _ => (Some(Box::new(self.block(depth))), false),
        };
        ExprKind::If { condition: self.boxed(depth), then: Box::new(self.block(depth)), otherwise, chained }
    }
}

fn single(value: Expr) -> Block {
    let stmt = Stmt {
        trivia: Trivia::default(),
        docs: Vec::new(),
        attrs: Vec::new(),
        kind: StmtKind::Expr(value),
        policy: None,
        span: Default::default(),
    };
    Block { stmts: vec![stmt], ..Block::default() }
}

const OPS: [BinaryOp; 21] = [
    BinaryOp::Default,
    BinaryOp::Or,
    BinaryOp::Xor,
    BinaryOp::And,
    BinaryOp::Equal,
    BinaryOp::NotEqual,
    BinaryOp::Identical,
    BinaryOp::NotIdentical,
    BinaryOp::AtLeast,
    BinaryOp::AtMost,
    BinaryOp::Greater,
    BinaryOp::Less,
    BinaryOp::MultipleOf,
    BinaryOp::In,
    BinaryOp::NotIn,
    BinaryOp::Has,
    BinaryOp::NotHas,
    BinaryOp::Add,
    BinaryOp::Subtract,
    BinaryOp::Multiply,
    BinaryOp::Divide,
];
