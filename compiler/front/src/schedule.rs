//! Schedules: five cron fields, or six with seconds in front, and a time zone.
//!
//! Packs store what is written here as it is. What the platform does with a field it cannot read no document says,
//! so that only what cron itself knows is taken: numbers, names, `*`, lists, ranges and steps.

use ecow::EcoString;
use flowc_diag::Diagnostic;
use flowc_ir::Schedule;
use flowc_syntax::ast::TextLit;
use flowc_text::Span;
use flowc_value::date::Zone;

use crate::diagnostics;

/// A field of a cron text.
pub(crate) struct CronField {
    /// `minute`.
    pub word: &'static str,
    /// The least and the greatest value.
    pub range: (u32, u32),
    /// Names of values, the first for the least.
    pub names: &'static [&'static str],
}

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS: &[&str] = &["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const FIELDS: [CronField; 6] = [
    CronField { word: "second", range: (0, 59), names: &[] },
    CronField { word: "minute", range: (0, 59), names: &[] },
    CronField { word: "hour", range: (0, 23), names: &[] },
    CronField { word: "day of the month", range: (1, 31), names: &[] },
    CronField { word: "month", range: (1, 12), names: MONTHS },
    // Sunday is 0 and 7.
    CronField { word: "day of the week", range: (0, 7), names: WEEKDAYS },
];

/// Why a part of a field cannot be.
pub(crate) enum Fault {
    /// Neither a number nor a name of the field.
    Value,
    /// `*/0`, or a step that is longer than the field.
    Step,
    /// `22-6`: its ends.
    Backwards(u32, u32),
}

/// A flow's schedule as the platform has it; what is wrong with it is reported.
pub(crate) fn schedule(
    cron: &TextLit,
    zone: Option<&TextLit>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Schedule> {
    if let Some(zone) = zone.filter(|zone| Zone::named(&zone.text).is_none()) {
        let known: Vec<EcoString> = Zone::names().map(EcoString::from).collect();
        diagnostics.push(diagnostics::unknown_zone(zone, &known));
    }
    let parts: Vec<&str> = cron.text.split_whitespace().collect();
    let fields: [EcoString; 6] = match parts.as_slice() {
        [a, b, c, d, e] => ["00", a, b, c, d, e].map(EcoString::from),
        [s, a, b, c, d, e] => [s, a, b, c, d, e].map(|part| EcoString::from(*part)),
        _ => {
            diagnostics.push(diagnostics::bad_cron(cron));
            return None;
        }
    };
    for (part, field) in parts.iter().rev().zip(FIELDS.iter().rev()).rev() {
        if let Some((wrong, fault)) = first_fault(part, field) {
            diagnostics.push(diagnostics::bad_cron_field(wrong, place(cron, wrong), field, &fault));
        }
    }
    let zone = zone.map_or_else(|| "Etc/UTC".into(), |zone| zone.text.clone());
    Some(Schedule { fields, zone })
}

/// The place of a part of the text, where it holds no escapes.
fn place(cron: &TextLit, part: &str) -> Span {
    let offset = (part.as_ptr() as usize).checked_sub(cron.text.as_ptr() as usize);
    let span = cron.span;
    let plain = usize::try_from(span.end.saturating_sub(span.start)) == Ok(cron.text.len() + 2);
    match (offset.and_then(|offset| u32::try_from(offset).ok()), u32::try_from(part.len())) {
        (Some(offset), Ok(length)) if plain => {
            let start = span.start + 1 + offset;
            Span { start, end: start + length, ..span }
        }
        _ => span,
    }
}

/// The first part of a field that cannot be.
fn first_fault<'t>(text: &'t str, field: &CronField) -> Option<(&'t str, Fault)> {
    text.split(',').find_map(|part| Some((part, fault(part, field)?)))
}

fn fault(part: &str, field: &CronField) -> Option<Fault> {
    let (values, step) = part.split_once('/').map_or((part, None), |(values, step)| (values, Some(step)));
    if step.is_some_and(|step| number(step).is_none_or(|step| step == 0 || step > field.range.1)) {
        return Some(Fault::Step);
    }
    if values == "*" {
        return None;
    }
    let Some((from, to)) = values.split_once('-') else {
        return field.value(values).is_none().then_some(Fault::Value);
    };
    match (field.value(from), field.value(to)) {
        (Some(from), Some(to)) if from > to => Some(Fault::Backwards(from, to)),
        (Some(_), Some(_)) => None,
        _ => Some(Fault::Value),
    }
}

fn number(text: &str) -> Option<u32> {
    text.chars().all(|letter| letter.is_ascii_digit()).then(|| text.parse().ok())?
}

impl CronField {
    fn value(&self, text: &str) -> Option<u32> {
        let (least, greatest) = self.range;
        let name = || self.names.iter().zip(least..).find(|(name, _)| name.eq_ignore_ascii_case(text));
        number(text)
            .filter(|value| (least..=greatest).contains(value))
            .or_else(|| name().map(|(_, value)| value))
    }
}
