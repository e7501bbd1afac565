//! What authors of Slidev write into decks of the native form: YAML at the top of a slide, slots,
//! clicks, components and code from other files.

use super::super::body::DeckBody;
use super::super::definition::ToolMarks;
use super::super::pairs::{self, Pair};
use super::super::tags;
use super::super::writer::DeckRewriter;
use super::parser::{self, SlideParts};
use super::{DIALECT, clicks, columns, components, head, matter};

/// The keys that Slidev has at the top of a slide. In a deck that may be of another tool, pairs
/// without any of them are text.
const KEYS: [&str; 20] = [
    "layout",
    "class",
    "background",
    "backgroundSize",
    "image",
    "title",
    "level",
    "hide",
    "disabled",
    "hideInToc",
    "clicks",
    "clicksStart",
    "transition",
    "routeAlias",
    "src",
    "preload",
    "zoom",
    "dragPos",
    "url",
    "theme",
];

/// Whether a slide of a body has YAML with a key of Slidev's.
pub(super) fn has_known_keys(body: &DeckBody<'_>) -> bool {
    let slides = parser::slides(body.text, true);
    slides.iter().any(|slide| known(body, slide).is_some())
}

/// The pairs of a slide, if they have a key of Slidev's and nothing else stands beside them.
fn known<'t>(body: &DeckBody<'t>, slide: &SlideParts) -> Option<Vec<Pair<'t>>> {
    let pairs = pairs::read(body.text, slide.yaml.clone())?;
    // In a block of code such lines are an example.
    let is_example = body.is_apart(slide.line.start) && !slide.line.is_empty();
    let has_key = pairs.iter().any(|pair| KEYS.contains(&pair.key));
    (has_key && !is_example).then_some(pairs)
}

pub(super) static MARKS: ToolMarks = ToolMarks {
    hints: &[
        "\nlayout:",
        "\nclass:",
        "\nbackground:",
        "\nimage:",
        "\ntransition:",
        "\nhide:",
        "\ndisabled:",
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
    pairs_at_top(writer, body);
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let (word, hint) = if columns::name(text).is_some() {
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

/// Leaves out a slide that its author hides in Slidev's words, so that nobody reads it while they are
/// mended.
fn hidden(writer: &mut DeckRewriter, body: &DeckBody<'_>, slide: &SlideParts, pairs: &[Pair<'_>]) {
    let mut says = pairs
        .iter()
        .filter(|pair| ["hide", "disabled"].contains(&pair.key));
    let place = says.next().map_or(0..0, |pair| pair.range.clone());
    let word = body.text.get(place.clone()).unwrap_or_default();
    let message = format!("`{word}` is Slidev's: the slide is left out, and so are these lines");
    let hint = "write `{hidden}` at the end of the slide's heading, and take these lines out, and the `---` below them";
    writer.say(place.clone(), message, hint);
    let comment = "<!-- .slide: hidden -->\n";
    writer.edits.put(slide.matter.clone(), comment, place);
}

/// Reports the pairs at the top of slides, where they are a slide of their own.
fn pairs_at_top(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for slide in parser::slides(body.text, true) {
        let text = body.text.get(slide.matter.clone()).unwrap_or_default();
        let is_matter = !body.is_apart(slide.matter.start) && !text.contains("\n#");
        let Some(pairs) = known(body, &slide).filter(|_| is_matter) else {
            continue;
        };
        if matter::is_set(&pairs, "hide") || matter::is_set(&pairs, "disabled") {
            hidden(writer, body, &slide, &pairs);
            continue;
        }
        let mut attributes = Vec::new();
        let mut others = None;
        for pair in &pairs {
            let words = head::line(&pairs, pair, &mut Vec::new());
            let inside = words
                .strip_prefix("<!-- .slide: ")
                .and_then(|words| words.strip_suffix(" -->"));
            match inside {
                Some(inside) => attributes.push(inside.to_owned()),
                None if words.is_empty() => {
                    others = others.or(Some(head::hint(pair.key).to_owned()));
                }
                None => others = Some(format!("write `{}` on the slide", words.trim())),
            }
        }
        let instead = if attributes.is_empty() {
            others.unwrap_or_else(|| "a slide has its heading alone".to_owned()) + ":"
        } else {
            let braces = attributes.join(" ");
            format!("write `{{{braces}}}` at the end of the slide's heading, and")
        };
        let first = pairs[0].range.clone();
        let word = body.text.get(first.clone()).unwrap_or_default();
        let hint = format!("{instead} take these lines out, and the `---` below them");
        writer.shown(first, (word, DIALECT.tool), hint);
    }
}
