//! What authors of remark write into decks of the native form: `--`, properties at the top of a
//! slide, and columns in brackets.

use super::super::body::DeckBody;
use super::super::definition::ToolMarks;
use super::super::writer::DeckRewriter;
use super::{DIALECT, STEP, properties, spans};

pub(super) static MARKS: ToolMarks = ToolMarks {
    hints: &[
        "\n--\n",
        "\n--\r\n",
        "\n.left-column[",
        "\n.right-column[",
        "\n.pull-",
        "\n.col",
        "class:",
        "template:",
        "count:",
        "exclude:",
    ],
    report,
};

fn report(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let hint = if text == STEP {
            "a pause is `. . .`, with an empty line before and behind it"
        } else if spans::is_sign(text) {
            "text beside text stands in `:::: columns` and `::: column`"
        } else {
            continue;
        };
        if body.is_apart(line.start) || body.is_comment(line.start) {
            continue;
        }
        let word = text.split_inclusive('[').next().unwrap_or_default();
        let place = line.start..line.start + word.len();
        writer.shown(place, (word, DIALECT.tool), hint);
    }
    for slide in body.between(&body.breaks()) {
        properties::report(writer, body, &slide);
    }
}
