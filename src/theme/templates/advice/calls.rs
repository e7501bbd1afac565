//! Functions and filters: their arguments have names, and another engine's filters have others.

use super::{Advice, Fault, TemplateTag, named};
use crate::nearest;

/// The engine's filters.
const FILTERS: [&str; 37] = [
    "abs",
    "as_str",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "values",
];

/// The first argument of each function and filter that takes one.
const ARGUMENTS: [(&str, &str); 15] = [
    ("asset", "path"),
    ("default", "value"),
    ("get", "key"),
    ("group_by", "attribute"),
    ("indent", "width"),
    ("join", "sep"),
    ("nth", "n"),
    ("once", "component"),
    ("range", "end"),
    ("replace", "from"),
    ("round", "precision"),
    ("sort", "attribute"),
    ("split", "pat"),
    ("t", "key"),
    ("truncate", "length"),
];

/// Advice on a call: an argument without its name, a filter of another engine.
pub(super) fn call(fault: Fault<'_>, tag: &TemplateTag<'_>) -> Option<Advice> {
    let said = fault.said;
    if said.starts_with("unknown filter") {
        let name = named(said, '`')?;
        let message = format!("there is no filter `{name}`");
        let near = || nearest::did_you_mean(name, FILTERS);
        let hint = filter_instead_of(name).map(str::to_owned).or_else(near);
        let hint = hint.unwrap_or_else(|| {
            "take it out, or use one of Tera's, like `upper` or `join`".to_owned()
        });
        return Some(Advice::new(message, hint));
    }
    let before = fault.text.get(tag.start..fault.at)?;
    let rest = fault.text.get(fault.at..)?;
    if said.starts_with("found `:`") && before.contains('|') {
        let name = before
            .trim_end()
            .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
            .next()?;
        let argument = quoted_to_end(rest.strip_prefix(':')?.trim_start())?;
        let message = "a filter takes its arguments in brackets, each with its name";
        return Some(Advice::new(message, filter_call(name, argument)));
    }
    let (callee, _) = before.rsplit_once('(')?;
    let name = callee
        .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
        .next()?;
    if said == "found identifier but expected ," {
        return Some(Advice::new(
            "two arguments have no comma between them",
            "put a comma there",
        ));
    }
    let argument = if said.ends_with("but expected identifier") {
        quoted_to_end(rest)?.trim_matches(['"', '\'', '`'])
    } else if said.ends_with("but expected =") {
        before.rsplit('(').next()?.trim()
    } else {
        return None;
    };
    let message = format!("`{name}` takes its arguments by their names");
    Some(Advice::new(message, function_call(name, argument)))
}

/// The text in quotes that something begins with; else up to the end of the argument.
fn quoted_to_end(text: &str) -> Option<&str> {
    let mark = text.chars().next()?;
    if "\"'`".contains(mark) {
        let end = text[1..].find(mark)? + 2;
        return text.get(..end);
    }
    let end = text.find([',', ')', '|', '}', '%']).unwrap_or(text.len());
    Some(text[..end].trim())
}

fn function_call(name: &str, argument: &str) -> String {
    let hint = match name {
        "_" | "gettext" | "i18n" | "trans" | "ngettext" => {
            "write `t(key=\"…\")`, with a string of `i18n/`"
        }
        "include" | "partial" => return format!("write `{{% include \"{argument}\" %}}`"),
        "url_for" | "url" | "get_url" | "relURL" | "absURL" => {
            "addresses are variables, as `page.url`; that of a file of the theme is `asset(path=\"…\")`"
        }
        _ => {
            let key = ARGUMENTS.iter().find(|(known, _)| *known == name);
            let key = key.map_or("name", |(_, key)| key);
            return format!("write `{name}({key}=\"{argument}\")`");
        }
    };
    hint.to_owned()
}

fn filter_call(name: &str, argument: &str) -> String {
    let hint = match name {
        "date" => {
            "dates are texts here: `post.date_text`, or a part of `post.date`: \
             `{{ post.date | truncate(length=4, end=\"\") }}`"
        }
        "append" => "join texts with `~`: `{{ a ~ \"b\" }}`",
        "prepend" => "join texts with `~`: `{{ \"a\" ~ b }}`",
        "plus" | "minus" | "times" | "divided_by" | "modulo" => "reckon with signs: `{{ a + 1 }}`",
        _ => {
            return match ARGUMENTS.iter().find(|(known, _)| *known == name) {
                Some((_, key)) => format!("write `{name}({key}={argument})`"),
                None => filter_instead_of(name).map_or_else(
                    || format!("there is no filter `{name}` either: take it out"),
                    str::to_owned,
                ),
            };
        }
    };
    hint.to_owned()
}

/// What to write instead of a filter of another engine.
fn filter_instead_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "relative_url" | "absolute_url" | "relURL" | "absURL" | "relLangURL" | "url" => {
            "addresses are whole already: take it out"
        }
        "date" | "date_to_string" | "date_to_xmlschema" | "date_to_long_string" | "dateFormat" => {
            "dates are texts here: `post.date`, and `post.date_text` in words"
        }
        "downcase" => "write `lower`",
        "upcase" => "write `upper`",
        "size" | "count" => "write `length`",
        "strip" => "write `trim`",
        "lstrip" => "write `trim_start`",
        "rstrip" => "write `trim_end`",
        "e" | "escape_once" | "htmlEscape" => "write `escape`",
        "xml_escape" => "write `escape_xml`",
        "safeHTML" | "safeURL" | "raw" | "html_safe" => "write `safe`",
        "newline_to_br" | "linebreaks" | "nl2br" => "write `newlines_to_br`",
        "sort_by" | "sort_natural" => "write `sort(attribute=\"…\")`",
        "uniq" => "write `unique`",
        "truncatewords" | "truncate_words" => "write `truncate(length=…)`, in letters",
        "markdownify" | "markdown" => "`content` is HTML already: `{{ content | safe }}`",
        "append" | "prepend" => "join texts with `~`: `{{ a ~ \"b\" }}`",
        _ => return None,
    })
}
