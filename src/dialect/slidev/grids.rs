//! Classes of `UnoCSS` that put elements beside each other: their children are columns.

use super::elements::Elements;
use super::tag_plan::TagPlan;

/// More columns than this have no room for text.
const MOST: usize = 6;

pub(super) fn rewrite(elements: &Elements<'_, '_>, plan: &mut TagPlan) {
    for element in &elements.list {
        let tag = &elements.tags[element.opening];
        let classes = tag.get("class").unwrap_or_default();
        // UnoCSS takes attributes for classes, too: `grid="~ cols-2"`.
        let of_attribute = tag.get("grid").map(|words| format!("grid {words}"));
        let of_attribute = of_attribute.as_deref().and_then(columns);
        let Some(columns) = columns(classes).or(of_attribute) else {
            continue;
        };
        let children = element
            .children
            .iter()
            .filter(|child| is_cell(elements.tag(**child).written));
        let children: Vec<usize> = children.copied().collect();
        if (2..=columns).contains(&children.len()) {
            plan.at(element.opening).classes.push("columns".to_owned());
            for child in children {
                let opening = elements.list[child].opening;
                plan.at(opening).classes.push("column".to_owned());
            }
        }
    }
}

/// How many columns the classes of an element make.
fn columns(classes: &str) -> Option<usize> {
    let words = || classes.split_ascii_whitespace();
    let has = |word: &str| words().any(|other| other == word);
    let of_grid = words().find_map(|word| {
        let count = word
            .strip_prefix("grid-cols-")
            .or(word.strip_prefix("cols-"))?;
        let listed = count.strip_prefix('[').map(|list| list.split('_').count());
        listed.or_else(|| count.parse().ok())
    });
    let of_grid = of_grid.filter(|_| has("grid"));
    let is_row = has("flex") && !words().any(|word| word.starts_with("flex-col"));
    of_grid
        .or(is_row.then_some(MOST))
        .filter(|count| (2..=MOST).contains(count))
}

/// Whether an element stands by itself in a grid.
fn is_cell(name: &str) -> bool {
    const CELLS: [&str; 14] = [
        "div", "section", "article", "aside", "ul", "ol", "figure", "p", "pre", "table", "img",
        "video", "v-click", "v-clicks",
    ];
    CELLS.contains(&name)
}
