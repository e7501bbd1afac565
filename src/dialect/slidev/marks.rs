//! What authors of Slidev write into decks of the native form: YAML at the top of a slide, slots,
//! clicks, components and code from other files.

use super::super::body::DeckBody;
use super::super::definition::ToolMarks;
use super::super::tags;
use super::super::writer::DeckRewriter;
use super::{DIALECT, clicks, components, matter};

pub(super) static MARKS: ToolMarks = ToolMarks {
    hints: &[
        "\nlayout:",
        "\nclass:",
        "\nbackground:",
        "\nimage:",
        "\ntransition:",
        "\nhide:",
        "\nclicks:",
        "\nzoom:",
        "\nlevel:",
        "\nsrc:",
        "\n::right::",
        "\n::left::",
        "\n::default::",
        "\n::bottom::",
        "v-click",
        "v-after",
        "<Arrow",
        "<AutoFitText",
        "<LightOrDark",
        "<PoweredBySlidev",
        "<RenderWhen",
        "<SlideCurrentNo",
        "<SlidesTotal",
        "<SlidevVideo",
        "<Toc",
        "<Transform",
        "<Tweet",
        "<VSwitch",
        "<VClick",
        "<VAfter",
        "<Youtube",
        "<<< ",
    ],
    report,
};

fn report(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    matter::report(writer, body);
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let (word, hint) = if is_slot(text) {
            (
                text,
                "text beside text stands in `:::: columns` and `::: column`",
            )
        } else if text.starts_with("<<< ") {
            ("<<<", "copy the code into a block")
        } else {
            continue;
        };
        if !body.is_apart(line.start) && !body.is_comment(line.start) {
            let place = line.start..line.start + text.len();
            writer.shown(place, (word, DIALECT.tool), hint);
        }
    }
    let tags = tags::tags(body);
    for tag in tags.iter().filter(|tag| !tag.is_end) {
        let place = tag.range.start..tag.range.start + "<".len() + tag.written.len();
        let word = format!("<{}>", tag.written);
        if clicks::is_click(tag) {
            let word = if clicks::is_element(tag.written) {
                &word
            } else {
                "v-click"
            };
            let hint = "write `{.fragment}` at the end of what comes with a step, or `::: incremental` around a list";
            writer.without_effect(place, (word, DIALECT.tool), hint);
        } else if components::is_builtin(tag.written) {
            let is_closed = tags
                .iter()
                .any(|end| end.is_end && end.written == tag.written);
            if !is_closed {
                // As HTML it would hide the rest of the slide.
                writer
                    .edits
                    .replace(place.start..place.start + "<".len(), "&lt;");
            }
            let hint = components::hint(tag.written);
            writer.without_effect(place, (&word, DIALECT.tool), hint);
        }
    }
}

/// `::right::` alone on a line.
fn is_slot(line: &str) -> bool {
    let name = line
        .strip_prefix("::")
        .and_then(|rest| rest.strip_suffix("::"));
    name.is_some_and(|name| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
    })
}
