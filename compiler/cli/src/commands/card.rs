//! `flowc card`.

use flowc_diag::{Diagnostic, codes};
use flowc_stdlib::evaluate::{EvaluateError, Evaluation, evaluate};
use flowc_value::{Date, Value, json};

use super::cards::find;
use super::input;
use crate::outcome::{Exit, Outcome};
use crate::terminal::Terminal;

/// Evaluates one function card.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// `list.filter`, `list:filterBy`, `root:kernel:list:0.0.1:filterBy`
    name: String,
    /// Its inputs by platform key or label: JSON, @FILE, or - for stdin
    #[arg(long, default_value = "{}")]
    input: String,
    /// The time that cards see, ISO 8601 (default: now)
    #[arg(long, value_name = "TIME")]
    now: Option<String>,
    /// Where random cards draw from
    #[arg(long, default_value_t = 0)]
    seed: u64,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let card = find(&arguments.name)?;
    let inputs = input::object(&arguments.input)?;
    let now: Date = input::time(arguments.now.as_deref())?;
    let inputs = inputs.iter().map(|(key, value)| (key.as_str().into(), value.clone())).collect();
    match evaluate(card, Evaluation::new(inputs, now.as_number(), arguments.seed)) {
        Ok(outputs) => {
            terminal.data(&format!("{}\n", json::to_text(&Value::Object(outputs))))?;
            Ok(Exit::Fine)
        }
        Err(error) => {
            let code = match error {
                EvaluateError::NoInput(..) | EvaluateError::NotAlone | EvaluateError::Unknown(_) => {
                    codes::F0007
                }
                EvaluateError::Failed(_) => codes::F0902,
            };
            Err(Diagnostic::global(code, format!("{}: {error}", card.name)).into())
        }
    }
}
