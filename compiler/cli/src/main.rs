//! The flowc command: arguments, files, terminal. Everything else is done by the crates below.

mod commands;
mod disk;
mod outcome;
mod terminal;

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::thread;

use clap::Parser;
use outcome::Exit;
use terminal::Terminal;

/// Okta Workflows as code: import, write, check, build and run flows.
#[derive(Debug, Parser)]
#[command(name = "flowc", version, propagate_version = true, disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: commands::Command,
}

/// Trees are as deep as the parser lets them be; their recursion must fit, also without optimization.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let worker = thread::Builder::new().stack_size(STACK).spawn(|| guarded(run));
    let exit = match worker.map(thread::JoinHandle::join) {
        Ok(Ok(exit)) => exit,
        Ok(Err(_)) => Exit::Defect,
        Err(error) => {
            Terminal::plain().say(&format!("error: no thread to work in: {error}"));
            Exit::Outside
        }
    };
    exit.into()
}

fn run() -> Exit {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let exit = if error.use_stderr() { Exit::Usage } else { Exit::Fine };
            // Nothing can be said where even this cannot be written.
            let _ = error.print();
            return exit;
        }
    };
    let terminal = Terminal::new(arguments.command.format());
    match arguments.command.run(&terminal) {
        Ok(exit) => exit,
        Err(failure) => failure.report(&terminal),
    }
}

/// Runs work whose panics become a message that says how to report them.
fn guarded(work: impl FnOnce() -> Exit) -> Exit {
    std::panic::set_hook(Box::new(|info| {
        let place = info.location().map_or_else(String::new, |location| format!(" at {location}"));
        let message = text(info.payload());
        let version = env!("CARGO_PKG_VERSION");
        Terminal::plain().say(&format!(
            "error[F9901]: a defect of flowc {version}{place}: {message}\n  \
             = help: please report this text together with the command and, if you may share it, the input"
        ));
    }));
    let exit = catch_unwind(AssertUnwindSafe(work)).unwrap_or(Exit::Defect);
    let _ = std::panic::take_hook();
    exit
}

fn text(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_a_defect_and_no_crash() {
        assert_eq!(guarded(|| panic!("provoked by a test")), Exit::Defect);
        assert_eq!(guarded(|| Exit::Fine), Exit::Fine);
    }

    #[test]
    fn the_command_line_is_well_formed() {
        use clap::CommandFactory;
        Arguments::command().debug_assert();
    }
}
