//! Every code, once. To add one: a line here, a page `spec/diagnostics/<code>.md`, a case in `tests/ui/`.
//!
//! Numbers are never reused or renumbered; one that goes is listed in [`RETIRED`]. Ranges: F00 project and files,
//! F01 syntax, F02 names, F03 shapes and fields, F04 structure of flows, F05 connectors, F06 reading and writing packs,
//! F07 limits of the platform, F08 lints, F09 plan and run, F99 internal. Rules of packs (`T01`, `S12`, …) have a
//! registry of their own where packs are validated.

use crate::Level;

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// `F0201`.
    pub id: &'static str,
    /// `unknown-name`.
    pub slug: &'static str,
    /// How bad it is unless told otherwise.
    pub level: Level,
    /// The version of flowc that introduced it.
    pub since: &'static str,
    /// One line.
    pub summary: &'static str,
}

macro_rules! codes {
    ($($id:ident $slug:literal $level:ident $since:literal $summary:literal;)*) => {
        $(
            #[doc = $summary]
            pub const $id: Code = Code {
                id: stringify!($id), slug: $slug, level: Level::$level, since: $since, summary: $summary,
            };
        )*

        /// All codes, in order.
        pub const ALL: &[Code] = &[$($id),*];

        /// The page behind a code: what it means, a failing and a fixed example.
        pub fn explain(id: &str) -> Option<&'static str> {
            match id {
                $(stringify!($id) => Some(include_str!(concat!("../../../spec/diagnostics/", stringify!($id), ".md"))),)*
                _ => None,
            }
        }
    };
}

codes! {
    F0001 "no-project" Error "0.1" "no flow.toml here or above";
    F0002 "bad-project-file" Error "0.1" "flow.toml says something that cannot be";
    F0003 "unreadable-file" Error "0.1" "a file cannot be read or is no UTF-8";
    F0004 "would-overwrite" Error "0.1" "the target exists and would be overwritten";
    F0005 "bad-lock" Error "0.1" "flow.lock cannot be read";
    F0006 "unknown-flow" Error "0.1" "the named flow does not exist in the project";
    F0007 "bad-input" Error "0.1" "the input given on the command line is no JSON object";
    F0008 "bad-declaration" Error "0.1" "a connector declaration cannot be read";
    F0009 "broken-project" Error "0.1" "the project has errors, so no newer export can be taken into it";
    F0010 "several-packs" Error "0.1" "one pack is needed and several are given";
    F0011 "nothing-to-learn" Warning "0.1" "a pack holds no card of a connector";
    F0101 "syntax" Error "0.1" "the text is no statement, expression or declaration of the language";
    F0102 "unclosed" Error "0.1" "a bracket, brace or text is opened and not closed";
    F0103 "bad-escape" Error "0.1" "a text holds an escape that does not exist";
    F0104 "keyword-as-name" Error "0.1" "a keyword stands where a name is needed";
    F0105 "assignment-in-condition" Error "0.1" "`=` stands where a comparison is needed";
    F0106 "record-needs-brackets" Error "0.1" "a record stands where a brace opens a block";
    F0107 "too-deep" Error "0.1" "expressions or blocks are nested too deeply";
    F0201 "unknown-name" Error "0.1" "nothing declares this name";
    F0202 "duplicate-name" Error "0.1" "two things of one scope have the same name";
    F0203 "hidden-name" Error "0.1" "a local hides a module, connection, table or flow";
    F0204 "unknown-attribute" Error "0.1" "there is no such attribute here";
    F0205 "not-callable" Error "0.1" "what is called is neither a card nor a flow";
    F0207 "card-without-call" Error "0.1" "a card is named without being called";
    F0208 "attribute-without-card" Error "0.1" "an attribute stands on a statement that becomes no card";
    F0209 "not-a-flow" Error "0.1" "a flow is needed here";
    F0210 "used-too-early" Error "0.1" "a value is used before it exists";
    F0211 "bad-attribute" Error "0.1" "an attribute has other arguments than it takes";
    F0301 "no-fields" Error "0.1" "the value has no fields";
    F0302 "unknown-output" Error "0.1" "the card has no such output";
    F0303 "no-method" Error "0.1" "values of this type have no such card";
    F0304 "unknown-argument" Error "0.1" "the card has no such input";
    F0305 "unknown-flow-input" Warning "0.1" "the called flow declares no such input";
    F0306 "too-many-arguments" Error "0.1" "more arguments than the flow has inputs";
    F0307 "argument-twice" Error "0.1" "an input is given twice";
    F0308 "argument-without-name" Error "0.1" "only the first argument may go without its name";
    F0309 "missing-argument" Warning "0.1" "an input that must be filled is left empty";
    F0310 "endless-type" Error "0.1" "a type contains itself";
    F0311 "not-constant" Error "0.1" "a literal is needed here";
    F0313 "field-without-name" Error "0.1" "a field of a record has no name";
    F0314 "field-of-list" Error "0.1" "a field is read of a list";
    F0315 "several-outputs" Error "0.1" "one value is needed and the card has several outputs";
    F0316 "no-value" Error "0.1" "a value is needed here";
    F0317 "text-expected" Error "0.1" "a text literal is needed here";
    F0318 "bad-duration" Error "0.1" "a duration is a number with a unit";
    F0319 "never-converts" Error "0.1" "a value can never become what the input needs";
    F0320 "may-not-convert" Hint "0.1" "a value may fail to become what the input needs";
    F0401 "unreachable" Warning "0.1" "nothing behind a Return runs";
    F0402 "one-card-per-let" Error "0.1" "a `let` with several names is one Assign card";
    F0404 "return-in-block" Error "0.1" "Return inside try, catch or branch does not end the flow";
    F0405 "not-eager" Error "0.1" "a card with effects stands where it would always run";
    F0406 "return-needs-record" Error "0.1" "Return gives named values";
    F0407 "undeclared-output" Warning "0.1" "Return gives a value that the flow does not declare";
    F0408 "spawn-needs-call" Error "0.1" "`spawn` starts a flow";
    F0409 "bad-cron" Error "0.1" "a schedule is five cron fields and a time zone";
    F0410 "closure-out-of-place" Error "0.1" "a closure stands where no card takes a helper";
    F0411 "match-needs-text" Error "0.1" "`match` compares with constant texts";
    F0412 "endless-calls" Hint "0.1" "flows call each other in a circle";
    F0413 "error-return-with-values" Error "0.1" "a policy that returns the error is given values";
    F0414 "own-form" Error "0.1" "a card is called that has a form of its own";
    F0501 "unknown-method" Error "0.1" "the connector declares no such card";
    F0502 "option-without-name" Error "0.1" "options are given by name";
    F0503 "unknown-choice" Warning "0.1" "the option has no such choice";
    F0505 "where-out-of-place" Error "0.1" "a search condition stands outside a table search";
    F0506 "event-needs-call" Error "0.1" "an event is a card of a connection";
    F0507 "no-event" Error "0.1" "this card of the connector is no event";
    F0508 "builder-only" Error "0.1" "the card exists only in Connector Builder";
    F0601 "unreadable-pack" Error "0.1" "the file is no pack";
    F0602 "malformed-pack" Error "0.1" "a part of the pack cannot be understood";
    F0603 "unknown-card" Hint "0.1" "a card that nobody defines is kept as it is";
    F0604 "lock-stale" Hint "0.1" "flow.lock describes an older state of the source";
    F0605 "optimized-card" Hint "0.1" "`--optimize` changed a card that the author wrote";
    F0606 "update-failed" Error "0.1" "the source cannot be brought to build the newer pack";
    F0607 "kept-part" Warning "0.1" "a part of the pack means nothing to flowc and is kept as it stands";
    F0608 "flow-kept-whole" Warning "0.1" "the source does not say all of a flow that was imported";
    F0801 "nothing-happens" Warning "0.1" "a statement that becomes no card";
    F0802 "unused-value" Hint "0.1" "a value that nobody reads";
    F0804 "looks-like-secret" Warning "0.1" "a literal looks like a secret";
    F0805 "unused-allow" Warning "0.1" "a finding is allowed that does not occur";
    F0901 "bad-plan" Error "0.1" "the plan cannot be read or does not hold together";
    F0902 "flow-failed" Error "0.1" "the flow ended in an error";
    F0903 "no-mock" Error "0.1" "a card that leaves the machine has no mock";
    F0904 "bad-mocks" Error "0.1" "the mocks file cannot be understood";
    F9901 "internal" Error "0.1" "a defect of flowc";
}

/// Numbers that once meant something and now mean nothing. They stay free.
pub const RETIRED: &[&str] = &["F0206", "F0312"];

impl Code {
    /// The code of this number.
    pub fn find(id: &str) -> Option<Code> {
        ALL.iter().copied().find(|code| code.id.eq_ignore_ascii_case(id))
    }
}
