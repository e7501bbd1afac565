//! Words and signs of other template engines, and what to write instead.

use super::{Advice, Fault, TemplateTag};

/// Go's words in front of what they are about: `{{ range .Pages }}`.
const GO: [&str; 12] = [
    "block", "define", "else", "end", "i18n", "if", "partial", "range", "return", "template", "T",
    "with",
];

/// Hugo's names, and the variables that say the same.
const HUGO: [(&str, &str); 13] = [
    (".Content", "content"),
    (".Date", "post.date_text"),
    (".Description", "page.description"),
    (".Lang", "lang"),
    (".Language.Lang", "lang"),
    (".LinkTitle", "page.title"),
    (".Permalink", "page.canonical"),
    (".ReadingTime", "post.minutes"),
    (".RelPermalink", "page.url"),
    (".Site.BaseURL", "site.home"),
    (".Site.Title", "site.title"),
    (".Summary", "post.summary"),
    (".Title", "page.title"),
];

/// A tag that Go or Handlebars would read.
pub(super) fn foreign_tag(tag: &TemplateTag<'_>) -> Option<Advice> {
    if !tag.is_output {
        return None;
    }
    let is = |engine: &str, written: String, hint: String| {
        let message = format!("`{written}` is written for {engine}, and templates here are Tera's");
        Some(Advice::new(message, hint))
    };
    if let Some(name) = tag.inside.strip_prefix(['#', '/', '>', '{', '^']) {
        let written = format!("{{{{{}}}}}", tag.inside);
        return is("Handlebars", written, handlebars(tag.inside, name.trim()));
    }
    let rest = tag.inside[tag.word().len()..].trim_start();
    let is_call = GO.contains(&tag.word()) && rest.starts_with(['.', '$', '"', '(']);
    let is_alone = ["end", "else"].contains(&tag.inside) || tag.inside.starts_with("else if ");
    if tag.inside.starts_with(['.', '$']) || is_call || is_alone {
        let written = format!("{{{{ {} }}}}", tag.inside);
        return is("Go", written, go(tag.inside, tag.word(), rest));
    }
    None
}

fn go(inside: &str, word: &str, rest: &str) -> String {
    if let Some((name, value)) = inside
        .strip_prefix('$')
        .and_then(|set| set.split_once(":="))
    {
        return format!("write `{{% set {} = {} %}}`", name.trim(), value.trim());
    }
    let name = inside.split([' ', '|', ')']).next().unwrap_or_default();
    let hint = match word {
        "range" => "write `{% for card in posts %}` and `{% endfor %}`",
        "if" | "with" => "write `{% if … %}` and `{% endif %}`",
        "else" if rest.is_empty() => "write `{% else %}`",
        "else" => "write `{% elif … %}`",
        "end" => "write the name of what ends: `{% endif %}`, `{% endfor %}` or `{% endblock %}`",
        "define" | "block" => "write `{% block name %}` and `{% endblock %}`",
        "partial" | "template" => {
            let file = rest
                .trim_start_matches('"')
                .split('"')
                .next()
                .unwrap_or_default();
            return format!("write `{{% include \"{file}\" %}}`");
        }
        "i18n" | "T" => "write `{{ t(key=\"…\") }}`",
        _ => match HUGO.iter().find(|(hugo, _)| *hugo == name) {
            Some((_, name)) => return format!("write `{{{{ {name} }}}}`"),
            None => {
                "names begin with a variable, in small letters: `{{ page.title }}`, `{{ site.title }}`"
            }
        },
    };
    hint.to_owned()
}

fn handlebars(inside: &str, name: &str) -> String {
    if inside.starts_with('>') {
        return format!("write `{{% include \"{name}.html\" %}}`");
    }
    let hint = match name.split([' ', '}']).next().unwrap_or_default() {
        "if" => "write `{% if … %}` and `{% endif %}`",
        "unless" => "write `{% if not … %}` and `{% endif %}`",
        "each" => "write `{% for card in posts %}` and `{% endfor %}`",
        _ if inside.starts_with('{') => "write two braces; `{{ … | safe }}` writes HTML as it is",
        _ => "write `{% if … %}`, `{% for … in … %}` or `{% include \"…\" %}`",
    };
    hint.to_owned()
}

/// A sign or a word between two values.
/// What Liquid writes behind a list to take a part of it.
const LIMITS: [&str; 3] = ["limit", "offset", "reversed"];

/// Whether a text ends like the first bound of `(1..5)`, at which a parser stops.
fn is_range(before: &str) -> bool {
    let bound = before.strip_suffix('.');
    bound.is_some_and(|bound| bound.ends_with(|c: char| c.is_ascii_digit()))
}

pub(super) fn operator(fault: Fault<'_>, tag: &TemplateTag<'_>) -> Option<Advice> {
    let rest = fault.text.get(fault.at..)?;
    let before = fault.text.get(..fault.at)?;
    let (sign, hint) = if rest.starts_with("&&") {
        ("&&", "write `and`")
    } else if rest.starts_with('|') && before.ends_with('|') {
        ("||", "write `or`")
    } else if rest.starts_with('!') {
        ("!", "write `not`")
    } else if rest.starts_with('=') && before.ends_with("==") {
        ("===", "write `==`")
    } else if rest.starts_with('?') {
        ("?", "write `{% if … %}…{% else %}…{% endif %}`")
    } else if rest.starts_with("contains ") {
        ("contains", "write it the other way round: `\"z\" in list`")
    } else if let Some(word) = LIMITS.into_iter().find(|word| rest.starts_with(word)) {
        (
            word,
            "a part of a list is a slice, `posts[:5]`, and `| reverse` turns it round",
        )
    } else if rest.starts_with(". ") || rest.starts_with("..") || is_range(before) {
        ("..", "write `range(start=1, end=6)`")
    } else if fault.said.ends_with("expected }}") && rest.starts_with('}') {
        return Some(Advice::new("`{{` ends with two braces", "write `}}`"));
    } else if fault.said.ends_with("expected %}") && rest.starts_with('}') {
        return Some(Advice::new(
            "`{%` ends with a percent sign and a brace",
            "write `%}`",
        ));
    } else {
        return None;
    };
    let is_expression = !tag.inside.is_empty();
    is_expression.then(|| Advice::new(format!("`{sign}` is no sign of Tera's"), hint))
}
