//! `ricalco unique`: what goes through, and how untouched.

mod support;

use support::{Folder, OTHER, RELEASE, SIBLING, batch, copy, ricalco, stdout};

/// Records that no writer of JSON would write so: odd spaces, order, escapes, numbers.
fn odd_records() -> [String; 3] {
    let text = |text: &str| serde_json::to_string(text).expect("JSON");
    [
        format!("{{ \"text\":{}  , \"n\": 1.50, \"id\" : \"a\", \"x\": {{\"y\":[1 ,2]}} }}", text(OTHER)),
        format!("{{\"id\":\"\\u0062\",\"text\":{},\"big\":12345678901234567890123}}", text(RELEASE)),
        format!("{{\"id\":\"c\",\"text\":{},\"e\":\"\\/\"}}", text(SIBLING)),
    ]
}

#[test]
fn records_go_through_byte_for_byte_in_order() {
    let input = odd_records().join("\n") + "\n";
    assert_eq!(stdout(&["unique", "-"], &input), input);
}

#[test]
fn one_record_of_each_release_goes_through() {
    let input = batch();
    let output = stdout(&["unique", "-"], &input);
    let through: Vec<&str> = output.lines().collect();
    assert_eq!(through.len(), 3, "{output}");
    let positions: Vec<usize> = through
        .iter()
        .map(|line| input.lines().position(|given| given == *line).expect("unchanged"))
        .collect();
    assert!(positions.is_sorted());
    assert!(positions.contains(&1) && positions.contains(&4), "what stands alone is missing: {positions:?}");
}

#[test]
fn flag_passes_all_with_the_cluster_columns_added() {
    let input = batch();
    let output = stdout(&["unique", "--flag", "-"], &input);
    assert_eq!(output.lines().count(), 5);
    for (given, flagged) in input.lines().zip(output.lines()) {
        let begin = given.trim_end_matches('}');
        assert!(flagged.starts_with(&format!("{begin},\"cluster\":\"")), "{flagged}");
        for name in ["relation", "source", "probability"] {
            assert!(flagged.contains(&format!(",\"{name}\":")), "{flagged}");
        }
    }
}

#[test]
fn flag_does_not_overwrite_a_field_of_the_record() {
    let input = "{\"id\":\"a\",\"text\":\"Un testo.\",\"relation\":\"cugino\"}\n";
    ricalco().args(["unique", "--flag", "-"]).write_stdin(input).assert().code(2).stdout("");
    let output = stdout(&["unique", "--flag", "--prefix", "r_", "-"], input);
    assert!(
        output.contains("\"relation\":\"cugino\",\"r_cluster\":\"a\",\"r_relation\":\"single\""),
        "{output}"
    );
    assert_eq!(stdout(&["unique", "-"], input), input);
}

#[test]
fn what_is_no_json_goes_out_as_json() {
    let folder = Folder::new();
    let path = folder.file("a.txt", "Un titolo\n\nUn testo.\n");
    let output = stdout(&["unique", &path], "");
    let object: serde_json::Value = serde_json::from_str(&output).expect("JSON");
    assert_eq!(object["id"], path);
    assert_eq!(object["title"], "Un titolo");
}

#[test]
fn the_same_text_twice_goes_through_once() {
    let input =
        [("a", RELEASE.to_owned()), ("b", copy())].map(|(id, text)| support::line(id, &text)).concat();
    assert_eq!(stdout(&["unique", "-"], &input).lines().count(), 1);
}

/// A table as a spreadsheet writes it, with a column that ricalco does not know.
fn table() -> String {
    let mut rows = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    rows.write_record(["id", "text", "desk; sede"]).expect("a row");
    for (id, text) in [("a", RELEASE), ("b", &copy()), ("c", SIBLING), ("d", OTHER)] {
        rows.write_record([id, text, "cronaca; \"Valdrana\""]).expect("a row");
    }
    String::from_utf8(rows.into_inner().expect("a table")).expect("UTF-8")
}

#[test]
fn rows_go_through_below_their_column_names() {
    let folder = Folder::new();
    let path = folder.file("in.csv", &table());
    let mut rows = csv::ReaderBuilder::new().delimiter(b';').from_reader(std::io::Cursor::new(table()));
    let given: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();

    let output = stdout(&["unique", &path], "");
    assert!(output.starts_with("id;text;\"desk; sede\"\n"), "{output}");
    let mut through = csv::ReaderBuilder::new().delimiter(b';').from_reader(output.as_bytes());
    let through: Vec<csv::StringRecord> = through.records().map(|row| row.expect("a row")).collect();
    assert_eq!(through.len(), 3, "{output}");
    assert!(through.iter().all(|row| given.contains(row)), "{output}");

    let output = stdout(&["unique", "--flag", &path], "");
    assert!(output.starts_with("id;text;\"desk; sede\";cluster;relation;source;probability\n"), "{output}");
    let mut flagged = csv::ReaderBuilder::new().delimiter(b';').from_reader(output.as_bytes());
    let flagged: Vec<csv::StringRecord> = flagged.records().map(|row| row.expect("a row")).collect();
    assert_eq!(flagged.len(), 4);
    for (given, flagged) in given.iter().zip(&flagged) {
        assert!(given.iter().eq(flagged.iter().take(3)), "{flagged:?}");
    }
    assert_eq!(&flagged[2][4], "single");
}

#[test]
fn rows_beside_other_input_go_out_as_json_lines() {
    let folder = Folder::new();
    let (rows, text) = (folder.file("in.csv", &table()), folder.file("in.txt", "Un testo.\n"));
    let output = stdout(&["unique", &rows, &text], "");
    let objects: Vec<serde_json::Value> =
        output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(objects.len(), 4, "{output}");
    assert_eq!(objects[0]["desk; sede"], "cronaca; \"Valdrana\"");
    assert_eq!(objects[3]["id"], text);
}
