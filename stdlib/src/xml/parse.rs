//! `xml.parse`: reads XML text into an object.

use flowc_value::{Object, Text, Value};

use crate::call::{Call, CardError};
use crate::card::{Card, Evidence, Port, Run};

/// The card Parse.
pub const CARD: Card = Card {
    name: "xml.parse",
    address: ("xml", "parse"),
    title: "Parse",
    description: "Reads XML text into an object.",
    doc: "Reads XML text into an object.\nChild elements become lists, attributes an object under the attribute key.",
    inputs: &[
        Port::text("xml").required(),
        Port::text("attrkey").group("options").default(r#""$""#),
        Port::text("charkey").group("options").default(r#""_""#),
        Port::boolean("explicitCharkey").named("explicit_charkey").group("options"),
        Port::boolean("trim").group("options"),
        Port::boolean("normalizeTags").named("normalize_tags").group("options"),
        Port::boolean("normalize").group("options"),
        Port::boolean("explicitRoot").named("explicit_root").group("options"),
    ],
    outputs: &[Port::object("output").default("null")],
    run: Run::Function(evaluate),
    evidence: &[Evidence::Doc, Evidence::Assumed],
    assumed: &["elements become values as xml2js makes them", "empty text gives null"],
    ..Card::BLANK
};

fn evaluate(call: &mut Call<'_>) -> Result<(), CardError> {
    let text = call.text(0);
    if text.trim().is_empty() {
        return Ok(());
    }
    let keep = |word: Text, otherwise: &str| if word.is_empty() { Text::new(otherwise) } else { word };
    let options = Options {
        attributes: keep(call.text(1), "$"),
        characters: keep(call.text(2), "_"),
        always_characters: call.boolean(3)?,
        trim: call.boolean(4)?,
        lower_names: call.boolean(5)?,
        normalize: call.boolean(6)?,
    };
    let (name, root) = Reader { text: &text, rest: &text, options, open: Vec::new() }.document()?;
    let result = if call.boolean(7)? { Value::object([(name, root)]) } else { root };
    call.set(0, result);
    Ok(())
}

/// What the card's options say.
struct Options {
    /// The key of the object of attributes.
    attributes: Text,
    /// The key of the text beside attributes or children.
    characters: Text,
    /// Text has its key even when it is alone.
    always_characters: bool,
    trim: bool,
    lower_names: bool,
    normalize: bool,
}

/// An element that is not closed yet.
struct Element {
    name: Text,
    attributes: Object,
    children: Object,
    text: String,
    /// Some of the text was written as CDATA: blanks count then.
    literal: bool,
}

/// Elements may be nested this deep.
const DEEPEST: usize = 400;

struct Reader<'t> {
    text: &'t str,
    rest: &'t str,
    options: Options,
    open: Vec<Element>,
}

impl<'t> Reader<'t> {
    fn wrong<T>(&self, problem: &str) -> Result<T, CardError> {
        let before = self.text.get(..self.text.len() - self.rest.len()).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        Err(CardError::new(format!("Invalid XML: {problem} (line {line})")))
    }

    /// Reads up to a mark and passes over it.
    fn until(&mut self, mark: &str, what: &str) -> Result<&'t str, CardError> {
        let Some((before, rest)) = self.rest.split_once(mark) else {
            return self.wrong(&format!("{what} does not end"));
        };
        self.rest = rest;
        Ok(before)
    }

    /// The root's name and value.
    fn document(mut self) -> Result<(Text, Value), CardError> {
        self.rest = self.rest.trim_start_matches('\u{feff}');
        let mut root = None;
        while let Some((before, _)) = self.rest.split_once('<') {
            self.characters(before)?;
            self.rest = self.rest.get(before.len() + 1..).unwrap_or_default();
            let closed = self.markup()?;
            if let (Some(closed), true) = (closed, self.open.is_empty()) {
                if root.is_some() {
                    return self.wrong("there is more than one root");
                }
                root = Some(closed);
            }
        }
        self.characters(self.rest)?;
        match (self.open.last(), root) {
            (Some(element), _) => self.wrong(&format!("the tag {} is not closed", element.name)),
            (None, None) => self.wrong("there is no root"),
            (None, Some(root)) => Ok(root),
        }
    }

    fn characters(&mut self, raw: &str) -> Result<(), CardError> {
        let decoded = self.decoded(raw)?;
        match self.open.last_mut() {
            Some(element) => element.text.push_str(&decoded),
            None if !decoded.trim().is_empty() => return self.wrong("there is text outside the root"),
            None => {}
        }
        Ok(())
    }

    /// What begins with `<`; gives the element that it closes where that is the last open one.
    fn markup(&mut self) -> Result<Option<(Text, Value)>, CardError> {
        if let Some(rest) = self.rest.strip_prefix("!--") {
            self.rest = rest;
            self.until("-->", "a comment")?;
        } else if let Some(rest) = self.rest.strip_prefix("![CDATA[") {
            self.rest = rest;
            let literal = self.until("]]>", "a CDATA section")?;
            match self.open.last_mut() {
                Some(element) => {
                    element.text.push_str(literal);
                    element.literal = true;
                }
                None => return self.wrong("there is text outside the root"),
            }
        } else if self.rest.starts_with('?') {
            self.until("?>", "a processing instruction")?;
        } else if self.rest.starts_with('!') {
            self.declaration()?;
        } else if let Some(rest) = self.rest.strip_prefix('/') {
            self.rest = rest;
            let name = self.until(">", "a tag")?.trim_end();
            let name = self.name_of(name);
            return match self.open.pop() {
                Some(element) if element.name == name => Ok(self.closed(element)),
                _ => self.wrong(&format!("unexpected closing tag {name}")),
            };
        } else {
            return self.opening();
        }
        Ok(None)
    }

    /// `<!DOCTYPE …>`, with or without declarations between brackets.
    fn declaration(&mut self) -> Result<(), CardError> {
        let inside = self.until(">", "a declaration")?;
        if inside.contains('[') && !inside.contains(']') {
            self.until("]", "a declaration")?;
            self.until(">", "a declaration")?;
        }
        Ok(())
    }

    fn name_of(&self, name: &str) -> Text {
        if self.options.lower_names { name.to_lowercase().into() } else { Text::new(name) }
    }

    /// A name at the beginning of what is left.
    fn name(&mut self) -> Result<&'t str, CardError> {
        let end = self.rest.find(|next: char| next.is_whitespace() || "=/><\"'&".contains(next));
        let (name, rest) = self.rest.split_at_checked(end.unwrap_or(self.rest.len())).unwrap_or_default();
        if name.is_empty() {
            return self.wrong("a name is missing");
        }
        self.rest = rest;
        Ok(name)
    }

    fn opening(&mut self) -> Result<Option<(Text, Value)>, CardError> {
        let name = self.name()?;
        let mut attributes = Object::new();
        loop {
            self.rest = self.rest.trim_start();
            if let Some(rest) = self.rest.strip_prefix("/>") {
                self.rest = rest;
                let element = self.element(name, attributes);
                return Ok(self.closed(element));
            }
            if let Some(rest) = self.rest.strip_prefix('>') {
                self.rest = rest;
                if self.open.len() >= DEEPEST {
                    return self.wrong("the elements are nested too deep");
                }
                let element = self.element(name, attributes);
                self.open.push(element);
                return Ok(None);
            }
            let (key, value) = self.attribute()?;
            if !attributes.contains_key(key) {
                attributes.insert(key, value);
            }
        }
    }

    fn element(&self, name: &str, attributes: Object) -> Element {
        let (name, text) = (self.name_of(name), String::new());
        Element { name, attributes, children: Object::new(), text, literal: false }
    }

    fn attribute(&mut self) -> Result<(&'t str, String), CardError> {
        let key = self.name()?;
        let Some(value) = self.rest.trim_start().strip_prefix('=').map(str::trim_start) else {
            return self.wrong(&format!("the attribute {key} has no value"));
        };
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let Some((quote, value)) = quote.and_then(|quote| Some((quote, value.get(1..)?))) else {
            return self.wrong(&format!("the value of {key} is not quoted"));
        };
        self.rest = value;
        let raw = self.until(quote.encode_utf8(&mut [0; 4]), "an attribute")?;
        Ok((key, self.decoded(raw)?))
    }

    /// Text with its entities decoded.
    fn decoded(&self, raw: &str) -> Result<String, CardError> {
        let mut pieces = raw.split('&');
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let entity = piece.split_once(';').and_then(|(name, rest)| Some((character(name)?, rest)));
            let Some((character, rest)) = entity else {
                return self.wrong("there is an & that begins no known entity");
            };
            out.push(character);
            out.push_str(rest);
        }
        Ok(out)
    }

    /// An element becomes a value and goes into the one around it; the outermost is handed back.
    fn closed(&mut self, element: Element) -> Option<(Text, Value)> {
        let name = element.name.clone();
        let value = self.value(element);
        let Some(parent) = self.open.last_mut() else { return Some((name, value)) };
        match parent.children.get_mut(&name) {
            Some(Value::List(all)) => all.make_mut().push(value),
            _ => _ = parent.children.insert(name, Value::list([value])),
        }
        None
    }

    fn value(&self, element: Element) -> Value {
        let Element { attributes, children, mut text, literal, .. } = element;
        let blank = text.trim().is_empty() && !literal;
        if self.options.normalize {
            text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        } else if self.options.trim {
            text = text.trim().to_owned();
        }
        if attributes.is_empty() && children.is_empty() && (blank || !self.options.always_characters) {
            return text.into();
        }
        let mut object = Object::new();
        if !blank {
            object.insert(&self.options.characters, text);
        }
        if !attributes.is_empty() {
            object.insert(&self.options.attributes, attributes);
        }
        for (key, value) in children.iter() {
            object.insert(key, value);
        }
        object.into()
    }
}

/// The character of an entity: one of the five known ones, or a number.
fn character(entity: &str) -> Option<char> {
    Some(match entity {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = entity.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    })
}
