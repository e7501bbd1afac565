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
        let Some((count, is_grid)) = columns(classes).or(of_attribute) else {
            continue;
        };
        let children = element
            .children
            .iter()
            .filter(|child| is_cell(elements.tag(**child).written));
        let children: Vec<usize> = children.copied().collect();
        // Markdown in a grid stands in it as well, and is no element here.
        if is_grid || (2..=count).contains(&children.len()) {
            let classes = &mut plan.at(element.opening).classes;
            classes.push("columns".to_owned());
            classes.extend(is_grid.then(|| format!("columns-{count}")));
            for child in children {
                let opening = elements.list[child].opening;
                plan.at(opening).classes.push("column".to_owned());
            }
        }
    }
}

/// How many columns the classes of an element make, and whether the next row begins behind them.
fn columns(classes: &str) -> Option<(usize, bool)> {
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
    let of_grid = of_grid.map(|count| (count, true));
    of_grid
        .or(is_row.then_some((MOST, false)))
        .filter(|(count, _)| (2..=MOST).contains(count))
}

/// Whether an element stands by itself in a grid.
fn is_cell(name: &str) -> bool {
    const CELLS: [&str; 14] = [
        "div", "section", "article", "aside", "ul", "ol", "figure", "p", "pre", "table", "img",
        "video", "v-click", "v-clicks",
    ];
    CELLS.contains(&name)
}
