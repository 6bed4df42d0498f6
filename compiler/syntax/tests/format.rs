//! The formatter on readable samples: `tests/samples/NAME.fl` and, beside it, what becomes of it.
//!
//! `FLOWC_UPDATE=1` writes what came instead of comparing it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at what it does not expect"
)]

use std::fs;
use std::path::Path;

use flowc_syntax::format;

#[test]
fn samples_format_as_written() {
    let update = std::env::var_os("FLOWC_UPDATE").is_some();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    for name in ["addresses", "comments", "contractors", "forms", "texts"] {
        let text = fs::read_to_string(folder.join(name).with_extension("fl")).unwrap();
        let out = format(&text).unwrap_or_else(|found| panic!("{found:#?}"));
        assert!(out.lines().all(|line| line.chars().count() <= 120), "a line is too long\n{out}");
        assert_eq!(format(&out).as_deref(), Ok(out.as_str()), "formatted twice");
        let wanted = folder.join(name).with_extension("formatted.fl");
        if update {
            fs::write(&wanted, &out).unwrap();
        } else {
            assert_eq!(out, fs::read_to_string(&wanted).unwrap(), "{name}");
        }
    }
}

#[test]
fn line_ends_of_other_systems_are_read() {
    let text = "flow a {\r\n    # note\r\n    f(1)  // why\r\n\r\n    g(\"\"\"\r\n        two\r\n        lines\r\n        \"\"\")\r\n}\r\n";
    let out = format(text).unwrap_or_else(|found| panic!("{found:#?}"));
    assert_eq!(out, "flow a {\n    # note\n    f(1) // why\n\n    g(\"two\\nlines\")\n}\n");
    assert_eq!(format("\u{feff}use a\n").as_deref(), Ok("use a\n"), "a byte order mark");
    assert_eq!(format("").as_deref(), Ok(""));
    assert_eq!(format("\n\n// alone\n\n").as_deref(), Ok("// alone\n"));
}

#[test]
fn errors_are_not_formatted() {
    assert!(format("flow a { f( }").is_err());
}
