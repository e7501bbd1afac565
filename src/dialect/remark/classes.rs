//! The classes of a slide. remark has some of its own: `left`, `center` and `right` for how its text
//! is set, and `top`, `middle` and `bottom` for where it stands.

use super::super::slide::SlideAttributes;
use super::slide::TemplatedSlide;

/// Where text may stand.
const HEIGHTS: [&str; 3] = ["top", "middle", "bottom"];

/// Adds the classes that a property of a slide names. `center` alone leaves the text at the top,
/// where Lutrin's own is in the middle of the slide.
pub(super) fn write(slide: &TemplatedSlide<'_>, value: &str, attributes: &mut SlideAttributes) {
    attributes.classes(value);
    let pairs = slide.pairs.iter().filter(|pair| pair.key == "class");
    let inherited = slide.inherited.get("class").into_iter();
    let mut all = pairs
        .map(|pair| pair.value.as_str())
        .chain(inherited.map(String::as_str))
        .chain([value]);
    if has(value, &["center"]) && !all.any(|value| has(value, &HEIGHTS)) {
        attributes.class("top");
    }
}

fn has(value: &str, names: &[&str]) -> bool {
    let mut classes = value.split([',', ' ']);
    classes.any(|class| names.contains(&class))
}
