//! Random well-typed flows, made from a list of choices: shorter lists and smaller choices make smaller flows.

use std::fmt::Write;

/// The type of a value in a made flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Text,
    Number,
    Boolean,
    Texts,
    Object,
}

const TYPES: [Type; 5] = [Type::Text, Type::Number, Type::Boolean, Type::Texts, Type::Object];

impl Type {
    const fn word(self) -> &'static str {
        match self {
            Type::Text => "text",
            Type::Number => "number",
            Type::Boolean => "boolean",
            Type::Texts => "list<text>",
            Type::Object => "object",
        }
    }
}

/// Input that fits every made flow.
pub const INPUT: &str =
    r#"{"t":"Alpha, beta,gamma","n":7,"b":true,"l":["x","yy","x"],"o":{"a":"one","b":{"c":2}}}"#;

/// A module with a flow `made`, its helpers, and one whose result is the values of all its variables.
pub fn module(choices: &[u16]) -> String {
    let mut maker =
        Maker { choices: choices.iter().copied(), variables: Vec::new(), next: 0, out: String::new() };
    let inputs = [
        ("t", Type::Text),
        ("n", Type::Number),
        ("b", Type::Boolean),
        ("l", Type::Texts),
        ("o", Type::Object),
    ];
    maker.variables.extend(inputs.map(|(name, kind)| (name.to_owned(), kind)));
    maker.block(1, 12);
    let parameters: Vec<String> =
        inputs.iter().map(|(name, kind)| format!("{name}: {}", kind.word())).collect();
    let outputs: Vec<String> =
        maker.variables.iter().map(|(name, kind)| format!("{name}: {}", kind.word())).collect();
    let results: Vec<&str> = maker.variables.iter().map(|(name, _)| name.as_str()).collect();
    format!(
        "flow made ({}) -> {{ {} }} {{\n{}    return {{ {} }}\n}}\n\n{HELPERS}",
        parameters.join(", "),
        outputs.join(", "),
        maker.out,
        results.join(", ")
    )
}

const HELPERS: &str = "\
flow shout (word: text) -> { said: text } {
    return { said: \"${word.to_upper_case()}!\" }
}

flow long (word: text, limit: number) -> { yes: boolean } {
    let yes = word.length() > limit
    return { yes }
}

flow grow (memo: number, word: text) -> { memo: number } {
    return { memo: memo + word.length() }
}

flow picky (word: text) -> { kept: text } {
    fail \"${word} is not wanted\" code 409 if word == \"x\"
    return { kept: word }
}
";

struct Maker<C> {
    choices: C,
    variables: Vec<(String, Type)>,
    next: usize,
    out: String,
}

impl<C: Iterator<Item = u16>> Maker<C> {
    /// A number below a limit; when the choices have run out, 0.
    fn choose(&mut self, limit: usize) -> usize {
        usize::from(self.choices.next().unwrap_or(0)) % limit
    }

    fn fresh(&mut self) -> String {
        self.next += 1;
        format!("v{}", self.next)
    }

    /// Statements at a depth of nesting.
    fn block(&mut self, depth: usize, most: usize) {
        for _ in 0..self.choose(most) {
            self.statement(depth);
        }
    }

    fn line(&mut self, depth: usize, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "    ".repeat(depth));
    }

    fn statement(&mut self, depth: usize) {
        let limit = if depth < 3 { 9 } else { 5 };
        match self.choose(limit) {
            0..=2 => {
                let kind = TYPES[self.choose(TYPES.len())];
                let value = self.value(kind, 2);
                let name = self.fresh();
                self.line(depth, &format!("let {name} = {value}"));
                self.variables.push((name, kind));
            }
            3 => self.line(depth, "# A comment between cards."),
            4 => {
                let (first, second) = (self.fresh(), self.fresh());
                self.line(depth, &format!("let {first} = 1, {second} \"Second {second}\" = \"two\""));
                self.variables.extend([(first, Type::Number), (second, Type::Text)]);
            }
            5 => self.container(depth, |condition| format!("if {condition} {{"), "} else {", "}"),
            6 => self.container(
                depth,
                |condition| format!("branch {{\n{0}{condition} => {{", "    ".repeat(depth + 1)),
                "} else => {",
                "} }",
            ),
            7 => self.container(depth, |_| "try {".to_owned(), "} catch error {", "}"),
            _ => self.over_list(depth),
        }
    }

    /// A container with two blocks that gives one text.
    fn container(&mut self, depth: usize, open: impl Fn(&str) -> String, between: &str, close: &str) {
        let condition = self.condition();
        let name = self.fresh();
        self.line(depth, &format!("let {name} = {}", open(&condition)));
        for (part, end) in [(0, between), (1, close)] {
            let known = self.variables.len();
            self.block(depth + 2, 3);
            let value = match (part, between.contains("catch")) {
                (0, true) if self.choose(2) == 0 => "picky(word: \"x\").kept".to_owned(),
                _ => self.value(Type::Text, 1),
            };
            self.line(depth + 2, &value);
            self.variables.truncate(known);
            self.line(depth, end);
        }
        self.variables.push((name, Type::Text));
    }

    fn over_list(&mut self, depth: usize) {
        let list = self.value(Type::Texts, 0);
        let name = self.fresh();
        let (text, kind) = match self.choose(5) {
            0 => (format!("{list}.map(w => shout(word: w)) as list<text>"), Type::Texts),
            1 => {
                let limit = self.value(Type::Number, 0);
                (format!("{list}.filter(w => long(word: w, limit: {limit}))"), Type::Texts)
            }
            2 => (
                format!("list.reduce({list}, memo: 0, (memo, w) => grow(memo: memo, word: w))"),
                Type::Number,
            ),
            3 => {
                let other = self.value(Type::Text, 0);
                (format!("{list}.map(w => \"${{w}} and ${{{other}}}\") as list<text>"), Type::Texts)
            }
            _ => (format!("{list}.filter(w => w != \"x\")"), Type::Texts),
        };
        self.line(depth, &format!("let {name} = {text}"));
        self.variables.push((name, kind));
    }

    fn variable(&mut self, kind: Type) -> String {
        let fitting: Vec<String> =
            self.variables.iter().filter(|(_, other)| *other == kind).map(|(name, _)| name.clone()).collect();
        let at = self.choose(fitting.len());
        fitting[fitting.len() - 1 - at].clone()
    }

    fn condition(&mut self) -> String {
        let (a, b) = (self.value(Type::Number, 0), self.value(Type::Number, 0));
        let (s, t) = (self.value(Type::Text, 0), self.value(Type::Text, 0));
        match self.choose(6) {
            0 => format!("{a} > {b}"),
            1 => format!("{a} <= {b}"),
            2 => format!("{s} == {t}"),
            3 => format!("{s} in {t}"),
            4 => format!("{s} is empty"),
            _ => format!("{s} != {t}"),
        }
    }

    fn value(&mut self, kind: Type, depth: usize) -> String {
        if depth == 0 {
            return self.variable(kind);
        }
        let inner = depth - 1;
        match (kind, self.choose(6)) {
            (_, 0) => self.variable(kind),
            (Type::Text, 1) => "\"a literal, \\\"quoted\\\" \\u{e4}\"".to_owned(),
            (Type::Text, 2) => {
                let (a, b) = (self.value(Type::Text, inner), self.value(Type::Number, inner));
                format!("\"${{{a}}} and ${{{b}}}\"")
            }
            (Type::Text, 3) => format!("text.trim({})", self.value(Type::Text, inner)),
            (Type::Text, 4) => {
                format!("match {} {{ \"one\" => \"first\", else => \"none\" }}", self.value(Type::Text, 0))
            }
            (Type::Text, _) => format!("{} ?? \"nothing\"", self.value(Type::Text, 0)),
            (Type::Number, 1) => "12.5".to_owned(),
            (Type::Number, 2) => format!("list.length({})", self.value(Type::Texts, inner)),
            (Type::Number, 3) => format!("text.length({})", self.value(Type::Text, inner)),
            (Type::Number, 4) => format!("{} * {}", self.value(Type::Number, 0), self.value(Type::Number, 0)),
            (Type::Number, _) => {
                format!("({} + 2) * {}", self.value(Type::Number, 0), self.value(Type::Number, 0))
            }
            (Type::Boolean, 1) => "true".to_owned(),
            (Type::Boolean, 2 | 3) => self.condition(),
            (Type::Boolean, _) => format!("({}) and {}", self.condition(), self.variable(Type::Boolean)),
            (Type::Texts, 1 | 2) => {
                format!("text.split({}, separator: \",\")", self.value(Type::Text, inner))
            }
            (Type::Texts, 3) => format!("[{}, \"fixed\"] as list<text>", self.value(Type::Text, inner)),
            (Type::Texts, _) => {
                format!("list.flatten([{}] as list<object>) as list<text>", self.value(Type::Texts, 0))
            }
            (Type::Object, 1 | 2) => {
                let (a, b) = (self.value(Type::Text, inner), self.value(Type::Number, inner));
                format!("{{ a: {a}, `b.c`: {b} }}")
            }
            (Type::Object, _) => {
                format!("{{ nested: {}, list: {} }}", self.value(Type::Object, 0), self.value(Type::Texts, 0))
            }
        }
    }
}
