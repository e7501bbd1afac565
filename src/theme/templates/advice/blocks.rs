//! Tags that open and close blocks: those that are never closed, that close nothing or another block,
//! and those of other engines.

use super::{Advice, Fault, TemplateTag};
use crate::nearest;

/// The engine's tags.
const TAGS: [&str; 14] = [
    "block",
    "break",
    "component",
    "continue",
    "elif",
    "else",
    "extends",
    "filter",
    "for",
    "if",
    "include",
    "raw",
    "set",
    "set_global",
];

/// The tags that open a block which another one closes.
const OPENING: [&str; 6] = ["block", "component", "filter", "for", "if", "raw"];

/// Advice on a tag that the engine does not know, or not in its place.
pub(super) fn tag(fault: Fault<'_>, tag: &TemplateTag<'_>) -> Option<Advice> {
    if tag.is_output {
        return None;
    }
    let rest = fault.text.get(fault.at..).unwrap_or_default();
    if tag.word() == "else" && rest.starts_with("if") {
        return Some(Advice::new(
            "`else if` is one word of Tera's",
            "write `{% elif … %}`",
        ));
    }
    if !fault.said.starts_with("unknown tag") {
        return None;
    }
    let word = tag.word();
    if word.starts_with("end") {
        return Some(closing(fault.text, tag));
    }
    let message = format!("there is no tag `{word}`");
    if let Some(hint) = instead_of(tag) {
        return Some(Advice::new(message, hint));
    }
    if ["else", "elif"].contains(&word) {
        let message = format!("`{{% {word} %}}` stands in no `{{% if … %}}`");
        return Some(Advice::new(
            message,
            "put it between `{% if … %}` and `{% endif %}`",
        ));
    }
    let hint = nearest::did_you_mean(word, TAGS)
        .unwrap_or_else(|| format!("the tags are `{}`", TAGS.join("`, `")));
    Some(Advice::new(message, hint))
}

/// Advice on a tag that closes another block than the one that is open.
fn closing(text: &str, tag: &TemplateTag<'_>) -> Advice {
    let word = tag.word();
    let Some(open) = open_blocks(&text[..tag.start]).pop() else {
        let message = format!("`{{% {word} %}}` closes nothing");
        return Advice::new(message, "take it out");
    };
    let line = text[..open.start].matches('\n').count() + 1;
    let opening = open.word();
    let message =
        format!("`{{% {word} %}}` does not close the `{{% {opening} … %}}` of line {line}");
    Advice::new(message, format!("write `{{% end{opening} %}}`"))
}

/// Advice on a template that ends within a block or a tag.
pub(super) fn unclosed(text: &str) -> Option<Advice> {
    let start = text.rfind("{{").max(text.rfind("{%"));
    let marks = start.map(|start| {
        let is_value = text[start..].starts_with("{{");
        (start, if is_value { ("{{", "}}") } else { ("{%", "%}") })
    });
    if let Some((start, (opens, ends))) = marks
        && !text[start..].contains(ends)
    {
        let message = format!("this `{opens}` is never closed");
        return Some(Advice::new(message, format!("end it with `{ends}`")).at(start..start + 2));
    }
    let open = open_blocks(text).pop()?;
    let word = open.word();
    let message = format!("this `{{% {word} … %}}` is never closed");
    let length = text[open.start..].find("%}").map_or(2, |end| end + 2);
    let advice = Advice::new(message, format!("close it with `{{% end{word} %}}`"));
    Some(advice.at(open.start..open.start + length))
}

/// The blocks that are open at the end of a text, the outermost first.
fn open_blocks(text: &str) -> Vec<TemplateTag<'_>> {
    let mut open: Vec<TemplateTag<'_>> = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find("{%").map(|found| at + found) {
        // A comment may hold tags.
        let comment = text[at..found].find("{#").map(|start| at + start);
        if let Some(end) = comment.and_then(|start| Some(start + text[start..].find("#}")?)) {
            at = end;
            continue;
        }
        let tag = TemplateTag::from(text, found);
        at = found + 2;
        let word = tag.word();
        let is_block_set = word == "set" && !tag.inside.contains('=');
        if OPENING.contains(&word) || is_block_set {
            open.push(tag);
        } else if word
            .strip_prefix("end")
            .is_some_and(|word| open.last().is_some_and(|open| open.word() == word))
        {
            open.pop();
        }
    }
    open
}

/// What to write instead of a tag of another engine.
fn instead_of(tag: &TemplateTag<'_>) -> Option<String> {
    let rest = tag.inside[tag.word().len()..].trim();
    let hint = match tag.word() {
        "assign" => return Some(format!("write `{{% set {rest} %}}`")),
        "capture" => "write `{% set name %}` and `{% endset %}`",
        "unless" => "write `{% if not … %}` and `{% endif %}`",
        "elsif" | "elseif" => "write `{% elif … %}`",
        "case" | "when" | "switch" => "write `{% if … %}`, `{% elif … %}` and `{% endif %}`",
        "comment" => "write `{# … #}`",
        "trans" | "translate" | "blocktrans" => {
            "write `{{ t(key=\"…\") }}`, with a string of `i18n/`"
        }
        "render" | "partial" | "include_relative" | "include_cached" => {
            "write `{% include \"….html\" %}`"
        }
        "layout" => "write `{% extends \"base.html\" %}`",
        "foreach" | "each" | "tablerow" => "write `{% for … in … %}` and `{% endfor %}`",
        "with" => "write `{% set name = … %}`",
        "verbatim" => "write `{% raw %}` and `{% endraw %}`",
        "macro" | "import" | "from" | "call" => {
            "write a component: `{% component name(title) %}`, called as `<name title={…} />`"
        }
        "highlight" => "pages come with their code highlighted: take it out",
        "seo" | "feed_meta" => "`base.html` of the theme writes what machines read: take it out",
        "link" | "post_url" => "addresses are variables: `{{ page.url }}`",
        _ => return None,
    };
    Some(hint.to_owned())
}
