//! Finding a flow by what people call it.

use flowc_diag::{Diagnostic, codes, nearest};
use flowc_ir::{FlowId, Program};

/// The flow of this title or source name; with two of one title the source name decides.
///
/// # Errors
/// F0006 with what there is.
pub fn flow(program: &Program, wanted: &str) -> Result<FlowId, Box<Diagnostic>> {
    let own = || program.flows.iter().enumerate().filter(|(_, flow)| !flow.is_external());
    let named = own().find(|(_, flow)| flow.name == wanted);
    if let Some((index, _)) = named {
        return Ok(FlowId::new(index));
    }
    let mut titled = own().filter(|(_, flow)| flow.title == wanted);
    match (titled.next(), titled.next()) {
        (Some((index, _)), None) => Ok(FlowId::new(index)),
        (Some(_), Some(_)) => {
            let names: Vec<String> = own()
                .filter(|(_, flow)| flow.title == wanted)
                .map(|(_, flow)| format!("`{}`", flow.name))
                .collect();
            let title = format!("several flows are titled \"{wanted}\"");
            let help = format!("name the one you mean: {}", names.join(", "));
            Err(Box::new(Diagnostic::global(codes::F0006, title).help(help)))
        }
        (None, _) => Err(Box::new(unknown(wanted, own().map(|(_, flow)| (&*flow.name, &*flow.title))))),
    }
}

/// How many flows a message lists.
const SHOWN: usize = 12;

fn unknown<'a>(wanted: &str, flows: impl Iterator<Item = (&'a str, &'a str)>) -> Diagnostic {
    let flows: Vec<(&str, &str)> = flows.collect();
    let names = flows.iter().map(|(name, _)| *name);
    let titles = flows.iter().map(|(_, title)| *title);
    let help = match nearest(wanted, names).or_else(|| nearest(wanted, titles)) {
        Some(near) => format!("did you mean `{near}`?"),
        None if flows.is_empty() => "there are no flows".to_owned(),
        None => {
            let names: Vec<String> = flows.iter().take(SHOWN).map(|(name, _)| format!("`{name}`")).collect();
            let more = if flows.len() > SHOWN { ", …" } else { "" };
            format!("there are {}{more}", names.join(", "))
        }
    };
    Diagnostic::global(codes::F0006, format!("there is no flow `{wanted}`")).help(help)
}
