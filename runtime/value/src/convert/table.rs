//! The table of conversions between kinds: which exist, by which rule, whether they can fail.

use crate::Kind;
use crate::rules::{Evidence, Rule, rule};

/// What can be said about a conversion before the flow runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It gives a value, whatever comes.
    Always,
    /// It depends on the value; a failing one is the error Invalid type conversion.
    MayFail,
    /// It is always the error Invalid type conversion.
    Never,
}

/// A conversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What the value is.
    pub from: Kind,
    /// What is needed.
    pub to: Kind,
    /// Whether it works.
    pub verdict: Verdict,
    /// The rule by which it works or does not.
    pub rule: &'static str,
}

impl Row {
    /// The rule by which it works or does not.
    pub fn decision(&self) -> Option<&'static Rule> {
        rule(self.rule)
    }

    /// Where the rule comes from.
    pub fn evidence(&self) -> Evidence {
        self.decision().map_or(Evidence::Assumed, |rule| rule.evidence)
    }
}

use Kind::{Any, Boolean, Date, File, Flow, List, Null, Number, Object, Text};
use Verdict::{Always, MayFail, Never};

/// Every conversion that changes the kind and can work, and why null is no date.
const ROWS: &[(Kind, Kind, Verdict, &str)] = &[
    (Null, Text, Always, "null-text"),
    (Null, Number, Always, "null-number"),
    (Null, Boolean, Always, "null-boolean"),
    (Null, Date, Never, "null-date"),
    (Null, List, Always, "null-list"),
    (Null, Object, Always, "null-object"),
    (Boolean, Text, Always, "boolean-as-text"),
    (Boolean, Number, Always, "boolean-as-number"),
    (Boolean, List, Always, "scalar-as-list"),
    (Number, Text, Always, "number-as-text"),
    (Number, Boolean, Always, "text-to-boolean"),
    (Number, Date, MayFail, "number-as-date"),
    (Number, List, Always, "scalar-as-list"),
    (Text, Number, MayFail, "text-as-number"),
    (Text, Boolean, Always, "text-to-boolean"),
    (Text, Date, MayFail, "date-text"),
    (Text, List, MayFail, "text-as-json"),
    (Text, Object, MayFail, "text-as-json"),
    (Text, Flow, Always, "text-as-flow"),
    (Date, Text, Always, "date-as-text"),
    (Date, Number, Always, "date-as-number"),
    (Date, List, Always, "scalar-as-list"),
    (List, Text, Always, "object-as-text"),
    (Object, Text, Always, "object-as-text"),
    (Object, List, Always, "object-as-list"),
    (File, Text, Always, "file-as-text"),
    (File, List, Always, "scalar-as-list"),
    (Flow, Text, Always, "flow-as-text"),
    (Flow, List, Always, "scalar-as-list"),
    (Any, Text, Always, "no-conversion"),
];

/// The row of a pair of kinds; none where nothing needs to be converted (equal kinds, or anything goes).
pub fn row(from: Kind, to: Kind) -> Option<Row> {
    if from == to || to == Any {
        return None;
    }
    let known = ROWS.iter().find(|(source, target, ..)| (*source, *target) == (from, to));
    let (verdict, rule) = match known {
        Some((_, _, verdict, rule)) => (*verdict, *rule),
        None if from == Any => (MayFail, "no-conversion"),
        None => (Never, "no-conversion"),
    };
    Some(Row { from, to, verdict, rule })
}

/// Whether a value of a static kind becomes what is needed. [`Kind::Any`] as source means that nothing is
/// known, as target that everything is taken.
pub fn verdict(from: Kind, to: Kind) -> Verdict {
    row(from, to).map_or(Always, |row| row.verdict)
}
