//! The decisions that no documentation gives, by name. Code and messages refer to them by these names; a run
//! or an explanation can list what a flow rests on.

/// Where a rule comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Evidence {
    /// Real packs are useless without it.
    Pack,
    /// The platform's documentation says so.
    Doc,
    /// The most likely behaviour, chosen once.
    Assumed,
}

/// One decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name.
    pub name: &'static str,
    /// Where it comes from.
    pub evidence: Evidence,
    /// What it says.
    pub text: &'static str,
}

/// The rule of a name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

const fn pack(name: &'static str, text: &'static str) -> Rule {
    Rule { name, evidence: Evidence::Pack, text }
}

const fn doc(name: &'static str, text: &'static str) -> Rule {
    Rule { name, evidence: Evidence::Doc, text }
}

const fn assumed(name: &'static str, text: &'static str) -> Rule {
    Rule { name, evidence: Evidence::Assumed, text }
}

/// Every rule that this crate decides by.
pub const RULES: &[Rule] = &[
    // Conversions
    assumed("null-kept", "null passes a wire's converter as null"),
    assumed("null-text", "null where text is needed counts as empty text"),
    assumed("null-number", "null or empty text where a number is needed counts as 0"),
    assumed("null-list", "null where a list is needed counts as the empty list"),
    assumed("null-object", "null where an object is needed counts as the empty object"),
    assumed("null-boolean", "null where true/false is needed counts as false"),
    assumed("null-date", "null or empty text where a date is needed is an error"),
    assumed("empty-date", "empty text passes the converter dateTime as null"),
    assumed("boolean-as-text", "true and false in a text become \"true\" and \"false\""),
    doc("boolean-as-number", "true and false where a number is needed count as 1 and 0"),
    doc("number-as-text", "a number in a text is printed as JavaScript prints it"),
    assumed("number-as-date", "a number where a date is needed counts as milliseconds since 1970"),
    doc("date-as-text", "a date in a text becomes its ISO 8601 text in UTC with milliseconds and Z"),
    assumed("date-as-number", "a date where a number is needed counts as milliseconds since 1970"),
    doc("text-as-number", "text where a number is needed is read as one; text that is none is an error"),
    assumed("text-boolean-case", "\"TRUE\" and \"False\" count as true and false in any case"),
    assumed(
        "text-to-boolean",
        "text counts as true unless it is empty or \"false\"; a number unless it is 0",
    ),
    assumed("object-as-text", "an object or list in a text becomes its JSON text"),
    assumed("file-as-text", "a file in a text becomes its id"),
    assumed("flow-as-text", "a reference to a flow in a text becomes the flow's id"),
    pack("text-as-flow", "text where a flow is needed is the flow's id"),
    assumed("object-as-list", "one object where a list is needed counts as a list of one"),
    assumed(
        "scalar-as-list",
        "a number, true/false, date, file or flow where a list is needed counts as a list of one",
    ),
    assumed("text-as-json", "text where an object or list is needed is read as JSON"),
    assumed(
        "no-conversion",
        "a value that cannot become what is needed is the error Invalid type conversion",
    ),
    assumed("date-text", "a date text that is not ISO 8601 is read as JavaScript reads it, in UTC"),
    pack("stringify-text", "the converter stringify leaves text as it is"),
    pack("wrap-list", "the converter wrapArray leaves a list as it is"),
    assumed("wire-items", "a converter that also wraps converts each item when it meets a list"),
    assumed("wire-parse-float", "the converter parseFloat reads the number that a text begins with"),
    // Comparing
    assumed(
        "compare-runtime-type",
        "operands are first converted to the types declared on the card, where that is possible, else they \
         count as what they are at run time",
    ),
    assumed("compare-mixed", "operands of unlike types that do not convert are unequal and unordered"),
    assumed("compare-date-text", "a date compared with text reads the text as a date"),
    pack("compare-structures", "objects and lists are equal when equal in depth"),
    assumed("text-case", "text is compared with regard to case"),
    pack("bool-vs-text", "true == \"true\", false == \"false\""),
    assumed("bool-vs-number", "true == 1 and false == 0"),
    assumed("null-vs-empty", "null == \"\" is true"),
    pack("null-vs-null-text", "null == \"null\" is true, a missing path == \"null\" is false"),
    assumed("null-vs-zero", "null equals neither false nor 0"),
    assumed("null-order", "null compares as 0 under < > <= >= %"),
    assumed("empty-list-is-empty", "[] counts as empty for `is empty`"),
    assumed("zero-not-empty", "0, false and blank text are not empty for `is empty`"),
    pack("in-list", "`in` with a list looks for an equal item"),
    assumed(
        "has-mirrors-in",
        "`a has b` is `b in a`: a key of an object, an item of a list, a part of a text",
    ),
    assumed("remainder-by-zero", "`%` by 0 is false"),
    // Paths
    pack("missing-path", "a path that leads nowhere gives null"),
    assumed("dotted-key", "a key that equals the whole dotted path wins over the path"),
    pack("construct-index", "a whole number in a dotted name makes a list"),
    assumed("unset-item", "Unset of a list item leaves null in its place"),
    // Text, numbers, dates, JSON
    assumed("utf16", "positions and lengths count UTF-16 units"),
    assumed("sort-mixed", "text is ordered by code units"),
    assumed("negative-half", "halves round up, also negative ones (JavaScript)"),
    assumed("date-zone", "an unknown or empty time zone counts as UTC"),
    assumed("date-parse-forgiving", "Text to Date skips other separators than the pattern's"),
    assumed("date-fraction", "a fractional amount of days or months is rounded, as moment does"),
    assumed("diff-fraction", "Difference gives fractions (moment's precise diff), also of seconds"),
    assumed("convert-custom", "Convert.custom without a format is ISO 8601 with offset"),
    assumed("convert-human", "Convert.human is like \"Wednesday, September 7th 2016, 4:55:25 pm\""),
    assumed("json-empty", "Parse of empty text or null gives null"),
    assumed("json-message", "the wording of the error for invalid JSON is that of JavaScript"),
    assumed("half-character", "half a character, cut off or escaped in JSON, becomes U+FFFD"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique() {
        for rule in RULES {
            assert_eq!(RULES.iter().filter(|other| other.name == rule.name).count(), 1, "{}", rule.name);
        }
    }
}
