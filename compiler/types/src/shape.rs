//! The lattice of shapes and its operations.

use std::sync::Arc;

use ecow::EcoString;
use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;

/// The platform's kinds of single values, as chosen in the designer (flopack.md 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Text (`string`).
    Text,
    /// Number (`number`).
    Number,
    /// True/False (`boolean`).
    Boolean,
    /// Date & Time (`Date`).
    Date,
    /// Object, with or without known fields (`object` or a record).
    Object,
    /// File (`file`).
    File,
    /// A reference to a flow (`flo`).
    Flow,
    /// Anything (`*`).
    Any,
}

impl Kind {
    /// Every kind, in the order in which the designer lists them.
    pub const ALL: [Kind; 8] = [
        Kind::Text,
        Kind::Number,
        Kind::Boolean,
        Kind::Date,
        Kind::Object,
        Kind::File,
        Kind::Flow,
        Kind::Any,
    ];

    /// The word of the language.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Boolean => "boolean",
            Kind::Date => "date",
            Kind::Object => "object",
            Kind::File => "file",
            Kind::Flow => "flow",
            Kind::Any => "any",
        }
    }

    /// The kind behind a word of the language.
    pub fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The word in packs.
    pub const fn platform(self) -> &'static str {
        match self {
            Kind::Text => "string",
            Kind::Number => "number",
            Kind::Boolean => "boolean",
            Kind::Date => "Date",
            Kind::Object => "object",
            Kind::File => "file",
            Kind::Flow => "flo",
            Kind::Any => "*",
        }
    }

    /// The kind behind a word of packs.
    pub fn from_platform(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.platform() == word)
    }
}

/// What is known about a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A value of one kind; `One(Kind::Object)` is an object of which no field is known.
    One(Kind),
    /// An object whose fields are listed.
    Record(Arc<Record>),
    /// A list of values of one shape.
    List(Arc<Shape>),
    /// Something went wrong before; says nothing and silences further messages.
    Error,
}

/// Fields of an object by name, in the platform's order.
pub type Fields = IndexMap<EcoString, Field, FxBuildHasher>;

/// The fields of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Known fields in the platform's order.
    pub fields: Fields,
    /// Other fields may exist.
    pub open: bool,
}

/// One known field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its shape.
    pub shape: Shape,
    /// The field may be missing.
    pub optional: bool,
    /// The name people see, where it differs from the key (`displayname`).
    pub label: Option<EcoString>,
}

impl Field {
    /// A field that is always there, shown by its key.
    pub fn new(shape: Shape) -> Self {
        Self { shape, optional: false, label: None }
    }
}

impl Shape {
    /// Text.
    pub const TEXT: Shape = Shape::One(Kind::Text);
    /// Number.
    pub const NUMBER: Shape = Shape::One(Kind::Number);
    /// True/False.
    pub const BOOLEAN: Shape = Shape::One(Kind::Boolean);
    /// Date & Time.
    pub const DATE: Shape = Shape::One(Kind::Date);
    /// An object of which nothing is known.
    pub const OBJECT: Shape = Shape::One(Kind::Object);
    /// Anything.
    pub const ANY: Shape = Shape::One(Kind::Any);

    /// A list of this.
    #[must_use]
    pub fn list(self) -> Shape {
        Shape::List(Arc::new(self))
    }

    /// A closed record.
    pub fn record<K: Into<EcoString>>(fields: impl IntoIterator<Item = (K, Shape)>) -> Shape {
        let fields = fields.into_iter().map(|(name, shape)| (name.into(), Field::new(shape))).collect();
        Shape::Record(Arc::new(Record { fields, open: false }))
    }

    /// The kind of the value, or of a list's items on the platform, where a list of lists counts as objects.
    pub fn kind(&self) -> Kind {
        match self {
            Shape::One(kind) => *kind,
            Shape::Record(_) => Kind::Object,
            Shape::List(item) => match **item {
                Shape::List(_) => Kind::Object,
                ref item => item.kind(),
            },
            Shape::Error => Kind::Any,
        }
    }

    /// Whether it is a list (`collection`).
    pub fn is_list(&self) -> bool {
        matches!(self, Shape::List(_))
    }

    /// What one item of it is: of a list its items, of anything else itself.
    pub fn item(&self) -> &Shape {
        match self {
            Shape::List(item) => item,
            other => other,
        }
    }

    /// The record behind it, if its fields are listed.
    pub fn as_record(&self) -> Option<&Record> {
        match self {
            Shape::Record(record) => Some(record),
            _ => None,
        }
    }

    /// The shape of a field; `None` where the record does not list it or this is no record.
    pub fn field(&self, name: &str) -> Option<&Shape> {
        self.as_record()?.fields.get(name).map(|field| &field.shape)
    }

    /// The shape at the end of a path of listed fields.
    pub fn at_path<'a>(&self, path: impl IntoIterator<Item = &'a str>) -> Option<&Shape> {
        path.into_iter().try_fold(self, |shape, name| shape.field(name))
    }

    /// With a value of this shape at the end of a path: records on the way keep their other fields.
    #[must_use]
    pub fn with_path<K: AsRef<str>>(&self, path: &[K], leaf: Shape) -> Shape {
        let Some((first, rest)) = path.split_first() else { return leaf };
        let mut record = self.as_record().cloned().unwrap_or_default();
        let inner = record.fields.get(first.as_ref()).map_or(Shape::ANY, |field| field.shape.clone());
        let inner = inner.with_path(rest, leaf);
        match record.fields.get_mut(first.as_ref()) {
            Some(field) => field.shape = inner,
            None => _ = record.fields.insert(first.as_ref().into(), Field::new(inner)),
        }
        Shape::Record(Arc::new(record))
    }

    /// Whether it says nothing about the value.
    pub fn is_any(&self) -> bool {
        matches!(self, Shape::One(Kind::Any) | Shape::Error)
    }

    /// What a slot keeps when a value of this shape is wired to it and the slot lists no fields: records
    /// become plain objects, lists stay lists.
    #[must_use]
    pub fn without_fields(&self) -> Shape {
        match self {
            Shape::Record(_) => Shape::OBJECT,
            Shape::List(item) => item.without_fields().list(),
            other => other.clone(),
        }
    }

    /// The smallest shape that both fit. Kinds that differ give `any`; records keep the fields that either
    /// has, optional where one lacks them.
    #[must_use]
    pub fn join(&self, other: &Shape) -> Shape {
        match (self, other) {
            (Shape::Error, shape) | (shape, Shape::Error) => shape.clone(),
            (a, b) if a == b => a.clone(),
            (Shape::List(a), Shape::List(b)) => a.join(b).list(),
            (Shape::Record(a), Shape::Record(b)) => Shape::Record(Arc::new(a.join(b))),
            (Shape::Record(_), Shape::One(Kind::Object)) | (Shape::One(Kind::Object), Shape::Record(_)) => {
                Shape::OBJECT
            }
            _ => Shape::ANY,
        }
    }
}

impl Record {
    fn join(&self, other: &Record) -> Record {
        let mut fields = Fields::default();
        for (name, field) in &self.fields {
            let joined = match other.fields.get(name) {
                Some(twin) => Field {
                    shape: field.shape.join(&twin.shape),
                    optional: field.optional || twin.optional,
                    label: field.label.clone().filter(|label| twin.label.as_ref() == Some(label)),
                },
                None => Field { optional: true, ..field.clone() },
            };
            fields.insert(name.clone(), joined);
        }
        for (name, field) in &other.fields {
            if !self.fields.contains_key(name) {
                fields.insert(name.clone(), Field { optional: true, ..field.clone() });
            }
        }
        Record { fields, open: self.open || other.open }
    }
}
