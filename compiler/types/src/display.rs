//! Shapes in the notation of the language.

use std::fmt;

use crate::{Record, Shape};

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Shape::One(kind) => f.write_str(kind.word()),
            Shape::Record(record) => record.fmt(f),
            Shape::List(item) => write!(f, "list<{item}>"),
            Shape::Error => f.write_str("any"),
        }
    }
}

impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.fields.is_empty() {
            return f.write_str(if self.open { "{ .. }" } else { "{}" });
        }
        f.write_str("{ ")?;
        for (position, (name, field)) in self.fields.iter().enumerate() {
            if position > 0 {
                f.write_str(", ")?;
            }
            if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
                && !name.starts_with(|c: char| c.is_ascii_digit())
                && !name.is_empty()
            {
                f.write_str(name)?;
            } else {
                write!(f, "`{name}`")?;
            }
            write!(f, "{}: {}", if field.optional { "?" } else { "" }, field.shape)?;
        }
        f.write_str(if self.open { ", .. }" } else { " }" })
    }
}
