//! What the grammar found wrong, in words of the user.

use std::ops::Range;

use ecow::EcoString;
use flowc_diag::{Applicability, Diagnostic, codes};
use flowc_text::Span;
use pest::error::{Error, ErrorVariant};

use super::recover::error_offset;
use super::{Builder, Rule};
use crate::ast::{Expr, ExprKind};
use crate::chunk::{Fault, closing};
use crate::words::is_keyword;

/// In place of an expression that is not there; an error was reported, or the grammar excludes it.
pub(super) fn missing(span: Span) -> Expr {
    Expr { kind: ExprKind::Error(EcoString::new()), span }
}

pub(super) fn too_deep(span: Span) -> Diagnostic {
    Diagnostic::new(
        codes::F0107,
        Span { end: span.end.min(span.start + 40), ..span },
        "this is nested too deeply",
    )
    .primary("more than 256 levels lie inside each other here")
    .help("name parts with `let`, or move them into a flow of their own")
}

pub(super) fn bad_escape(span: Span, escape: &str) -> Diagnostic {
    Diagnostic::new(
        codes::F0103,
        span,
        format!("`{}` is no escape", escape.escape_debug().to_string().replace("\\\\", "\\")),
    )
    .primary("no such escape")
    .help("escapes are \\n \\r \\t \\\\ \\\" \\` \\$ and \\u{1F600}; a backslash itself is written \\\\")
}

pub(super) fn hole_in_literal(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0101, span, "a title or key cannot have holes")
        .primary("`${…}` is filled when the flow runs; this text is fixed")
        .help("write the text without `${…}`; `\\${` stands for the signs themselves")
}

pub(super) fn block_text_lines(span: Span) -> Diagnostic {
    Diagnostic::new(
        codes::F0101,
        Span { end: span.start + 3, ..span },
        "a `\"\"\"` text stands on lines of its own",
    )
    .primary("the text begins on the next line")
    .help("write \"\"\", the text on the lines below, and \"\"\" alone on the last line")
}

pub(super) fn bad_index(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0101, span, "brackets behind a value hold one position")
        .primary("one value is needed in the brackets")
        .help("write `list[0]`; options of a card stand before its arguments: `card[option: \"…\"](…)`")
}

pub(super) fn else_not_last(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0101, span, "`else` is the last arm of a `match`")
        .primary("this arm would never be reached")
        .help("move `else => …` to the end")
}

/// What the chunker found in the item that begins at `start`.
pub(super) fn fault(builder: &Builder<'_>, start: usize, fault: &Fault) -> Diagnostic {
    let at = |offset: usize, length: usize| builder.place(offset, offset + length);
    let letter =
        |offset: usize| builder.text.get(offset..).and_then(|rest| rest.chars().next()).unwrap_or('{');
    let close = |offset: usize| char::from(closing(u8::try_from(letter(offset)).unwrap_or(b'{')));
    match *fault {
        Fault::Unclosed { open, suspect } => {
            let bracket = letter(open);
            let found = Diagnostic::new(codes::F0102, at(open, 1), format!("`{bracket}` is never closed"))
                .primary("opened here")
                .help(format!("write `{}` where it ends", close(open)));
            match suspect {
                Some(close) => {
                    found.why(at(close, 1), "this one closes it, and is indented as if it closed another")
                }
                None => found,
            }
        }
        Fault::Mismatch { open, close: wrong } => {
            let (bracket, found) = (letter(open), letter(wrong));
            Diagnostic::new(codes::F0102, at(wrong, 1), format!("`{found}` closes nothing"))
                .primary(format!("`{}` is expected before it", close(open)))
                .why(at(open, 1), format!("`{bracket}` was opened here"))
                .help(format!("write `{}` before `{found}`", close(open)))
        }
        Fault::Stray { close } => {
            let found = letter(close);
            Diagnostic::new(codes::F0102, at(close, 1), format!("`{found}` closes nothing"))
                .primary("no bracket is open here")
                .help("remove it, or write the bracket that it closes")
        }
        Fault::Text { open, block } => {
            let (quote, what) = match (letter(open), block) {
                (_, true) => ("\"\"\"", "text"),
                ('`', _) => ("`", "name"),
                _ => ("\"", "text"),
            };
            let help = match (block, what) {
                (true, _) => "write `\"\"\"` on the line behind its last one",
                (_, "name") => "write the second backtick where it ends",
                _ => "write `\"` where it ends; a text over several lines stands between `\"\"\"`",
            };
            Diagnostic::new(codes::F0102, at(open, quote.len()), format!("this {what} is never closed"))
                .primary("opened here")
                .help(help)
        }
        Fault::Deep { at: place } => Diagnostic::new(codes::F0107, at(place, 1), "this is nested too deeply")
            .primary(format!(
                "more than {} brackets are open here, or {} with closures and heads",
                crate::chunk::MAX_BRACKETS,
                crate::chunk::MAX_DEPTH
            ))
            .help("name parts with `let`, or move them into a flow of their own"),
        Fault::Long => {
            Diagnostic::new(codes::F0107, at(start, letter(start).len_utf8()), "this declaration is too long")
                .primary("more than a million letters of code in one declaration")
                .help("divide it into several flows")
        }
    }
}

/// What pest found. `base` is where the parsed text begins, `range` the item's or statement's place.
pub(super) fn grammar(
    builder: &Builder<'_>,
    base: usize,
    range: &Range<usize>,
    error: &Error<Rule>,
) -> Diagnostic {
    let at = base + error_offset(error);
    let ErrorVariant::ParsingError { positives, .. } = &error.variant else {
        let start = builder.place(range.start, range.end);
        return too_deep(start);
    };
    let code = builder.code;
    let rest = code.get(at..range.end).unwrap_or_default();
    let before = code.get(range.start..at).unwrap_or_default();
    let found = Found::at(rest, before);
    let span = builder.place(at, at + found.text.len());
    let expected = expected(positives, before);
    special(&found, before, rest, span, positives).unwrap_or_else(|| {
        let title = match found.kind {
            Kind::End => "something is missing at the end of this".to_owned(),
            _ => format!("unexpected {}", found.words()),
        };
        let place = if found.kind == Kind::End || found.kind == Kind::Line {
            let trimmed = before.trim_end();
            let end = range.start + trimmed.len();
            let last = trimmed.chars().next_back().map_or(0, char::len_utf8);
            builder.place(end - last, end)
        } else {
            span
        };
        let mut diagnostic = Diagnostic::new(codes::F0101, place, title);
        if !expected.is_empty() {
            let after = if place == span { "" } else { " after this" };
            diagnostic = diagnostic.primary(format!("expected {expected}{after}"));
        }
        match hint(&found, before, rest, positives) {
            Some(hint) => diagnostic.help(hint),
            None => diagnostic,
        }
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    End,
    Line,
    Keyword,
    Word,
    Sign,
}

/// What stands where the grammar could not go on.
struct Found<'t> {
    text: &'t str,
    kind: Kind,
}

impl<'t> Found<'t> {
    fn at(rest: &'t str, before: &str) -> Self {
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
        let trimmed = rest.get(blanks..).unwrap_or_default();
        if trimmed.is_empty() || (trimmed.trim_start().is_empty()) {
            return Found { text: "", kind: Kind::End };
        }
        if trimmed.starts_with('\n') || (before.ends_with('\n') && blanks > 0) {
            return Found { text: "", kind: Kind::Line };
        }
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
        match rest.get(..end).filter(|word| !word.is_empty()) {
            Some(word) if is_keyword(word) => Found { text: word, kind: Kind::Keyword },
            Some(word) => Found { text: word, kind: Kind::Word },
            None => {
                let length = rest.chars().next().map_or(0, char::len_utf8);
                Found { text: rest.get(..length).unwrap_or_default(), kind: Kind::Sign }
            }
        }
    }

    fn words(&self) -> String {
        match self.kind {
            Kind::End => "end".into(),
            Kind::Line => "end of the line".into(),
            Kind::Keyword => format!("keyword `{}`", self.text),
            Kind::Word => format!("word `{}`", self.text),
            Kind::Sign if self.text.chars().any(char::is_control) => {
                format!("`{}`", self.text.escape_debug())
            }
            Kind::Sign => format!("`{}`", self.text),
        }
    }
}

/// Mistakes that have a code of their own.
fn special(
    found: &Found<'_>,
    before: &str,
    rest: &str,
    span: Span,
    positives: &[Rule],
) -> Option<Diagnostic> {
    if found.text == "=" && !rest.starts_with("==") && !rest.starts_with("=>") && in_condition(before) {
        return Some(
            Diagnostic::new(codes::F0105, span, "`=` gives a name and compares nothing")
                .primary("a comparison is needed here")
                .help("write `==` to compare")
                .fix("compare with `==`", span, "==", Applicability::Maybe),
        );
    }
    let wants_name = |rule: &Rule| {
        matches!(
            rule,
            Rule::name | Rule::pattern | Rule::binding | Rule::signature | Rule::alias | Rule::event_name
        )
    };
    if found.kind == Kind::Keyword && positives.iter().any(wants_name) {
        let word = found.text;
        let no_value =
            !positives.iter().any(|rule| matches!(rule, Rule::expression | Rule::head | Rule::operand));
        if no_value {
            return Some(
                Diagnostic::new(
                    codes::F0104,
                    span,
                    format!("`{word}` is a keyword and cannot be a name here"),
                )
                .primary("a name is needed here")
                .help("write another name, or put the word in backticks")
                .fix(
                    "write it in backticks",
                    span,
                    format!("`{word}`"),
                    Applicability::Maybe,
                ),
            );
        }
    }
    if let Some(word) = text_word(before, found) {
        return Some(
            Diagnostic::new(codes::F0317, span, format!("`{word}` stands before a text"))
                .primary("this is no text")
                .help(format!("write `{word} \"…\"`, with values as `${{value}}` in it")),
        );
    }
    let opened = record_in_block(before, found, positives)?;
    Some(
        Diagnostic::new(codes::F0106, span, "a record needs round brackets here")
            .primary(format!("`{{` after {opened} opens a block"))
            .help("write `({ … })`"),
    )
}

/// `compose` or `formula`, behind which something else than a text was found.
fn text_word(before: &str, found: &Found<'_>) -> Option<&'static str> {
    let is_value = matches!(found.kind, Kind::Word | Kind::Keyword) || found.text == "{";
    let line = before.rsplit('\n').next().unwrap_or_default().trim_end();
    let mut words = line.rsplit(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    let last = words.next().filter(|_| is_value && before.ends_with([' ', '\t']))?;
    ["compose", "formula"].into_iter().find(|word| *word == last)
}

/// Whether the line so far is a condition.
fn in_condition(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let mut words = line.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    words.any(|word| word == "if") || line.contains("=>")
}

/// After what a brace opened a block in which a record's field was met.
fn record_in_block(before: &str, found: &Found<'_>, positives: &[Rule]) -> Option<&'static str> {
    let opener = |before: &str| {
        let before = before.trim_end();
        ["=>", "if", "else", "try", "match", "in", "catch"]
            .into_iter()
            .find(|word| before.ends_with(word))
            .map(|word| match word {
                "=>" => "`=>`",
                "if" => "`if`",
                "else" => "`else`",
                "try" => "`try`",
                "match" => "`match`",
                "catch" => "`catch`",
                _ => "`in`",
            })
    };
    if found.text == "{"
        && positives.iter().any(|rule| matches!(rule, Rule::head | Rule::match_value | Rule::expression))
    {
        return opener(before);
    }
    if found.text != ":" && found.text != "," {
        return None;
    }
    let before = before.trim_end();
    let before = match before.strip_suffix('`') {
        Some(rest) => rest.rsplit_once('`').map_or(rest, |(front, _)| front),
        None => before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_'),
    };
    opener(before.trim_end().strip_suffix('{')?)
}

/// What to write, for mistakes that are easily made.
fn hint(found: &Found<'_>, before: &str, rest: &str, positives: &[Rule]) -> Option<&'static str> {
    let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
    if positives.contains(&Rule::item)
        || positives.iter().any(|rule| user_word(*rule) == user_word(Rule::item))
    {
        return Some("statements stand inside a flow: `flow name { … }`");
    }
    Some(match found.text {
        "#" => {
            "`#` is a Comment card and stands on a line of its own; a remark for readers of the source begins with `//`"
        }
        ";" => "statements end with their line; no `;` is needed",
        "'" => "texts stand between double quotes: \"text\"",
        "&" | "|" => "write `and`, `or`",
        "!" => "write `!=`, or `not`",
        "/" => "`///` describes a declaration or a field and stands before it; other remarks begin with `//`",
        "?" => "write `if condition { … } else { … }`",
        "-" if rest.starts_with("->") => "write `=>`",
        "else" => "`else` follows the `}` of its `if`",
        "=" => "`let name = value` names a value; it cannot be changed afterwards",
        _ if line.starts_with("var ") || line.starts_with("const ") => "write `let name = value`",
        _ if positives.contains(&Rule::EOI) && found.kind != Kind::Sign => {
            "each statement stands on a line of its own"
        }
        _ => return None,
    })
}

/// The bracket that is open at the end of a text, other than a brace.
fn open_bracket(before: &str) -> Option<char> {
    let mut open = Vec::new();
    let (mut quoted, mut escaped) = (false, false);
    for letter in before.chars() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '[' | '{' => open.push(letter),
            ')' | ']' | '}' => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop().filter(|bracket| *bracket != '{')
}

/// What the grammar would have taken, in words; at most four kinds.
fn expected(positives: &[Rule], before: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    let goes_on = positives.iter().any(|rule| user_word(*rule) == user_word(Rule::add));
    match open_bracket(before) {
        Some('(') if goes_on => words.extend(["`,`", "`)`"]),
        Some('[') if goes_on => words.extend(["`,`", "`]`"]),
        _ if positives.contains(&Rule::EOI) => return "the statement to end before this".to_owned(),
        _ => {}
    }
    for rule in positives {
        let Some(word) = user_word(*rule) else { continue };
        if !words.contains(&word) {
            words.push(word);
        }
    }
    words.truncate(4);
    match words.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [front @ .., last] => format!("{} or {last}", front.join(", ")),
    }
}

/// The one table from rules to words; rules that say nothing to a person have none.
fn user_word(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::equals => "`=`",
        Rule::arrow => "`=>`",
        Rule::in_word => "`in`",
        Rule::event_name => "`as name`",
        Rule::unit => "a unit such as `minutes`",
        Rule::name | Rule::label | Rule::path | Rule::module_path | Rule::pattern_field => "a name",
        Rule::text => "a text",
        Rule::number => "a number",
        Rule::shape | Rule::shape_name | Rule::list_shape | Rule::record_shape => "a type",
        Rule::expression
        | Rule::operation
        | Rule::operand
        | Rule::head
        | Rule::match_value
        | Rule::word
        | Rule::hole => "a value",
        Rule::block => "a block `{ … }`",
        Rule::statement | Rule::lone_statement | Rule::value_statement | Rule::no_action => "a statement",
        Rule::parameters | Rule::arguments => "`(`",
        Rule::outputs => "`->`",
        Rule::columns | Rule::record | Rule::record_pattern | Rule::used_names => "`{`",
        Rule::parameter => "a field `name: type`",
        Rule::argument | Rule::named_argument | Rule::argument_name => "`name: value`",
        Rule::pattern => "a name or `{ … }`",
        Rule::binding => "`name = value`",
        Rule::duration => "a duration such as `5 min`",
        Rule::signature => "the flow's name",
        Rule::trigger
        | Rule::schedule
        | Rule::api
        | Rule::delegated
        | Rule::hook
        | Rule::manual
        | Rule::event => "a trigger such as `schedule`, `api`, `manual`",
        Rule::item
        | Rule::use_item
        | Rule::flow_item
        | Rule::table_item
        | Rule::type_item
        | Rule::extern_item
        | Rule::connection_item => "a declaration such as `flow` or `table`",
        Rule::branch_arm => "`condition => { … }`",
        Rule::match_arm => "`constant => value`",
        Rule::no_operator | Rule::equal | Rule::add | Rule::and_op | Rule::default => "an operator",
        Rule::otherwise | Rule::else_if => "`else`",
        Rule::on_error_return | Rule::on_error_run | Rule::on_error_stop => "`return`, `run` or `stop`",
        _ => return None,
    })
}
