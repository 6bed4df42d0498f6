//! A small project of our own as a graph: every construct that packs write in a way of their own.

use flowc_ir::{
    Address, Body, BodyId, Card, CardId, Column, Datum, Edge, Flow, FlowId, Folder, FolderId, Input,
    ItemArgument, Note, OnError, Origin, Output, Program, Role, Table, TemplatePart,
};
use flowc_stdlib::signature::Signatures;
use flowc_types::{Kind, Shape};
use flowc_value::Value;

/// A card as the platform offers it.
pub fn card(channel: &str, method: &str) -> Card {
    let signatures = Signatures::system();
    let signature = signatures.of_system(channel, method).unwrap();
    let mut card = Card::new(Address::system(channel, method), signature.title.clone());
    for port in signature.inputs.iter().filter(|port| !port.optional) {
        card.inputs
            .push(Input::new(port.key.clone(), port.shape.clone(), Role::Own).grouped(port.group.clone()));
    }
    for port in signature.outputs.iter().filter(|port| !port.optional) {
        card.outputs
            .push(Output::new(port.key.clone(), port.shape.clone(), Role::Own).grouped(port.group.clone()));
    }
    card
}

/// Adds a field that an author made to both sides of a mirrored card.
pub fn mirrored(card: &mut Card, key: &str, shape: Shape, datum: Datum) -> usize {
    let input = Input::new(key, shape, Role::Author).with(datum);
    card.outputs.push(Output::mirroring(&input));
    card.inputs.push(input);
    card.inputs.len() - 1
}

fn helper() -> Card {
    let mut start = card("control", "callable");
    let record = |fields: &[(&'static str, Shape)]| Shape::record(fields.iter().cloned());
    let parent = ["id", "method", "name", "execution_id", "wf_id", "root_execution_id", "root_wf_id"];
    let context = [
        ("index", Shape::NUMBER),
        ("parent", record(&parent.map(|key| (key, Shape::TEXT)))),
        (
            "error",
            record(&[
                ("message", Shape::TEXT),
                ("method", Shape::TEXT),
                ("flo", Shape::NUMBER),
                ("execution", Shape::TEXT),
            ]),
        ),
        ("execution_id", Shape::TEXT),
    ];
    for (key, shape) in context {
        let input = Input::new(key, shape, Role::Own).grouped(Some("context".into()));
        start.outputs.push(Output::mirroring(&input));
        start.inputs.push(input);
    }
    start
}

fn set(card: &mut Card, key: &str, datum: Datum) -> usize {
    let at = card.inputs.iter().position(|input| input.key == key).unwrap();
    card.inputs[at].datum = datum;
    at
}

fn flow(name: &str, title: &str, bodies: Vec<Body>) -> Flow {
    Flow {
        name: name.into(),
        title: title.into(),
        description: String::new().into(),
        folder: Some(FolderId(1)),
        bodies,
        schedule: None,
        security: None,
        log: true,
        builder: None,
        origin: Origin::None,
    }
}

/// `greet(person)`: fields of a record, a template, If/Else with a Join, a Return.
fn greet() -> Flow {
    let mut start = helper();
    let person = Shape::record([("name", Shape::TEXT), ("age", Shape::NUMBER)]);
    let person =
        mirrored(&mut start, "person", person.clone(), Datum::Literal(Value::object([("", Value::Null); 0])));
    let mut body = Body::new(start);
    let mut compose = card("string", "compose");
    let parts =
        vec![TemplatePart::Text("Hello ".into()), TemplatePart::Hole(0), TemplatePart::Text("!".into())];
    set(&mut compose, "_text_", Datum::Template(parts));
    compose.inputs.push(Input::new("0", Shape::TEXT, Role::Hole));
    compose.title = "Greeting".into();
    let compose = body.append(body.start, Edge::Next, compose);
    body.wire((body.start, person), vec!["name".into()], (compose, 1));
    let mut test = card("control", "if");
    test.inputs[0].shape = Shape::NUMBER;
    test.inputs[2].shape = Shape::NUMBER;
    set(&mut test, "operator", Datum::Literal(Value::text(">")));
    set(&mut test, "right-operand", Datum::Literal(Value::from(17)));
    let test = body.append(compose, Edge::Next, test);
    body.wire((body.start, person), vec!["age".into()], (test, 0));
    let mut longer = card("control", "let");
    mirrored(&mut longer, "text", Shape::TEXT, Datum::Literal(Value::text("Good evening")));
    let longer = body.append(test, Edge::Arm(true), longer);
    let mut join = card("control", "join");
    mirrored(&mut join, "text", Shape::TEXT, Datum::Untouched);
    let join = body.append(test, Edge::Join, join);
    body.graph.add_edge(test, join, Edge::Arm(false));
    body.wire((longer, 0), Vec::new(), (join, 0));
    let mut back = card("control", "return");
    mirrored(&mut back, "greeting", Shape::TEXT, Datum::Untouched);
    mirrored(&mut back, "number", Shape::TEXT, Datum::Untouched);
    let back = body.append(join, Edge::Next, back);
    body.wire((join, 0), Vec::new(), (back, 0));
    // A number where text is asked for: a converter.
    body.wire((body.start, 0), Vec::new(), (back, 1));
    flow("greet", "Greet", vec![body])
}

/// `all(people)`: a loop over `greet`, If Error with a value passed in, a note.
fn all() -> Flow {
    let mut start = helper();
    let people = mirrored(
        &mut start,
        "people",
        Shape::OBJECT.list(),
        Datum::Literal(Value::list(Vec::<Value>::new())),
    );
    let mut body = Body::new(start);
    let mut each = card("list", "each");
    set(&mut each, "flo", Datum::Flow(FlowId(0)));
    let empty = || Datum::Literal(Value::object([("", Value::Null); 0]));
    let item = Input { item: Some(ItemArgument::Item), ..Input::new("person", Shape::OBJECT, Role::Author) };
    each.inputs.push(item.with(empty()));
    let each = body.append(body.start, Edge::Next, each);
    body.wire((body.start, people), Vec::new(), (each, 0));
    let mut attempt = card("control", "tryCatch");
    attempt.note = Note::Text("May fail.".into());
    set(&mut attempt, "flo", Datum::Body(BodyId(1)));
    attempt.policy.on_error = OnError::Handler(BodyId(2));
    attempt.outputs.push(Output::new("size", Shape::NUMBER, Role::Author));
    let capture =
        Input::new("", Shape::OBJECT.list(), Role::Capture(BodyId(1))).grouped(Some("context".into()));
    attempt.inputs.push(capture.clone());
    let attempt = body.append(each, Edge::Next, attempt);
    body.wire((body.start, people), Vec::new(), (attempt, 1));
    let mut inner_start = card("control", "callable");
    inner_start.outputs.push(Output::mirroring(&capture));
    inner_start.inputs.push(capture);
    let mut inner = Body::new(inner_start);
    let mut length = card("list", "length");
    length.inputs[0].shape = Shape::OBJECT.list();
    let length = inner.append(inner.start, Edge::Next, length);
    inner.wire((inner.start, 0), Vec::new(), (length, 0));
    end_with(&mut inner, length, "size", Datum::Untouched, Some((length, 0)));
    let mut handler_start = card("control", "callable");
    let error = helper().inputs.into_iter().find(|input| input.key == "error").unwrap();
    handler_start.outputs.push(Output::mirroring(&error));
    handler_start.inputs.push(error);
    let mut handler = Body::new(handler_start);
    let start = handler.start;
    end_with(&mut handler, start, "size", Datum::Literal(Value::from(0)), None);
    flow("all", "Greet all", vec![body, inner, handler])
}

fn end_with(body: &mut Body, after: CardId, key: &str, datum: Datum, from: Option<(CardId, usize)>) {
    let mut back = card("control", "return");
    mirrored(&mut back, key, Shape::NUMBER, datum);
    let back = body.append(after, Edge::Next, back);
    if let Some(from) = from {
        body.wire(from, Vec::new(), (back, 0));
    }
}

/// The whole project.
pub fn program() -> Program {
    let folder = |name: &str, title: &str, parent: Option<FolderId>| Folder {
        name: name.into(),
        title: title.into(),
        description: "".into(),
        media: "".into(),
        parent,
        external: false,
    };
    let column = |name: &str, kind: Kind| Column { name: name.into(), kind, default: None };
    Program {
        flows: vec![greet(), all()],
        tables: vec![Table {
            name: "people".into(),
            title: "People".into(),
            description: "".into(),
            folder: Some(FolderId(0)),
            columns: Some(vec![column("name", Kind::Text), column("since", Kind::Date)]),
        }],
        connections: Vec::new(),
        folders: vec![folder("", "Greetings", None), folder("helpers", "Helpers", Some(FolderId(0)))],
    }
}
