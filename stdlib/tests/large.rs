//! Lists of many items go through the cards that compare whole lists without comparing every item with every
//! other one: these would not end otherwise.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may fail loudly")]

use flowc_stdlib::{Evaluation, catalogue, evaluate};
use flowc_value::{Object, Value};

const MANY: usize = 100_000;

fn run(card: &str, inputs: Vec<(&str, Value)>) -> Object {
    let inputs = inputs.into_iter().map(|(name, value)| (name.into(), value)).collect();
    let card = catalogue().named(card).unwrap();
    evaluate(card, Evaluation::new(inputs, 0.0, 1)).unwrap()
}

/// The output of a card that is a list.
fn list(card: &str, output: &str, inputs: Vec<(&str, Value)>) -> Vec<Value> {
    run(card, inputs).get(output).unwrap().as_list().unwrap().to_vec()
}

/// Numbers from `from` on, in an order of their own, as objects with a text under `id`.
fn users(from: usize) -> Value {
    let user = |place: usize| {
        let id = from + place * 7919 % MANY;
        Value::object([("id", Value::text(format!("user {id}"))), ("team", (id % 10).into())])
    };
    Value::list((0..MANY).map(user))
}

fn ids(users: &Value) -> Value {
    Value::List(users.as_list().unwrap().iter().map(|user| user.get("id").unwrap().clone()).collect())
}

#[test]
fn lists_are_compared_by_hash() {
    let (first, second) = (users(0), users(MANY / 2));
    let both = || vec![("list1", first.clone()), ("list2", second.clone())];
    assert_eq!(list("list.union", "union", both()).len(), MANY + MANY / 2);
    assert_eq!(list("list.intersection", "list", both()).len(), MANY / 2);
    assert_eq!(list("list.difference", "list", both()).len(), MANY / 2);
    assert_eq!(list("list.xor", "list", both()).len(), MANY);
    let twice = list("list.combine_all", "output", vec![("list1", first.clone()), ("list2", first.clone())]);
    let inputs = vec![("list", twice.into()), ("path", "id".into())];
    assert_eq!(list("list.remove_duplicates", "unique list", inputs), first.as_list().unwrap().to_vec());
}

#[test]
fn groups_and_indexes_are_found_by_hash() {
    let users = users(0);
    let groups = run("list.group_by", vec![("list", users.clone()), ("path", "team".into())]);
    let groups = groups.get("groups").unwrap().as_object().unwrap().clone();
    assert_eq!(groups.len(), 10);
    assert!(groups.values().all(|group| group.as_list().unwrap().len() == MANY / 10));
    let indexed = run("list.index_by", vec![("list", users), ("keyPath", "id".into())]);
    assert_eq!(indexed.get("output").unwrap().as_object().unwrap().len(), MANY);
}

#[test]
fn what_a_list_has_is_found_by_hash() {
    let (users, known) = (users(0), ids(&self::users(MANY / 2)));
    let condition = |operator: &str| {
        let path = ("path", Value::from("id"));
        vec![("list", users.clone()), ("operator", operator.into()), path, ("comparison", known.clone())]
    };
    assert_eq!(list("list.filter", "list", condition("in")).len(), MANY / 2);
    assert_eq!(list("list.filter", "list", condition("not in")).len(), MANY / 2);
}

#[test]
fn sorting_is_stable() {
    let sorted = list("list.sort", "sorted list", vec![("list", users(0)), ("path", "team".into())]);
    let place = |user: &Value| {
        let number = user.get("id").unwrap().as_str().unwrap().trim_start_matches("user ").to_owned();
        // 7919 times 17679 is 1 modulo 100,000: where the user was.
        number.parse::<usize>().unwrap() * 17679 % MANY
    };
    for pair in sorted.windows(2) {
        let team = |user: &Value| user.get("team").unwrap().as_number().unwrap();
        let (left, right) = (&pair[0], &pair[1]);
        let ordered = team(left) < team(right) || (team(left) == team(right) && place(left) < place(right));
        assert!(ordered, "{left:?} before {right:?}");
    }
}

#[test]
fn depth_does_not_overflow_the_stack() {
    let deep = (0..200_000).fold(Value::from(1), |inner, _| Value::object([("a", inner)]));
    let inputs = vec![("object", deep.clone()), ("recursive", true.into())];
    assert_eq!(run("object.clear_empty", inputs).get("output"), Some(&deep));
    run("json.stringify", vec![("object", deep.clone())]);
    run("list.union", vec![("list1", Value::list([deep.clone(), deep]))]);
}
