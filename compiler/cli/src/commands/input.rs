//! Values given on the command line: JSON, files, times.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use flowc_diag::{Diagnostic, codes};
use flowc_value::{Date, Object, Value, json};

use crate::disk;
use crate::outcome::Failure;

/// A text that is given itself, as `@FILE`, or as `-` for stdin.
fn text(given: &str) -> Result<String, Failure> {
    match (given, given.strip_prefix('@')) {
        ("-", _) => disk::read_stdin(),
        (_, Some(file)) => disk::read(Path::new(file)),
        _ => Ok(given.to_owned()),
    }
}

/// A JSON object.
pub(super) fn object(given: &str) -> Result<Object, Failure> {
    let problem = |what: String| -> Failure {
        let help = "give an object: --input '{\"key\": \"value\"}', --input @FILE, or --input - for stdin";
        Diagnostic::global(codes::F0007, what).help(help).into()
    };
    match json::parse(&text(given)?) {
        Ok(Value::Object(object)) => Ok(object),
        Ok(_) => Err(problem("the input is JSON, but no object".to_owned())),
        Err(error) => Err(problem(format!("the input is no JSON: {error}"))),
    }
}

/// A time, or now.
pub(super) fn time(given: Option<&str>) -> Result<Date, Failure> {
    let Some(given) = given else { return Ok(now()) };
    Date::parse(given).ok_or_else(|| {
        Diagnostic::global(codes::F0007, format!("`{given}` is no time"))
            .help("times look like 2026-11-23T09:00:00Z")
            .into()
    })
}

fn now() -> Date {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Date::from_number(since.as_secs_f64() * 1000.0).unwrap_or(Date::EPOCH)
}
