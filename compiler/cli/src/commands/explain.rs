//! `flowc explain CODE`.

use flowc_diag::{Code, Diagnostic, codes, explain, nearest};
use flowc_okta::validate;

use crate::outcome::{Exit, Outcome};
use crate::terminal::Terminal;

/// Says what a diagnostic means, with a failing and a fixed example.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// A code, F0201 or a rule of packs (T01)
    code: String,
}

pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Outcome {
    let wanted = arguments.code.trim();
    if let Some(page) = Code::find(wanted).and_then(|code| explain(code.id)) {
        terminal.data(page)?;
        return Ok(Exit::Fine);
    }
    if let Some(rule) = validate::rules::ALL.iter().find(|rule| rule.code.eq_ignore_ascii_case(wanted)) {
        let (word, meaning) = (rule.level.word(), rule.level.meaning());
        terminal.data(&format!(
            "# {}: a rule of packs ({word})\n\n{}\n\nWhere it is broken: {meaning}.\n\nWhat to write: {}\n",
            rule.code, rule.summary, rule.fix
        ))?;
        return Ok(Exit::Fine);
    }
    let known: Vec<&str> = codes::ALL.iter().map(|code| code.id).collect();
    let help = match nearest(&wanted.to_uppercase(), known) {
        Some(near) => format!("did you mean {near}?"),
        None => {
            "codes look like F0201; `flowc check --format json` gives the code of each finding".to_owned()
        }
    };
    Err(Diagnostic::global(codes::F0007, format!("there is no diagnostic {wanted}")).help(help).into())
}
