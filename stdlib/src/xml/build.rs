//! `xml.build`: writes an object as XML text.

use flowc_value::{Object, Text, Value, convert};

use crate::call::{Call, CardError};
use flowc_types::Kind;

use crate::card::{Card, Evidence, Port, Run, Typing};

/// The card Build.
pub const CARD: Card = Card {
    name: "xml.build",
    address: ("xml", "build"),
    title: "Build",
    description: "Writes an object as XML text.",
    doc: "Writes an object as XML text.\nAttributes are under `$`, text under `_`.",
    inputs: &[
        Port::object("object").required().typing(Typing::Adopts(&[Kind::Object])),
        Port::text("rootName").named("root_name").group("options").default("null"),
        Port::text("doctype").group("options").default("null"),
        Port::boolean("pretty").group("renderOptions"),
        Port::text("indent").group("renderOptions").default("null"),
        Port::text("newline").group("renderOptions").default("null"),
        Port::text("version").group("declaration").default(r#""1.0""#),
        Port::text("encoding").group("declaration").default("null"),
        Port::boolean("standalone").group("declaration").default("null"),
    ],
    outputs: &[Port::text("xml").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &[
        "objects become elements as xml2js builds them: $ holds attributes, _ text",
        "an option left empty is left out",
    ],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let object = call.object(0)?;
    let given = |index: usize| Some(call.text(index)).filter(|text| !text.is_empty());
    let mut writer = Writer { out: String::new(), pretty: None };
    if call.boolean(3)? {
        let (indent, newline) = (given(4).unwrap_or(Text::new("  ")), given(5).unwrap_or(Text::new("\n")));
        if indent.len() + newline.len() > LONGEST_INDENT {
            return Err(CardError::new("the indent is too long"));
        }
        writer.pretty = Some((indent, newline));
    }
    writer.declaration(given(6).as_deref().unwrap_or("1.0"), given(7).as_deref(), call.input(8))?;
    if let Some(doctype) = given(2) {
        writer.line(0);
        writer.out.extend(["<!DOCTYPE ", &doctype, ">"]);
    }
    let sole = object.iter().next().filter(|_| object.len() == 1);
    match (given(1), sole) {
        (None, Some((name, value))) if !matches!(value, Value::List(_)) && !is_key(name) => {
            writer.element(name, value, 0)?;
        }
        (name, _) => writer.element(name.as_deref().unwrap_or("root"), &object.into(), 0)?,
    }
    let Writer { out, .. } = writer;
    call.set(0, out);
    Ok(())
}

/// The keys that stand for attributes and text.
fn is_key(name: &str) -> bool {
    matches!(name, "$" | "_")
}

/// Values may be nested this deep.
const DEEPEST: usize = 400;

/// Bytes of the longest result.
const LONGEST: usize = 100 << 20;

/// Bytes of the longest indent with its end of line.
const LONGEST_INDENT: usize = 100;

struct Writer {
    out: String,
    /// Indent and end of line, where lines are made.
    pretty: Option<(Text, Text)>,
}

impl Writer {
    fn declaration(
        &mut self,
        version: &str,
        encoding: Option<&str>,
        standalone: &Value,
    ) -> Result<(), CardError> {
        self.out.push_str("<?xml");
        self.attribute("version", version)?;
        if let Some(encoding) = encoding {
            self.attribute("encoding", encoding)?;
        }
        if !standalone.is_null() {
            self.attribute("standalone", if convert::to_boolean(standalone)? { "yes" } else { "no" })?;
        }
        self.out.push_str("?>");
        Ok(())
    }

    /// Begins a line.
    fn line(&mut self, depth: usize) {
        if let Some((indent, newline)) = &self.pretty {
            self.out.push_str(newline);
            (0..depth).for_each(|_| self.out.push_str(indent));
        }
    }

    fn name(&mut self, name: &str) -> Result<(), CardError> {
        let wrong = |character: char| character.is_whitespace() || "<>&\"'/=".contains(character);
        if name.is_empty() || name.contains(wrong) {
            return Err(CardError::new(format!("Invalid character in name: {name}")));
        }
        self.out.push_str(name);
        Ok(())
    }

    fn attribute(&mut self, name: &str, value: &str) -> Result<(), CardError> {
        self.out.push(' ');
        self.name(name)?;
        self.out.extend(["=\"", &escaped(value, true), "\""]);
        Ok(())
    }

    /// One element, or one for each item of a list.
    fn element(&mut self, name: &str, value: &Value, depth: usize) -> Result<(), CardError> {
        if depth > DEEPEST || self.out.len() > LONGEST {
            return Err(CardError::new("the object is too deep or too large for XML"));
        }
        if let Value::List(items) = value {
            return items.iter().try_for_each(|item| match item {
                Value::List(_) => self.single(name, &Value::Null, depth),
                item => self.single(name, item, depth),
            });
        }
        self.single(name, value, depth)
    }

    fn single(&mut self, name: &str, value: &Value, depth: usize) -> Result<(), CardError> {
        self.line(depth);
        self.out.push('<');
        self.name(name)?;
        let empty = Object::new();
        let object = value.as_object().unwrap_or(&empty);
        if let Some(Value::Object(attributes)) = object.get("$") {
            for (name, value) in attributes.iter() {
                self.attribute(name, &convert::to_text(value))?;
            }
        }
        let text = match value {
            Value::Object(object) => object.get("_").map(convert::to_text).unwrap_or_default(),
            single => convert::to_text(single),
        };
        let children = || object.iter().filter(|(name, _)| !is_key(name));
        let inside = children().next().is_some();
        if text.is_empty() && !inside {
            self.out.push_str("/>");
            return Ok(());
        }
        self.out.extend([">", &escaped(&text, false)]);
        for (name, value) in children() {
            self.element(name, value, depth + 1)?;
        }
        if inside {
            self.line(depth);
        }
        self.out.extend(["</", name, ">"]);
        Ok(())
    }
}

fn escaped(text: &str, attribute: bool) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' if !attribute => out.push_str("&gt;"),
            '"' if attribute => out.push_str("&quot;"),
            '\t' if attribute => out.push_str("&#x9;"),
            '\n' if attribute => out.push_str("&#xA;"),
            '\r' => out.push_str("&#xD;"),
            plain => out.push(plain),
        }
    }
    out
}
