//! Sessions at the command line: every `console` block of `tests/e2e/*.md` and of the README, run as it stands.
//!
//! A line `$ command` is run by `sh` in an empty directory of the session's own, which holds a copy of `examples`.
//! Below it stands what must come: stdout as it is, stderr behind `! `, an exit code other than 0 as `[1]`. A line
//! `...` stands for any number of lines. A block ```` ```file name ```` puts a file there first.
//! `FLOWC_UPDATE=1` writes what came instead of comparing it (lines `...` are lost then).

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may panic")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Session {
    directory: PathBuf,
    binaries: String,
}

#[test]
fn sessions_go_as_they_are_written() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("tests/e2e"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    files.sort();
    files.push(root.join("README.md"));
    let update = std::env::var_os("FLOWC_UPDATE").is_some();
    let mut failures = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let session = Session::new(&root, &name);
        let came = session.run(&text, update, &mut failures);
        if update && came != text {
            fs::write(&file, came).unwrap();
        }
        fs::remove_dir_all(&session.directory).unwrap();
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// The README's first command, with the program that is tested here.
#[test]
fn the_first_command_of_the_readme_does_the_main_job() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let line = readme.lines().skip_while(|line| *line != "```sh").nth(1).unwrap();
    assert_eq!(line.matches("cargo run -q --release -- ").count(), 3, "check, build and run: {line}");
    let session = Session::new(&root, "readme-first");
    let came = session.command(&line.replace("cargo run -q --release -- ", "flowc "));
    let result = came.lines().find(|line| line.starts_with('{')).unwrap();
    assert!(result.starts_with(r#"{"status":"success","output":{"accounts":"#), "{came}");
    fs::remove_dir_all(&session.directory).unwrap();
}

impl Session {
    fn new(root: &Path, name: &str) -> Session {
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("e2e").join(name);
        let _ = fs::remove_dir_all(&directory);
        fs::create_dir_all(&directory).unwrap();
        copy(&root.join("examples"), &directory.join("examples"));
        let binary = Path::new(env!("CARGO_BIN_EXE_flowc")).parent().unwrap();
        let binaries = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap());
        Session { directory, binaries }
    }

    /// Runs a text's blocks and gives it back with what came.
    fn run(&self, text: &str, update: bool, failures: &mut Vec<String>) -> String {
        let mut out = String::new();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            out.push_str(line);
            out.push('\n');
            let kind = line.strip_prefix("```").unwrap_or_default();
            if kind.is_empty() {
                continue;
            }
            let mut block = Vec::new();
            while let Some(line) = lines.next_if(|line| *line != "```") {
                block.push(line);
            }
            if let Some(name) = kind.strip_prefix("file ") {
                let path = self.directory.join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, block.join("\n") + "\n").unwrap();
            }
            if kind == "console" {
                out.push_str(&self.console(&block, update, failures));
            } else {
                block.iter().for_each(|line| out.push_str(&format!("{line}\n")));
            }
        }
        out
    }

    fn console(&self, block: &[&str], update: bool, failures: &mut Vec<String>) -> String {
        let mut out = String::new();
        let mut rest = block;
        while let Some((command, behind)) = rest.split_first() {
            let end = behind.iter().position(|line| line.starts_with("$ ")).unwrap_or(behind.len());
            let (wanted, next) = behind.split_at(end);
            rest = next;
            let came = self.command(command.strip_prefix("$ ").expect("a block begins with `$ command`"));
            if !update && !fits(wanted, &came.lines().collect::<Vec<_>>()) {
                failures.push(format!("{command}\n--- wanted\n{}\n--- came\n{came}", wanted.join("\n")));
            }
            out.push_str(&format!("{command}\n{came}"));
        }
        out
    }

    fn command(&self, line: &str) -> String {
        let output = Command::new("sh")
            .args(["-c", line])
            .current_dir(&self.directory)
            .env("PATH", &self.binaries)
            .env_remove("SOURCE_DATE_EPOCH")
            .output()
            .unwrap();
        let mut came = String::from_utf8(output.stdout).unwrap();
        if !came.is_empty() && !came.ends_with('\n') {
            came.push('\n');
        }
        for line in String::from_utf8(output.stderr).unwrap().lines() {
            came.push_str(format!("! {line}").trim_end());
            came.push('\n');
        }
        match output.status.code() {
            Some(0) => {}
            code => {
                came.push_str(&format!("[{}]\n", code.map_or("killed".to_owned(), |code| code.to_string())))
            }
        }
        assert!(!came.contains('\u{1b}'), "colours where there is no terminal: {line}\n{came}");
        came
    }
}

/// Whether lines are as wanted; `...` stands for any number of lines.
fn fits(wanted: &[&str], came: &[&str]) -> bool {
    match wanted.split_first() {
        None => came.is_empty(),
        Some((&"...", rest)) => (0..=came.len()).any(|skipped| fits(rest, &came[skipped..])),
        Some((first, rest)) => came.first() == Some(first) && fits(rest, &came[1..]),
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name();
        if name == "target" {
            continue;
        }
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &to.join(name)),
            false => drop(fs::copy(entry.path(), to.join(name)).unwrap()),
        }
    }
}
