//! What is read, and what is told of what cannot be.

use serde_json::{Map, Value, json};

use super::{FromJson, FromQuery, Problem, Record, parse};

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Shape {
    #[default]
    Round,
    FlatTop,
    Odd,
}

words! { Shape: Round, FlatTop, Odd = "very-odd" }

#[derive(Debug, PartialEq)]
struct Hat {
    name: String,
    size: Option<u8>,
    worn: bool,
    shape: Shape,
    kind: Option<String>,
    notes: Value,
}

record! { Hat: name, size, worn = flag, shape = or_default, kind = "type", notes = json }

#[derive(Debug, PartialEq)]
struct Shelf {
    hat: Hat,
    above: i64,
    later: Vec<String>,
}

record! { Shelf: hat = whole, above, later = later }

#[derive(Debug, PartialEq)]
struct Change {
    name: Option<String>,
    note: Option<Option<String>>,
    shape: Option<Shape>,
    parts: Option<Vec<Part>>,
    owner: Option<String>,
}

record! { strict Change: name, note, shape = given, parts, owner = required }

#[derive(Debug, PartialEq)]
struct Part {
    weight: i64,
}

record! { strict Part: weight }

#[derive(Debug, PartialEq)]
struct Filter {
    shape: Vec<Shape>,
    least: Option<i64>,
    worn: bool,
    name: Option<String>,
}

record! { query Filter: shape = or_default, least, worn = or_default, name }

fn hat() -> Value {
    json!({"name": "Fedora", "size": 7, "worn": 1, "type": "felt", "notes": "{\"a\":[1]}"})
}

fn with(name: &str, value: Value) -> Value {
    let mut hat = hat();
    hat[name] = value;
    hat
}

fn problem<T: FromJson>(value: &Value) -> String {
    match T::from_json(value) {
        Ok(_) => "reads".into(),
        Err(problem) => problem.to_string(),
    }
}

#[test]
fn a_row_reads_by_the_names_of_its_fields() {
    let read = Hat::from_json(&hat()).unwrap();
    assert_eq!(
        read,
        Hat {
            name: "Fedora".into(),
            size: Some(7),
            worn: true,
            shape: Shape::Round,
            kind: Some("felt".into()),
            notes: json!({"a": [1]}),
        }
    );
    // Columns that nobody asked for do not matter to a row.
    let above = Shelf::from_json(&with("above", json!(3))).unwrap();
    assert_eq!((above.hat, above.above, above.later), (read, 3, vec![]));
}

#[test]
fn null_and_nothing_are_none_where_nothing_is_required() {
    let mut value = with("size", Value::Null);
    value.as_object_mut().unwrap().remove("type");
    let read = Hat::from_json(&value).unwrap();
    assert_eq!((read.size, read.kind), (None, None));
    for (value, told) in [
        (with("name", Value::Null), "name: must be text"),
        (json!({}), "name: is required"),
        (json!({"name": "Fedora", "size": 7}), "worn: is required"),
        (json!([]), "must be an object"),
    ] {
        assert_eq!(problem::<Hat>(&value), told, "{value}");
    }
}

#[test]
fn what_is_of_another_kind_is_told_by_name() {
    for (name, value, told) in [
        ("name", json!(1), "name: must be text"),
        ("size", json!("7"), "size: must be a whole number"),
        ("size", json!(7.5), "size: must be a whole number"),
        ("size", json!(256), "size: must be a whole number"),
        ("worn", json!("yes"), "worn: must be true or false"),
        (
            "shape",
            json!("square"),
            "shape: must be one of round, flat_top, very-odd",
        ),
        (
            "shape",
            json!("FlatTop"),
            "shape: must be one of round, flat_top, very-odd",
        ),
        ("shape", json!("flat_top"), "reads"),
        ("shape", json!("very-odd"), "reads"),
        ("notes", json!({}), "notes: must be text"),
    ] {
        assert_eq!(problem::<Hat>(&with(name, value)), told);
    }
}

#[test]
fn a_flag_is_a_number_in_rows_and_a_boolean_elsewhere() {
    for (value, flag) in [(json!(0), false), (json!(1), true), (json!(false), false)] {
        assert_eq!(Hat::from_json(&with("worn", value)).unwrap().worn, flag);
    }
    assert_eq!(problem::<bool>(&json!(1)), "must be true or false");
}

#[test]
fn a_json_column_that_is_none_reads_as_null() {
    for value in [json!(null), json!("{"), json!("null")] {
        assert_eq!(
            Hat::from_json(&with("notes", value)).unwrap().notes,
            Value::Null
        );
    }
}

#[test]
fn a_change_tells_null_from_nothing_and_refuses_what_it_does_not_know() {
    let read = Change::from_json(&json!({"note": null, "owner": null})).unwrap();
    assert_eq!((read.note, read.owner), (Some(None), None));
    let read = Change::from_json(&json!({"note": "x", "owner": "me", "shape": "round"})).unwrap();
    assert_eq!(
        (read.note, read.shape),
        (Some(Some("x".into())), Some(Shape::Round))
    );
    assert_eq!(
        Change::from_json(&json!({"owner": null})).unwrap().note,
        None
    );
    for (change, told) in [
        (json!({}), "owner: is required"),
        (
            json!({"owner": null, "nmae": 1}),
            "nmae: is none of name, note, shape, parts, owner",
        ),
        (json!({"owner": null, "shape": null}), "shape: must be text"),
        (json!({"owner": null, "parts": {}}), "parts: must be a list"),
        (
            json!({"owner": null, "parts": [{"weight": 1}, {}]}),
            "parts[1].weight: is required",
        ),
        (
            json!({"owner": null, "parts": [{"weight": 1, "colour": 2}]}),
            "parts[0].colour: is none of weight",
        ),
        (
            json!({"owner": null, "parts": [3]}),
            "parts[0]: must be an object",
        ),
    ] {
        assert_eq!(problem::<Change>(&change), told);
    }
}

fn filter(query: &str) -> Result<Filter, String> {
    Filter::from_query(query, "tenant_id=").map_err(|problem| problem.to_string())
}

#[test]
fn a_query_is_decoded_and_its_values_are_read_by_their_type() {
    let none = filter("").unwrap();
    assert_eq!(
        (none.shape, none.least, none.worn, none.name),
        (vec![], None, false, None)
    );
    let one = filter("shape=flat_top&least=-3&worn=true&name=12").unwrap();
    assert_eq!(one.shape, [Shape::FlatTop]);
    assert_eq!(
        (one.least, one.worn, one.name),
        (Some(-3), true, Some("12".into()))
    );
    let many = filter("tenant_id=t&shape=round&shape=very%2Dodd&name=a+b%26c").unwrap();
    assert_eq!(many.shape, [Shape::Round, Shape::Odd]);
    assert_eq!(many.name.as_deref(), Some("a b&c"));
}

#[test]
fn a_parameter_that_does_not_fit_is_told_by_name() {
    for (query, told) in [
        (
            "tenant%5Fid=x",
            "tenant_id: is none of shape, least, worn, name",
        ),
        ("nmae=x", "nmae: is none of shape, least, worn, name"),
        ("least=x", "least: must be a whole number"),
        ("least=1&least=2", "least: must be a whole number"),
        ("worn=1", "worn: must be true or false"),
        ("name=a&name=b", "name: must be text"),
        (
            "shape=round&shape=x",
            "shape[1]: must be one of round, flat_top, very-odd",
        ),
    ] {
        assert_eq!(filter(query), Err(told.into()), "{query}");
    }
}

#[test]
fn json_texts_are_read_whole() {
    let lists: Vec<Option<i64>> = parse("[1, null]").unwrap();
    assert_eq!(lists, [Some(1), None]);
    assert_eq!(
        parse::<Vec<i64>>("[1, \"2\"]"),
        Err(Problem::new("must be a whole number").at("[1]"))
    );
    assert_eq!(parse::<i64>("{"), Err(Problem::new("is not JSON")));
    let row: Map<String, Value> = parse(r#"{"a": 1}"#).unwrap();
    assert!(Map::from_object(&row).is_ok());
}
