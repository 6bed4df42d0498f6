//! The formatter on readable samples.

#[test]
fn show() {
    for path in ["forms"] {
        let text = std::fs::read_to_string(format!("tests/samples/{path}.fl")).unwrap();
        match flowc_syntax::format(&text) {
            Ok(out) => {
                println!("{out}");
                let again = flowc_syntax::format(&out).unwrap_or_else(|e| panic!("{e:#?}"));
                assert_eq!(again, out);
            }
            Err(found) => panic!("{found:#?}"),
        }
    }
}
