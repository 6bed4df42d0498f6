//! Random projects, made from a list of choices: shorter lists and smaller choices make smaller projects.
//!
//! Every made project is well-typed and uses what the language has for packs: nested containers, values that pass
//! through several bodies, fields of records, converters, connectors, tables, triggers, folders, titles, notes.

use std::fmt::Write;

use super::common::Files;

/// The type of a value in a made flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Type {
    Text,
    Number,
    Boolean,
    Texts,
    Objects,
    Object,
}

use Type::{Boolean, Number, Object, Objects, Text, Texts};

const PROJECT: &str = "name = \"sample\"\n\n[folders.\"deep\"]\ntitle = \"Déep — folder\"\n\n\
                       [folders.\"deep/er\"]\ntitle = \"Deeper\"\ndescription = \"Below\"\n";

const DECLARED: &str = "\
connection help_desk: helpdesk \"Help desk\"

table known_words \"Known words\" {
    word: text,
    size: number = 1,
    `Seen at`: date,
}

";

const HELPERS: &str = "\
flow shout (word: text) -> { said: text } {
    return { said: \"${word.to_upper_case()}!\" }
}

flow long (word: text, limit: number) -> { yes: boolean } {
    return { yes: word.length() > limit }
}

flow cleanup {
    compose \"cleaned\"
}
";

const INPUTS: &str = "t: text, n: number, b: boolean, l: list<text>, r: list<object>, o: object, \
                      p: { name: text, age: number, home: { city: text, zip: number }, tags: list<text> }";

const TITLES: &[&str] = &[
    "Say it",
    "Größe \\\"x\\\"",
    "1. First",
    "🎉 done",
    "a/b: c",
    "line\\nbreak",
    "${t",
    "Compose",
    "trailing ",
];
const TRIGGERS: &[&str] = &[
    "",
    "on schedule \"0 9 * * 1-5\" in \"Europe/Berlin\"\n",
    "on api(security: token) (body: { name: text }, query: { page: number }, headers: { `X-Id`: text })\n",
    "on api(security: open) (body: { name: text })\n",
    "on delegated (reason: text)\n",
    "on help_desk.ticket_created[queue: \"All\"]() as event\n",
    "on manual\n",
];
const VALUE_OF_TRIGGER: &[&str] =
    &["", "execution_id", "body.name", "body.name", "reason", "event.subject", ""];

/// A project with one flow of many statements, its helpers, and flows that something else starts.
pub fn project(choices: &[u16]) -> Files {
    let mut files = Files::of("");
    files.0.insert("flow.toml".into(), PROJECT.into());
    files.0.insert("connectors/stash.json".into(), include_str!("stash.json").into());
    let helpdesk = include_str!("../../ui/connectors/helpdesk.json");
    files.0.insert(
        "connectors/helpdesk.json".into(),
        helpdesk.replace("\"class\"", "\"number\": 7, \"class\"").replace(": 60 ", ": 30000 "),
    );
    let mut maker =
        Maker { choices: choices.iter().copied(), variables: Vec::new(), next: 0, out: String::new() };
    let (trigger, other) = (maker.choose(TRIGGERS.len()), maker.choose(3));
    let made = maker.flow("made", Some(INPUTS), 0);
    let started = maker.flow("started", None, trigger);
    files.0.insert("main.fl".into(), format!("{DECLARED}{made}\n{HELPERS}"));
    let place = ["main_too.fl", "deep/one.fl", "deep/er/two.fl"][other];
    let uses = "use main { help_desk, known_words, shout, long, cleanup }\n\n";
    files.0.insert(place.into(), format!("{uses}{started}"));
    files
}

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

    /// A flow; without inputs of its own its values are literals and what its trigger gives.
    fn flow(&mut self, name: &str, inputs: Option<&str>, trigger: usize) -> String {
        self.out.clear();
        self.variables.clear();
        let given = [("t", Text), ("n", Number), ("b", Boolean), ("l", Texts), ("r", Objects), ("o", Object)];
        match inputs {
            Some(_) => {
                self.variables.extend(given.map(|(name, kind)| (name.to_owned(), kind)));
                let read =
                    [("p.name", Text), ("p.home.city", Text), ("p.home.zip", Number), ("p.tags", Texts)];
                self.variables.extend(read.map(|(name, kind)| (name.to_owned(), kind)));
            }
            None => {
                self.line(1, "let t = \"start\", n = 3, b = true, l = [\"x\", \"yy\"] as list<text>");
                self.line(1, "let o = { a: t, `b.c`: n }");
                self.line(1, "let r = [o] as list<object>");
                self.variables.extend(given.map(|(name, kind)| (name.to_owned(), kind)));
                let read = VALUE_OF_TRIGGER[trigger];
                if !read.is_empty() {
                    self.variables.push((read.to_owned(), Text));
                }
            }
        }
        self.block(1, 9);
        let title = ["", " \"A title\"", " \"1.0 Größe & 'more' \\\"x\\\"\""][self.choose(3)];
        let above =
            ["", "@log(false)\n", "/// What it does,\n/// in two lines.\n", "@title(\"Start here\")\n"]
                [self.choose(4)];
        let head = match inputs {
            Some(inputs) => format!("{above}flow {name}{title} ({inputs})"),
            None => format!("{above}{}flow {name}{title}", TRIGGERS[trigger]),
        };
        let visible: Vec<String> =
            self.variables.iter().map(|(name, _)| name.clone()).filter(|name| !name.contains('.')).collect();
        match inputs {
            Some(_) => format!(
                "{head} -> {{ {} }} {{\n{}    return {{ {} }}\n}}\n",
                self.variables
                    .iter()
                    .filter(|(name, _)| !name.contains('.'))
                    .map(|(name, kind)| format!("{name}: {}", word(*kind)))
                    .collect::<Vec<_>>()
                    .join(", "),
                self.out,
                visible.join(", ")
            ),
            None => format!("{head} {{\n{}}}\n", self.out),
        }
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
        let limit = if depth < 4 { 16 } else { 9 };
        match self.choose(limit) {
            0 | 1 => self.binding(depth),
            2 => self.line(depth, ["# A comment.", "## Title\n# and text", "# `code` ${x} \\\n#\n# more"][0]),
            3 => {
                let (first, second) = (self.fresh(), self.fresh());
                self.line(depth, &format!("let {first} = 1, {second} \"Second {second}\" = \"two\""));
                self.variables.extend([(first, Number), (second, Text)]);
            }
            4 => self.action(depth),
            5 => self.connector(depth),
            6 => self.table(depth),
            7 => self.pick(depth),
            8 => self.over_list(depth),
            9 | 10 => self.if_else(depth),
            11 => self.branch(depth),
            12 => self.attempt(depth),
            13 => self.each(depth),
            14 => {
                let condition = self.condition();
                self.line(depth, &format!("if {condition} {{"));
                self.inner(depth + 1, 3);
                self.line(depth, "}");
            }
            _ => {
                let times = self.choose(4);
                self.line(depth, &format!("repeat {times} {{"));
                self.line(depth + 1, "cleanup()");
                self.line(depth, "}");
            }
        }
    }

    /// Statements whose names end with their block.
    fn inner(&mut self, depth: usize, most: usize) {
        let known = self.variables.len();
        self.block(depth, most);
        self.line(depth, "compose \"done\"");
        self.variables.truncate(known);
    }

    fn binding(&mut self, depth: usize) {
        let kind = [Text, Number, Boolean, Texts, Object, Objects][self.choose(6)];
        let value = self.value(kind, 2);
        let name = self.fresh();
        match self.choose(6) {
            0 if value.contains('(') => self.line(depth, &format!("/// Why {name} is there.")),
            1 if value.contains('(') && !value.contains(" in ") => {
                let title = TITLES[self.choose(TITLES.len())].replace("${", "\\${");
                self.line(depth, &format!("@title(\"{title}\")"));
            }
            _ => {}
        }
        self.line(depth, &format!("let {name} = {value}"));
        self.variables.push((name, kind));
    }

    fn action(&mut self, depth: usize) {
        let (text, number) = (self.value(Text, 1), self.value(Number, 0));
        let text = match self.choose(7) {
            0 => "wait 5 minutes".to_owned(),
            1 => format!("spawn shout(word: {text})"),
            2 => format!("fail {text} code 400 if {number} > 100"),
            3 => format!("continue if {number} != 1 else \"stop\""),
            4 => format!("shout(word: {number})"),
            5 => format!("shout(word: {text}) on error run cleanup"),
            _ => format!(
                "long(word: {text}, limit: {number}) retry 2 every 1 min..3 min on rate_limit on error return"
            ),
        };
        self.line(depth, &text);
    }

    fn connector(&mut self, depth: usize) {
        let name = self.fresh();
        let id = self.value(Text, 1);
        let policy = [
            "",
            " retry 3 every 30 s",
            " on error return",
            " retry 1 on error run cleanup",
            " retry on rate_limit",
        ][self.choose(5)];
        match self.choose(4) {
            0 => {
                self.line(
                    depth,
                    &format!("let {name} = help_desk.read_ticket(ticket_id: {id}).subject{policy}"),
                );
                self.variables.push((name, Text));
            }
            1 => {
                self.line(depth, "@unconnected");
                self.line(
                    depth,
                    &format!("let {name} = help_desk.list_tickets[result_set: \"All\"](state: {id}){policy}"),
                );
                self.variables.push((name, Objects));
            }
            2 => {
                self.line(
                    depth,
                    &format!(
                        "let {name} = helpdesk.list_tickets[result_set: \"First\"](state: \"open\"){policy}"
                    ),
                );
                self.variables.push((name, Objects));
            }
            _ => {
                self.line(depth, "/// Reads it.");
                self.line(depth, &format!("let {{ subject as {name}, tags as {name}_tags }} = help_desk.read_ticket(ticket_id: {id}){policy}"));
                self.variables.extend([(name.clone(), Text), (format!("{name}_tags"), Texts)]);
            }
        }
    }

    fn table(&mut self, depth: usize) {
        let name = self.fresh();
        let (text, number) = (self.variable(Text), self.variable(Number));
        match self.choose(3) {
            0 => self
                .line(depth, &format!("known_words.create_row(Fields: {{ word: {text}, size: {number} }})")),
            1 => {
                self.line(depth, &format!(
                    "let {name} = known_words.search_rows[result_set: \"First matching row\"](Filter: {{ `Where Expression`: rows where word == {text} and size > {number} }}).Fields.word"
                ));
                self.variables.push((name, Text));
            }
            _ => {
                self.line(depth, &format!(
                    "let {name} = known_words.search_rows[result_set: \"All matching rows\"](Filter: {{ `Where Expression`: rows where size >= 3 or word == {text} }}).Fields.size"
                ));
                self.variables.push((name, Number));
            }
        }
    }

    fn pick(&mut self, depth: usize) {
        let (name, from) = (self.fresh(), self.variable(Object));
        self.line(depth, &format!("let {{ a as {name}: text, b.c as {name}_c: number }} = {from}"));
        self.variables.extend([(name.clone(), Text), (format!("{name}_c"), Number)]);
    }

    fn if_else(&mut self, depth: usize) {
        let name = self.fresh();
        let more = self.choose(2) == 0;
        let first = self.condition();
        self.line(depth, &format!("let {name} = if {first} {{"));
        self.arm(depth, Text);
        if more {
            let second = self.condition();
            self.line(depth, &format!("}} else if {second} {{"));
            self.arm(depth, Text);
        }
        self.line(depth, "} else {");
        self.arm(depth, Text);
        self.line(depth, "}");
        self.variables.push((name, Text));
    }

    fn branch(&mut self, depth: usize) {
        let name = self.fresh();
        self.line(depth, &format!("let {name} = branch {{"));
        for _ in 0..=self.choose(3) {
            let condition = self.condition();
            self.line(depth + 1, &format!("{condition} => {{"));
            self.arm(depth + 1, Number);
            self.line(depth + 1, "}");
        }
        self.line(depth + 1, "else => {");
        self.arm(depth + 1, Number);
        self.line(depth + 1, "}");
        self.line(depth, "}");
        self.variables.push((name, Number));
    }

    fn attempt(&mut self, depth: usize) {
        let name = self.fresh();
        self.line(depth, &format!("let {name} = try {{"));
        self.arm(depth, Text);
        self.line(depth, "} catch error {");
        let known = self.variables.len();
        self.variables.push(("error.message".to_owned(), Text));
        self.arm(depth, Text);
        self.variables.truncate(known);
        self.line(depth, "}");
        self.variables.push((name, Text));
    }

    /// What an arm does and gives.
    fn arm(&mut self, depth: usize, kind: Type) {
        let known = self.variables.len();
        self.block(depth + 1, 3);
        let value = self.value(kind, 1);
        self.line(depth + 1, &value);
        self.variables.truncate(known);
    }

    fn each(&mut self, depth: usize) {
        let list = self.variable(Texts);
        let how = ["", " concurrency 5 on error ignore"][self.choose(2)];
        self.line(depth, &format!("for item in {list}{how} {{"));
        let known = self.variables.len();
        self.variables.push(("item".to_owned(), Text));
        if self.choose(2) == 0 {
            let number = self.variable(Number);
            self.line(depth + 1, &format!("long(word: item, limit: {number})"));
        } else {
            self.inner(depth + 1, 3);
        }
        self.variables.truncate(known);
        self.line(depth, "}");
    }

    fn over_list(&mut self, depth: usize) {
        let name = self.fresh();
        let (texts, objects) = (self.variable(Texts), self.variable(Objects));
        let (text, number) = (self.variable(Text), self.variable(Number));
        let (value, kind) = match self.choose(8) {
            0 => (format!("{texts}.map(w => shout(word: w)) as list<text>"), Texts),
            1 => (format!("{texts}.filter(w => long(word: w, limit: {number}))"), Texts),
            2 => (format!("{texts}.reduce(memo: 0, (memo, w) => memo + w.length())"), Number),
            3 => (format!("{texts}.map(w => \"${{w}} and ${{{text}}}\") as list<text>"), Texts),
            4 => (format!("{texts}.filter(w => w != \"x\")"), Texts),
            5 => (format!("{objects}.map(x => shout(word: x.a)) as list<text>"), Texts),
            6 => (format!("{objects}.filter(x => x.size > {number})"), Objects),
            _ => (format!("{objects}.map(x => ({{ a: x.a, of: {text} }})) as list<object>"), Objects),
        };
        self.line(depth, &format!("let {name} = {value}"));
        self.variables.push((name, kind));
    }

    fn variable(&mut self, kind: Type) -> String {
        let fitting: Vec<String> =
            self.variables.iter().filter(|(_, other)| *other == kind).map(|(name, _)| name.clone()).collect();
        let at = self.choose(fitting.len());
        fitting[fitting.len() - 1 - at].clone()
    }

    fn condition(&mut self) -> String {
        let (a, b) = (self.variable(Number), self.variable(Number));
        let (s, t) = (self.variable(Text), self.variable(Text));
        match self.choose(8) {
            0 => format!("{a} > {b}"),
            1 => format!("{a} <= 17"),
            2 => format!("{s} == {t}"),
            3 => format!("{s} in \"a,b\""),
            4 => format!("{s} is empty"),
            5 => self.variable(Boolean),
            6 => format!("{a} > 1 and {s} != {t}"),
            _ => format!("{s} != {t}"),
        }
    }

    fn value(&mut self, kind: Type, depth: usize) -> String {
        if depth == 0 {
            return self.variable(kind);
        }
        let inner = depth - 1;
        match (kind, self.choose(7)) {
            (_, 0) => self.variable(kind),
            (Text, 1) => "\"a literal, \\\"quoted\\\" \\u{e4} 🎉\"".to_owned(),
            (Text, 2) => {
                let (a, b) = (self.value(Text, inner), self.value(Number, inner));
                format!("\"${{{a}}} and ${{{b}}}\"")
            }
            (Text, 3) => format!("text.trim({})", self.value(Text, inner)),
            // A number where text is asked for: a converter.
            (Text, 4) => format!("text.trim({})", self.variable(Number)),
            (Text, 5) => {
                format!("match {} {{ \"one\" => \"first\", else => \"none\" }}", self.variable(Text))
            }
            (Text, _) => format!("{} ?? \"nothing\"", self.variable(Text)),
            (Number, 1) => "12.5".to_owned(),
            (Number, 2) => format!("list.length({})", self.value(Texts, inner)),
            (Number, 3) => format!("text.length({})", self.value(Text, inner)),
            (Number, 4) => format!("{} * {}", self.variable(Number), self.variable(Number)),
            (Number, _) => format!("({} + 2) * {}", self.variable(Number), self.variable(Number)),
            (Boolean, 1) => "true".to_owned(),
            (Boolean, 2) => format!("{} > 3", self.variable(Number)),
            (Boolean, _) => format!("({} != \"x\") and {}", self.variable(Text), self.variable(Boolean)),
            (Texts, 1 | 2) => format!("text.split({}, separator: \",\")", self.value(Text, inner)),
            (Texts, 3) => format!("[{}, \"fixed\"] as list<text>", self.value(Text, inner)),
            (Texts, _) => format!("list.flatten([{}] as list<object>) as list<text>", self.variable(Texts)),
            (Objects, 1 | 2) => {
                format!("[{}, {}] as list<object>", self.variable(Object), self.value(Object, inner))
            }
            (Objects, _) => format!("{}.filter(x => x.a is not empty)", self.variable(Objects)),
            (Object, 1 | 2) => {
                let (a, b) = (self.value(Text, inner), self.value(Number, inner));
                format!("{{ a: {a}, `b.c`: {b}, `sp ace`: \"x\" }}")
            }
            // Text where an object is asked for: a converter.
            (Object, 3) => {
                format!("object.merge({}, object_2: {})", self.variable(Object), self.variable(Text))
            }
            (Object, _) => format!("{{ nested: {}, list: {} }}", self.variable(Object), self.variable(Texts)),
        }
    }
}

const fn word(kind: Type) -> &'static str {
    match kind {
        Text => "text",
        Number => "number",
        Boolean => "boolean",
        Texts => "list<text>",
        Objects => "list<object>",
        Object => "object",
    }
}
