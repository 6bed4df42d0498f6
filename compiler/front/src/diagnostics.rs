//! The wording of what lowering finds: what is wrong, why, and what to write instead.

mod twice;

use ecow::EcoString;
use flowc_diag::{Applicability, Diagnostic, codes, did_you_mean, nearest};
use flowc_syntax::ast::{Name, TextLit};
use flowc_text::Span;
use flowc_types::Shape;

use crate::fit::Slot;
use crate::schedule::{CronField, Fault};

pub(crate) use twice::*;

fn names(known: &[EcoString]) -> impl Iterator<Item = &str> + Clone {
    known.iter().map(EcoString::as_str)
}

/// Adds the nearest name as help, and as a fix where one is near.
fn suggest(diagnostic: Diagnostic, wrong: &str, span: Span, known: &[EcoString]) -> Diagnostic {
    let diagnostic = match nearest(wrong, names(known)) {
        Some(near) => diagnostic.fix(format!("write `{near}`"), span, as_name(near), Applicability::Maybe),
        None => diagnostic,
    };
    match did_you_mean(wrong, names(known)) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// A name as it stands in the source.
fn as_name(name: &str) -> String {
    if flowc_syntax::is_identifier(name) { name.to_owned() } else { format!("`{name}`") }
}

pub(crate) fn unknown(what: &str, name: &str, span: Span, known: &[EcoString]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(codes::F0201, span, format!("there is no {what} `{name}`")).primary("not declared");
    suggest(diagnostic, name, span, known)
}

pub(crate) fn hides(name: &str, span: Span, what: &str, declared: Span) -> Diagnostic {
    Diagnostic::new(codes::F0203, span, format!("`{name}` hides a {what}"))
        .primary(format!("there is a {what} of this name"))
        .why(declared, "declared here")
        .help(format!("name it `{name}_1`, or after what it holds"))
}

pub(crate) fn endless_type(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0310, span, "this type contains itself without end")
        .help("a field that holds more of the same is an `object`")
}

pub(crate) fn not_constant(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0311, span, "this must be a literal").primary("known only when the flow runs")
}

pub(crate) fn closure_out_of_place(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0410, span, "no card takes a closure here")
        .help("closures go with the list cards that call a helper: `map`, `filter`, `find`, `sort`, `reduce`, `for`")
}

pub(crate) fn where_out_of_place(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0505, span, "a search condition belongs to a table search")
        .help("write `table.search(all where Column == value)`")
}

pub(crate) fn field_without_name(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0313, span, "this field has no name").help("write `name: value`")
}

pub(crate) fn eager(operator: &str, title: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0405, span, format!("the card \"{title}\" would always run here"))
        .primary(match operator {
            "branch" => "conditions of a `branch` are all computed before its first arm runs".to_owned(),
            _ => format!("cards to the right of `{operator}` run whatever stands to its left"),
        })
        .help("take it out: `if condition { … } else { … }` runs only one of its arms")
}

pub(crate) fn card_not_defined(channel: &str, method: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F9901, span, format!("the card {channel}:{method} is not defined"))
        .primary("becomes this card")
        .help(
            "this is a defect of flowc: report it with this line; the explicit form of another card may help",
        )
}

pub(crate) fn not_callable(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0205, span, format!("`{name}` cannot be called"))
        .help("cards are called as `module.card(…)`, flows by their name")
}

pub(crate) fn unknown_method(
    connector: &str,
    method: &Name,
    version: Option<&str>,
    known: &[EcoString],
) -> Diagnostic {
    let of = version.map(|version| format!(" of version {version}")).unwrap_or_default();
    let diagnostic = Diagnostic::new(
        codes::F0501,
        method.span,
        format!("the connector {connector} declares no card `{}`{of}", method.text),
    );
    let diagnostic = suggest(diagnostic, &method.text, method.span, known);
    if known.is_empty() {
        return diagnostic.help("declare its cards: `flowc import` learns them from a pack that uses them");
    }
    diagnostic
}

pub(crate) fn no_method(shape: &Shape, module: &str, method: &Name, homes: &[EcoString]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        codes::F0303,
        method.span,
        format!("there is no card `{module}.{}` for a value of type {shape}", method.text),
    );
    match homes.first() {
        Some(home) => {
            diagnostic.help(format!("did you mean `{home}(…)`, with the value as its first argument?"))
        }
        None => diagnostic.help(format!("`flowc cards` lists the cards of the module `{module}`")),
    }
}

pub(crate) fn unknown_flow_input(flow: &str, name: &Name, known: &[EcoString], declared: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        codes::F0305,
        name.span,
        format!("the flow \"{flow}\" declares no input `{}`", name.text),
    )
    .primary("the flow will not see this value")
    .why(declared, "the flow is declared here");
    suggest(diagnostic, &name.text, name.span, known)
}

pub(crate) fn too_many_arguments(flow: &str, count: usize, span: Span, declared: Span) -> Diagnostic {
    let inputs = match count {
        0 => "no inputs".to_owned(),
        1 => "only one input".to_owned(),
        more => format!("only {more} inputs"),
    };
    Diagnostic::new(codes::F0306, span, format!("the flow \"{flow}\" has {inputs}"))
        .primary("one argument too many")
        .why(declared, "the flow is declared here")
        .help("leave it out, or declare an input for it")
}

pub(crate) fn argument_twice(key: &str, span: Span, first: Span) -> Diagnostic {
    Diagnostic::new(codes::F0307, span, format!("`{key}` is given twice"))
        .primary("given again")
        .why(first, "first given here")
        .help("leave one of them out; an input holds one value")
}

pub(crate) fn option_without_name(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0502, span, "options are given by name").help("write `[option: \"value\"]`")
}

pub(crate) fn argument_without_name(card: &str, span: Span, known: &[EcoString]) -> Diagnostic {
    let diagnostic = Diagnostic::new(codes::F0308, span, format!("this argument of {card} needs its name"))
        .primary("only the first may go without");
    match did_you_mean("", names(known)) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

pub(crate) fn unknown_argument(card: &str, name: &Name, known: &[EcoString]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(codes::F0304, name.span, format!("the card {card} has no input `{}`", name.text));
    suggest(diagnostic, &name.text, name.span, known)
}

pub(crate) fn unknown_choice(option: &str, text: &str, span: Span, known: &[EcoString]) -> Diagnostic {
    let diagnostic = Diagnostic::new(codes::F0503, span, format!("`{option}` has no choice \"{text}\""));
    match did_you_mean(text, names(known)) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

pub(crate) fn no_fields(what: &str, field: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0301, span, format!("{what} has no field `{field}`"))
        .help("only objects, and cards with several outputs, have fields")
}

pub(crate) fn unknown_field(shape: &Shape, name: &Name, known: &[EcoString]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(codes::F0301, name.span, format!("there is no field `{}` here", name.text))
            .primary("not among the fields that the slot lists")
            .note(format!("the value is {shape}"));
    let diagnostic = suggest(diagnostic, &name.text, name.span, known);
    match diagnostic.help {
        Some(_) => diagnostic,
        None => diagnostic.help("a type that ends in `..` may have other fields"),
    }
}

pub(crate) fn field_of_list(name: &Name) -> Diagnostic {
    Diagnostic::new(codes::F0314, name.span, format!("`{}` is read of a list", name.text))
        .primary("a list has no fields")
        .help(format!(
            "take one item, `list[0].{0}`, or the field of every item, `list.pluck(\"{0}\")`",
            name.text
        ))
}

pub(crate) fn unknown_output(card: &str, name: &Name, known: &[EcoString]) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        codes::F0302,
        name.span,
        format!("the card \"{card}\" has no output `{}`", name.text),
    );
    suggest(diagnostic, &name.text, name.span, known)
}

pub(crate) fn card_without_call(module: &str, card: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0207, span, format!("`{module}.{card}` is a card, not a value"))
        .help(format!("call it: `{module}.{card}(…)`"))
}

pub(crate) fn several_outputs(card: &str, outputs: &[EcoString], span: Span) -> Diagnostic {
    let diagnostic = Diagnostic::new(codes::F0315, span, format!("the card \"{card}\" has several outputs"))
        .primary("one value is needed here");
    match outputs.first() {
        Some(first) => diagnostic.help(format!("choose one, for example `.{}`", as_name(first))),
        None => diagnostic,
    }
}

pub(crate) fn no_value(what: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0316, span, format!("{what} is no value")).primary("a value is needed here")
}

pub(crate) fn no_outputs(card: Option<&str>, span: Span) -> Diagnostic {
    let title = match card {
        Some(card) => format!("the card \"{card}\" has no outputs"),
        None => "a card without outputs is no value".to_owned(),
    };
    Diagnostic::new(codes::F0316, span, title).primary("a value is needed here").help(
        "let it stand on a line of its own; a called flow gives what it declares, as in `-> { result: text }`",
    )
}

pub(crate) fn text_expected(word: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0317, span, format!("`{word}` stands before a text"))
        .primary("no text follows")
        .help(format!("write `{word} \"…\"`, with values as `${{value}}` in it"))
}

pub(crate) fn unreachable(span: Span, ended: Span) -> Diagnostic {
    Diagnostic::new(codes::F0401, span, "nothing runs here")
        .primary("behind the end of the flow")
        .why(ended, "the flow ends here")
        .help("remove it, or return only in an `if` arm")
}

pub(crate) fn nothing_happens(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0801, span, "this statement becomes no card")
        .help("name it with `let`, or remove it; `compose \"…\"` makes a text a card")
}

pub(crate) fn no_card_for_attribute(name: &Name) -> Diagnostic {
    Diagnostic::new(codes::F0208, name.span, format!("`@{}` has no card to speak of", name.text))
        .primary("the statement below becomes no card")
}

pub(crate) fn no_card_for_note(stmt: Span) -> Diagnostic {
    Diagnostic::new(codes::F0208, stmt, "the note above has no card to speak of")
        .primary("this statement becomes no card of its own")
        .help("what only readers of the source should see stands behind `//`, a Comment card behind `#`")
}

pub(crate) fn unknown_attribute(name: &Name) -> Diagnostic {
    let known = ["title", "note", "label", "log", "allow", "version", "security"].map(EcoString::from);
    let diagnostic =
        Diagnostic::new(codes::F0204, name.span, format!("`@{}` cannot be said here", name.text));
    suggest(diagnostic, &name.text, name.span, &known)
}

pub(crate) fn not_a_flow(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0209, span, "a flow is needed here")
        .help("name a helper flow: `on error run cleanup`")
}

pub(crate) fn bad_duration(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0318, span, "this is no duration")
        .help("write a number and `ms`, `s`, `min` or `h`: `retry 3 every 1 min..3 min`")
}

pub(crate) fn one_card_per_let(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0402, span, "a card needs a `let` of its own")
        .primary("becomes a card")
        .help("a `let` with several names is one Assign card; give this its own line")
}

pub(crate) fn return_in_block(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0404, span, "Return does not end the flow inside `try`, `catch` or `branch`")
        .primary("it would only give the block its outputs")
        .help(
            "let the block end with its value, `let result = try { … { ok: true } } catch error { { ok: false } }`, \
             and return behind it",
        )
}

pub(crate) fn return_needs_record(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0406, span, "Return gives named values").help("write `return { name: value }`")
}

pub(crate) fn undeclared_output(key: &str, span: Span, known: &[EcoString]) -> Diagnostic {
    let diagnostic = Diagnostic::new(codes::F0407, span, format!("the flow declares no output `{key}`"));
    match did_you_mean(key, names(known)) {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

pub(crate) fn spawn_needs_call(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0408, span, "`spawn` starts a flow").help("write `spawn flow(input: value)`")
}

pub(crate) fn spawn_of_card(card: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0408, span, format!("`spawn` starts a flow, and {card} is a card"))
        .primary("a card runs in its place")
        .help("leave `spawn` out, or put the card into a flow of its own and write `spawn that_flow(…)`")
}

pub(crate) fn bad_cron(cron: &TextLit) -> Diagnostic {
    Diagnostic::new(codes::F0409, cron.span, format!("\"{}\" is no schedule", cron.text))
        .help("write five fields: minute hour day month weekday, as in \"0 9 * * *\" for nine every morning")
}

pub(crate) fn bad_cron_field(part: &str, span: Span, field: &CronField, fault: &Fault) -> Diagnostic {
    let CronField { word, range: (least, greatest), names } = field;
    let (title, help) = match fault {
        Fault::Backwards(from, to) => {
            (format!("the range `{part}` runs backwards"), format!("write `{from}-{greatest},{least}-{to}`"))
        }
        Fault::Step => (
            format!("`{part}` is no step"),
            format!("write `*/n` with a number from 1 to {greatest}: every n-th {word}"),
        ),
        Fault::Value => (
            format!("`{part}` is no {word}"),
            format!("write a number, a list `1,2`, a range `1-5`, a step `*/2`, or `*` for every {word}"),
        ),
    };
    let named = match (names.first(), names.last()) {
        (Some(first), Some(last)) => format!(", or names from `{first}` to `{last}`"),
        _ => String::new(),
    };
    Diagnostic::new(codes::F0409, span, title)
        .primary(format!("numbers from {least} to {greatest} stand here{named}"))
        .help(help)
}

pub(crate) fn unknown_zone(zone: &TextLit, known: &[EcoString]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(codes::F0409, zone.span, format!("there is no time zone \"{}\"", zone.text))
            .primary("not a name of the IANA database");
    match nearest(&zone.text, names(known)) {
        Some(near) => diagnostic.help(format!("did you mean \"{near}\"?")).fix(
            format!("write \"{near}\""),
            zone.span,
            format!("\"{near}\""),
            Applicability::Maybe,
        ),
        None => {
            diagnostic.help("write a continent and a city, as in \"America/Los_Angeles\", or \"Etc/UTC\"")
        }
    }
}

pub(crate) fn match_needs_text(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0411, span, "`match` compares with constant texts")
        .help("for other comparisons write `branch { a > 1 => { … } else => { … } }`")
}

pub(crate) fn event_needs_call(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0506, span, "an event is a card of a connection")
        .help("write `on prod.user_created() as event`, where `connection prod: okta` is declared")
}

pub(crate) fn no_event(connector: &str, method: &Name) -> Diagnostic {
    Diagnostic::new(codes::F0507, method.span, format!("`{}` of {connector} is no event", method.text))
        .help("a flow starts with an event, a schedule, or a call")
}

pub(crate) fn never_fits(value: &flowc_value::Value, slot: &Slot<'_>) -> Diagnostic {
    let shown = flowc_value::json::to_text(value);
    Diagnostic::new(codes::F0319, slot.span, format!("{shown} can never become {}", slot.shape))
        .primary(format!("`{}` takes {}", slot.name, slot.shape))
        .help("write a literal of that type")
}

pub(crate) fn never_converts(source: &Shape, slot: &Slot<'_>, card: &str, made: Span) -> Diagnostic {
    Diagnostic::new(codes::F0319, slot.span, format!("{source} can never become {}", slot.shape))
        .primary(format!("this is {source}, and `{}` takes {}", slot.name, slot.shape))
        .why(made, format!("the card \"{card}\" gives {source}"))
        .help(
            "the platform refuses the wire: state what the value is where it is made, `… as shape`, or convert it \
             with a card",
        )
}

pub(crate) fn may_not_convert(source: &Shape, slot: &Slot<'_>, card: &str, made: Span) -> Diagnostic {
    let title = format!("{source} becomes {} here, which may fail when the flow runs", slot.shape);
    Diagnostic::new(codes::F0320, slot.span, title)
        .primary(format!("`{}` takes {}", slot.name, slot.shape))
        .why(made, format!("the card \"{card}\" gives {source}"))
        .help("a value that cannot be converted fails the card with \"Invalid type conversion\"")
}

pub(crate) fn missing_arguments(what: &str, missing: &[EcoString], span: Span) -> Diagnostic {
    let quoted: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    let written: Vec<String> = missing.iter().map(|name| format!("{}: …", as_name(name))).collect();
    Diagnostic::new(codes::F0309, span, format!("{what} needs {}", quoted.join(" and ")))
        .primary("nothing is given for it")
        .help(format!("write `{}` among the arguments", written.join(", ")))
}

pub(crate) fn endless_calls(titles: &[EcoString], span: Span) -> Diagnostic {
    let quoted: Vec<String> = titles.iter().map(|title| format!("\"{title}\"")).collect();
    let title = match quoted.as_slice() {
        [only] => format!("the flow {only} calls itself"),
        several => format!("the flows {} call each other in a circle", several.join(", ")),
    };
    Diagnostic::new(codes::F0412, span, title)
        .primary("this call comes back to its own flow")
        .help("make sure that a condition ends it: `continue if … else \"done\"` before the call")
}

pub(crate) fn unused_value(name: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0802, span, format!("nobody reads `{name}`"))
        .help(format!("leave the name out, or write `_{name}` to say that it is meant"))
}

pub(crate) fn bad_attribute(name: &Name, form: &str) -> Diagnostic {
    Diagnostic::new(codes::F0211, name.span, format!("`@{}` needs other arguments", name.text))
        .help(format!("write `{form}`"))
}

pub(crate) fn used_too_early(name: &str, span: Span, given: Span) -> Diagnostic {
    Diagnostic::new(codes::F0210, span, format!("`{name}` is used before it exists"))
        .primary("used here")
        .why(given, "it is given here, further down")
        .help("statements run in the order in which they stand: move one of them")
}

pub(crate) fn own_form(card: &str, form: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0414, span, format!("the card {card} has a form of its own"))
        .help(format!("write `{form}`"))
}

pub(crate) fn builder_only(card: &str, span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0508, span, format!("the card {card} exists only in Connector Builder"))
        .primary("an ordinary flow cannot use it")
        .help("call the service through a connector's card, such as its Custom API Action, or begin the flow with `on connector(helper)`")
}

pub(crate) fn error_return_with_values(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0413, span, "`on error return` gives the error itself")
        .primary("the platform has no place for values of your own")
        .help("write `let result = try { … } catch error { { … } }` and return what you want")
}

pub(crate) fn unknown_results(mode: &Name, known: &[EcoString]) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(codes::F0505, mode.span, format!("a table search does not give `{}`", mode.text))
            .primary("not a set of results of this card");
    suggest(diagnostic, &mode.text, mode.span, known)
}

pub(crate) fn no_search_condition(span: Span) -> Diagnostic {
    Diagnostic::new(codes::F0505, span, "a table search cannot ask this")
        .primary("not a comparison of a column with a value")
        .help("compare columns with `==`, `!=`, `<`, `>`, `<=` or `>=`, joined by `and` and `or`")
}
