//! Names of templates, variables, fields and tests that are not there, and those that are near.

use super::super::PREFIX;
use super::{Advice, Fault, TemplateTag, named};
use crate::nearest;

/// The engine's tests.
const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// The template that a name most likely means: itself, one of that file name, the nearest one. A
/// name of the theme's stays one.
fn meant(name: &str, known: &[&str]) -> Option<String> {
    let (prefix, name) = match name.strip_prefix(PREFIX) {
        Some(rest) => (PREFIX, rest),
        None => ("", name),
    };
    let file = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let of_kind = known
        .iter()
        .filter_map(|known| match known.strip_prefix(PREFIX) {
            Some(rest) => Some(rest).filter(|_| !prefix.is_empty()),
            None => Some(*known).filter(|_| prefix.is_empty()),
        });
    let candidates: Vec<&str> = of_kind.collect();
    let find = |is_it: &dyn Fn(&str) -> bool| candidates.iter().copied().find(|known| is_it(known));
    let found = find(&|known| known == name)
        .or_else(|| find(&|known| file(known) == file(name)))
        .or_else(|| nearest::nearest(name, candidates.iter().copied()))
        .or_else(|| {
            find(&|known| nearest::nearest(&file(name), [file(known).as_str()]).is_some())
        })?;
    Some(format!("{prefix}{found}"))
}

/// Advice on an `include` or an `extends`.
pub(super) fn template(fault: Fault<'_>, tag: &TemplateTag<'_>, known: &[&str]) -> Option<Advice> {
    if fault.said.starts_with("unknown template") {
        let name = named(fault.said, '`')?;
        return Some(missing(name, known));
    }
    let word = tag.word();
    if tag.is_output || !["include", "extends"].contains(&word) {
        return None;
    }
    if fault.said.ends_with("but expected string") {
        let rest = tag.inside[word.len()..].trim();
        let written = rest.split_whitespace().next().unwrap_or_default();
        let name = if written.contains('.') {
            written.to_owned()
        } else {
            format!("{written}.html")
        };
        let name = meant(&name, known).unwrap_or(name);
        let message = format!("the name of a template stands in quotes, and `{written}` has none");
        return Some(Advice::new(
            message,
            format!("write `{{% {word} \"{name}\" %}}`"),
        ));
    }
    fault.said.ends_with("but expected %}").then(|| {
        let message = format!("`{word}` takes the name of a template alone");
        let hint =
            "what is included sees all that this template does: `{% set name = … %}` before it";
        Advice::new(message, hint)
    })
}

/// Advice on a parent that is not there, at its name.
pub(super) fn parent(fault: Fault<'_>, known: &[&str]) -> Option<Advice> {
    let name = fault.said.split('\'').nth(3)?;
    let tag = fault.text.find("extends").unwrap_or_default();
    let advice = missing(name, known);
    let at = fault.text.get(tag..)?.find(name).map(|at| tag + at);
    Some(match at {
        Some(at) => advice.at(at..at + name.len()),
        None => advice,
    })
}

fn missing(name: &str, known: &[&str]) -> Advice {
    let hint = meant(name, known).map_or_else(
        || format!("write `templates/{name}`, or take this out"),
        |near| format!("did you mean `{near}`?"),
    );
    Advice::new(format!("there is no template `{name}`"), hint)
}

/// Advice on a variable, a field or a test that is not there.
pub(super) fn undefined(fault: Fault<'_>) -> Option<Advice> {
    let name = named(fault.said, '`')?;
    if fault.said.starts_with("the theme has no asset") {
        let (message, hint) = fault.said.split_once(" did you mean")?;
        return Some(Advice::new(message, format!("did you mean{hint}")));
    }
    if fault.said.starts_with("unknown test") {
        let hint = match name {
            "empty" | "blank" | "nil" | "null" | "falsy" => {
                Some("an empty value is `not …`".to_owned())
            }
            _ => nearest::did_you_mean(name, TESTS),
        };
        let hint = hint.unwrap_or_else(|| format!("the tests are `{}`", TESTS.join("`, `")));
        return Some(Advice::new(format!("there is no test `{name}`"), hint));
    }
    let (message, list) = fault.said.split_once(". Available ")?;
    let (kind, names) = list.split_once(": ")?;
    let names: Vec<&str> = names.split(", ").collect();
    let hint = match name {
        "forloop" => "write `loop`: `loop.index`, `loop.first`, `loop.last`".to_owned(),
        "super" => "write `super()`".to_owned(),
        _ => nearest::did_you_mean(name, names.iter().copied())
            .unwrap_or_else(|| format!("the {kind} here are `{}`", names.join("`, `"))),
    };
    Some(Advice::new(message, hint))
}
