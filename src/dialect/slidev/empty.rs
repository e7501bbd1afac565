//! Elements that have nothing in them any more: a button whose icon is left out would be a blot.

use super::super::body::DeckBody;
use super::elements::Elements;
use super::tag_plan::TagPlan;
use super::uno;

/// Elements that are nothing without what stands in them.
const HOLDERS: [&str; 8] = ["a", "button", "div", "i", "li", "p", "span", "ul"];

/// Takes icons out, and what held nothing else.
pub(super) fn take_out(body: &DeckBody<'_>, elements: &Elements<'_, '_>, plan: &mut TagPlan) {
    let mut is_gone = vec![false; elements.list.len()];
    // Those within an element come behind it.
    for (number, element) in elements.list.iter().enumerate().rev() {
        let tag = &elements.tags[element.opening];
        let is_left_out = plan.is_gone(element);
        let is_holder = HOLDERS.contains(&tag.written) && element.closing.is_some();
        let may_be = is_left_out || is_holder || tag.is_self_closing && uno::is_icon(tag);
        if !may_be || !is_blank(body, elements, number, &is_gone) {
            continue;
        }
        let had_some = !element.children.is_empty() || uno::is_icon(tag);
        is_gone[number] = is_left_out || had_some || ["a", "button"].contains(&tag.written);
        if is_gone[number] && !is_left_out {
            plan.remove(element);
        }
    }
}

/// Whether nothing stands in an element but what is gone.
fn is_blank(
    body: &DeckBody<'_>,
    elements: &Elements<'_, '_>,
    number: usize,
    is_gone: &[bool],
) -> bool {
    let element = &elements.list[number];
    if element.children.iter().any(|child| !is_gone[*child]) {
        return false;
    }
    let mut at = elements.tags[element.opening].range.end;
    let children = element.children.iter().map(|child| {
        let start = elements.tag(*child).range.start;
        (start, elements.end_of(*child))
    });
    let end = elements.end(number).map_or(at, |tag| tag.range.start);
    for (start, next) in children.chain([(end, end)]) {
        let between = body.text.get(at..start).unwrap_or_default();
        if !between.trim().is_empty() {
            return false;
        }
        at = next;
    }
    true
}
