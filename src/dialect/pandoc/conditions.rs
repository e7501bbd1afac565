//! What is shown in some formats, profiles or documents only: `.content-visible`, `.content-hidden`.

use super::super::writer::DeckRewriter;
use super::attributes::PandocAttributes;
use std::ops::Range;

/// Names of formats that slides in a browser are.
const FORMATS: [&str; 4] = ["revealjs", "html", "html:js", "markdown"];

/// Whether a div or a span is left out here. A deck has no profiles, and what its metadata say is not
/// asked: both count as not given.
pub(super) fn is_hidden(attributes: &PandocAttributes) -> bool {
    let hides = match (
        attributes.has("content-visible"),
        attributes.has("content-hidden"),
    ) {
        _ if attributes.has("hidden") => return true,
        (true, _) => false,
        (_, true) => true,
        _ => return false,
    };
    let is_met = attributes.pairs.iter().all(|(key, value)| {
        let is_here = FORMATS.contains(&value.as_str());
        match key.strip_prefix("data-").unwrap_or(key) {
            "when-format" => is_here,
            "unless-format" => !is_here,
            "when-profile" | "when-meta" => false,
            _ => true,
        }
    });
    is_met == hides
}

/// Says of what is shown that a profile or metadata might hide it.
pub(super) fn report(writer: &mut DeckRewriter, written: &PandocAttributes, place: &Range<usize>) {
    let conditions = ["when-profile", "unless-profile", "when-meta", "unless-meta"];
    let is_conditional = written.has("content-visible") || written.has("content-hidden");
    for key in conditions
        .iter()
        .filter(|key| is_conditional && written.get(key).is_some())
    {
        let hint = "no profile is active here, and metadata are not asked: take the condition out";
        writer.lost(place.clone(), key, hint);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_conditions_must_be_met() {
        for (text, hidden) in [
            (".content-hidden", true),
            (".content-visible", false),
            (".hidden", true),
            (".box", false),
            (".content-visible when-format=pdf", true),
            (".content-hidden unless-format=pdf", true),
            (".content-hidden when-format=beamer", false),
            (".content-visible when-profile=internal", true),
            (".content-visible unless-profile=internal", false),
            (".content-visible when-format=html when-profile=a", true),
        ] {
            let written = PandocAttributes::parse(text).unwrap();
            assert_eq!(is_hidden(&written), hidden, "{text}");
        }
    }
}
