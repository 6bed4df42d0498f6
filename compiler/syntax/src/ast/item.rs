//! Declarations: modules hold them; types of fields stand in them.

use ecow::EcoString;
use flowc_text::Span;

use super::*;

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
    /// `on connector(action) (auth: { … }, Options: { … }, Inputs: { … })`: a flow of a connector itself.
    Connector {
        /// The kind of start card.
        kind: ConnectorKind,
        /// Sections of the start card's fields, each a record shape.
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

/// What starts a flow of a connector itself.
#[derive(Clone, Debug, PartialEq)]
pub enum ConnectorKind {
    /// `action`, `authping`, `helper`, …
    Word(Name),
    /// What packs call it, where no word stands for that.
    Address(TextLit),
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
