//! Classes of `UnoCSS`, by which authors of Slidev give looks to single elements: those of text
//! and the sizes of pictures become declarations, what stands over the slide does so here, and the
//! author hears of the rest.

mod around;
mod colours;
mod kinds;
mod pinned;
mod sizes;
mod text;

use std::ops::Range;

use super::super::writer::DeckRewriter;
use super::elements::Elements;
use super::grids;
use super::html_names::{is_html, is_kept};
use super::tag_plan::TagPlan;
use crate::html::tokens::Tag;
use around::Around;
use kinds::Kind;

/// What to do instead of a class that is lost.
pub(super) const HINT: &str = "looks are the theme's: write a `style` attribute, or a style sheet of the deck's own: `css: deck.css` in its front matter";
/// The class of what stands over a slide.
const PINNED: &str = "pinned";
/// The classes that keep an element from all who see the slide, and the one that keeps it for those
/// who hear it, with the theme's own name for that.
const UNSEEN: [&str; 5] = ["hidden", "invisible", "opacity-0", "op-0", "op0"];
const HEARD: (&str, &str) = ("sr-only", "hidden");

/// Whether a class of a whole slide is lost. Those of its text are, too: the theme sets it. For
/// `text-center` the native form has a class.
pub(super) fn is_lost(class: &str) -> bool {
    let is_of_text = text::declarations(class).is_some();
    let is_lost = is_of_text || matches!(kinds::kind(class, false), Kind::Lost | Kind::Icon);
    is_lost && class != "text-center"
}

/// The declarations of a class that sizes a picture.
pub(super) fn size(class: &str) -> Option<String> {
    sizes::declarations(class)
}

/// Whether a tag is an icon: `<div class="i-carbon-edit">`.
pub(super) fn is_icon(tag: &Tag<'_>) -> bool {
    let is_icon = |class: &String| kinds::kind(class, false) == Kind::Icon;
    classes(tag).iter().any(is_icon)
}

/// The class of a tag that keeps it from readers, unless it is shown on screens of some width.
pub(super) fn unseen(tag: &Tag<'_>) -> Option<&'static str> {
    let classes = classes(tag);
    let has = |name: &str| classes.iter().any(|class| class.trim_matches('!') == name);
    let found = UNSEEN.into_iter().find(|class| has(class));
    let is_shown = |class: &String| of_screen(class).is_some_and(kinds::is_display);
    found.filter(|_| !classes.iter().any(is_shown))
}

/// What a class says for screens from some width on: `hidden` for `sm:hidden`.
fn of_screen(class: &str) -> Option<&str> {
    let (screen, said) = class.rsplit_once(':')?;
    ["sm", "md", "lg", "xl", "2xl"]
        .contains(&screen)
        .then_some(said)
}

pub(super) fn rewrite(writer: &mut DeckRewriter, elements: &Elements<'_, '_>, plan: &mut TagPlan) {
    let mut around = Around::find(elements);
    for (number, element) in elements.list.iter().enumerate() {
        let tag = &elements.tags[element.opening];
        let classes = classes(tag);
        if classes.is_empty() || plan.is_gone(element) || tag.written == "style" {
            continue;
        }
        let change = plan.at(element.opening);
        if !is_html(tag.written) && change.name.is_none() {
            continue;
        }
        let is_row = change.classes.iter().any(|class| class == "columns");
        let is_equal = change
            .classes
            .iter()
            .any(|class| class.starts_with("columns-"));
        let place = pinned::declarations(&classes).filter(|_| pinned::is_pinned(&classes));
        let is_pinned = place.is_some();
        if let Some(place) = place {
            change.classes.push(PINNED.to_owned());
            change.styles.push(place);
        }
        let is_picture = ["img", "svg", "video"].contains(&tag.written);
        // What others are placed in, and what is placed, is as large as it says.
        let is_box = is_pinned || around.holds(number);
        let has = |name: &str| classes.iter().any(|class| class == name);
        for class in &classes {
            let bare = class.trim_matches('!');
            let size = || sizes::declarations(bare).filter(|_| is_picture || is_box);
            if let Some(said) = around.sized(elements, number, bare) {
                change.styles.push(said);
            } else if class == pinned::RELATIVE && around.holds(number) {
                change.styles.push("position:relative".to_owned());
            } else if class == HEARD.0 {
                change.classes.push(HEARD.1.to_owned());
            } else if let Some(said) = text::declarations(bare).or_else(size) {
                change.styles.push(said);
            } else if class == "justify-center" && has("flex") && !is_row {
                change.styles.push("text-align:center".to_owned());
            } else if !(is_pinned && pinned::reads(&classes, class)
                || is_row && is_of_row(class) && !(is_equal && grids::has_widths(class)))
            {
                tell(writer, &tag.range, class, is_picture);
            }
        }
    }
}

/// Tells the author of a class from which nothing was read.
fn tell(writer: &mut DeckRewriter, range: &Range<usize>, class: &str, is_picture: bool) {
    if of_screen(class).is_some_and(|said| UNSEEN.contains(&said)) {
        let message = format!("`{class}` hides this on some screens only, so it is shown");
        let hint = "take it out if readers are not to see it";
        return writer.say(range.clone(), message, hint);
    }
    match kinds::kind(class, is_picture) {
        Kind::Own => {}
        Kind::Silent => writer.silent(range.clone(), class, "take it out"),
        Kind::Lost => writer.lost(range.clone(), class, HINT),
        Kind::Icon => {
            let hint = "write a word or an emoji, or show a drawing: `![](icon.svg)`";
            let message = format!("Slidev's icon `{class}` is left out");
            writer.say(range.clone(), message, hint);
        }
    }
}

/// Whether a class says how elements stand beside each other.
fn is_of_row(class: &str) -> bool {
    let starts = ["grid", "cols-"];
    class == "flex" || starts.iter().any(|start| class.starts_with(start))
}

/// The classes of a tag. `UnoCSS` takes attributes for classes, too: `text-xl`, `m="t-4 b-2"`.
fn classes(tag: &Tag<'_>) -> Vec<String> {
    let written = tag.get("class").unwrap_or_default();
    let mut classes: Vec<String> = written
        .split_ascii_whitespace()
        .map(str::to_owned)
        .collect();
    if !is_html(tag.written) || tag.is_end {
        return classes;
    }
    let is_other = |name: &str| !name.starts_with(['@', ':', '#']) && !name.starts_with("v-");
    let mut others = tag.attributes.iter().peekable();
    while let Some(attribute) = others.next() {
        let name = attribute.written;
        if is_kept(attribute, tag.written) || !is_other(name) {
            continue;
        }
        // To HTML, `w-1/2` are two attributes.
        let below = others.next_if(|next| {
            let is_close = next.range.start == attribute.range.end + 1;
            is_close
                && attribute.value.is_none()
                && next.written.bytes().all(|c| c.is_ascii_digit())
        });
        if let Some(below) = below {
            classes.push(format!("{name}/{}", below.written));
            continue;
        }
        let value = attribute.value.as_deref().unwrap_or_default();
        if value.trim().is_empty() {
            classes.push(name.to_owned());
        }
        let sign = if ["hover", "dark"].contains(&name) {
            ':'
        } else {
            '-'
        };
        classes.extend(value.split_ascii_whitespace().map(|word| match word {
            "~" => name.to_owned(),
            word => format!("{name}{sign}{word}"),
        }));
    }
    classes
}
