//! The front matter of a deck that is another tool's: nothing that its tool accepts is a mistake.
//!
//! Keys that Lutrin does not have are free, and a value of another form than a key takes here is
//! lost with a word. Only keys that no other tool has stay as strict as in every deck.

use super::FrontMatter;
use super::deck::DeckMatter;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::dialect::{Dialect, is_silent};
use crate::duration::Duration;
use crate::source::{Source, Spanned};

/// Keys that only Lutrin's decks have.
const OWN: [&str; 9] = [
    "dialect",
    "questions",
    "variants",
    "aspect",
    "publish_notes",
    "scheme",
    "languages",
    "translation_key",
    "translated_from",
];

/// The keys at the left margin of a front matter, by where their lines begin.
struct Keys<'t> {
    lines: Vec<(usize, &'t str, &'t str)>,
}

impl<'t> Keys<'t> {
    /// Reads the lines of a text up to the one that closes the front matter.
    fn read(text: &'t str) -> Self {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            if at > 0 && line.trim_end() == "---" {
                break;
            }
            if line.starts_with(|c: char| c.is_alphanumeric() || "_$\"'".contains(c))
                && let Some((key, value)) = line.split_once(':')
            {
                lines.push((at, key.trim().trim_matches(['"', '\'']), value.trim()));
            }
            at += line.len();
        }
        Self { lines }
    }

    /// The key whose value an offset stands in.
    fn at(&self, at: usize) -> Option<&'t str> {
        let after = self.lines.partition_point(|(start, ..)| *start <= at);
        after.checked_sub(1).map(|last| self.lines[last].1)
    }

    /// What stands behind a key on its line.
    fn value(&self, key: &str) -> Option<&'t str> {
        let found = self.lines.iter().find(|(_, known, _)| *known == key);
        found.map(|(_, _, value)| value.trim_matches(['"', '\'']))
    }
}

/// Softens what was said of the front matter of another tool's deck (the diagnostics from a number
/// on), and reads its values as the tool does.
pub(super) fn soften(
    front_matter: &mut FrontMatter,
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
    from: usize,
) {
    let Some(deck) = &mut front_matter.deck else {
        return;
    };
    let dialect = deck.dialect.choose("").dialect;
    if dialect == Dialect::NATIVE {
        let found = diagnostics.get_mut(from..).unwrap_or_default();
        for diagnostic in found {
            spare(diagnostic, source);
        }
        return;
    }
    let keys = Keys::read(source.text());
    if deck.duration.is_none() {
        deck.duration = keys.value("duration").and_then(Duration::parse_loosely);
    }
    let found = diagnostics.split_off(from);
    let has_duration = deck.duration.is_some();
    let softened = found.into_iter().filter_map(|diagnostic| {
        let key = key_of(&diagnostic, &keys);
        softened(diagnostic, key, dialect, has_duration)
    });
    diagnostics.extend(softened);
    diagnostics.extend(style_sheet(deck, source, dialect));
    if front_matter.title == "false" {
        front_matter.title.clear();
    }
    let tags = std::mem::take(&mut front_matter.tags);
    for tag in tags.iter().flat_map(|tag| tag.split(',')) {
        let tag = tag.trim();
        if !tag.is_empty() && !front_matter.tags.iter().any(|known| known == tag) {
            front_matter.tags.push(tag.to_owned());
        }
    }
}

/// Makes a warning of a key of other tools in a deck that none of them is known to have written.
fn spare(diagnostic: &mut Diagnostic, source: &Source) {
    let span = diagnostic.place.as_ref().and_then(|place| place.span);
    let written = span.and_then(|span| source.text().get(span.start..span.end));
    let is_spared = written.is_some_and(|key| is_silent(key.trim_matches(['"', '\''])));
    if diagnostic.code == codes::UNKNOWN_KEY && is_spared {
        diagnostic.code = codes::NO_EQUIVALENT;
    }
}

fn key_of<'t>(diagnostic: &Diagnostic, keys: &Keys<'t>) -> Option<&'t str> {
    let place = diagnostic.place.as_ref()?;
    keys.at(place.span?.start)
}

/// What is said in its place; `None` for nothing.
fn softened(
    diagnostic: Diagnostic,
    key: Option<&str>,
    dialect: Dialect,
    has_duration: bool,
) -> Option<Diagnostic> {
    let Some(key) = key.filter(|key| !OWN.contains(key)) else {
        return Some(diagnostic);
    };
    let tool = dialect.tool();
    let code = diagnostic.code;
    if code == codes::UNKNOWN_KEY {
        let message =
            format!("Lutrin does not read `{key}`, which is {tool}'s or the author's own");
        return Some(Diagnostic {
            code: codes::FOREIGN_SETTING,
            message,
            hints: Vec::new(),
            ..diagnostic
        });
    }
    let is_read = match key {
        "duration" => has_duration,
        "tags" => code == codes::LIST_AS_TEXT,
        _ => code == codes::CUT_BY_COMMENT && dialect.reads_bare_signs(),
    };
    if is_read {
        return None;
    }
    let is_broken = [codes::BAD_YAML, codes::DUPLICATE_KEY, codes::CONFLICT].contains(&code);
    if is_broken || !diagnostic.is_error() {
        return Some(diagnostic);
    }
    let soft = Diagnostic {
        code: codes::NO_EQUIVALENT,
        ..diagnostic
    };
    Some(soft.losing(tool, key))
}

/// Takes out a style sheet that is the tool's: the name of one that the author of the deck wrote for
/// Lutrin is that of a file, in a deck that names its dialect.
fn style_sheet(deck: &mut DeckMatter, source: &Source, dialect: Dialect) -> Option<Diagnostic> {
    let is_file = |css: &Spanned<String>| {
        let ending = css.value.rsplit_once('.');
        ending.is_some_and(|(_, ending)| ending == "css") && !css.value.contains(',')
    };
    if deck.dialect.named.is_some() && deck.css.as_ref().is_none_or(is_file) {
        return None;
    }
    let css = deck.css.take()?;
    let place = Place::new(source.path(), css.span);
    let tool = dialect.tool();
    if css.value == "unocss" || css.value.is_empty() {
        let message = format!("{tool}'s `css` changes nothing on a slide here");
        return Some(Diagnostic::new(codes::FOREIGN_SETTING, place, message));
    }
    let message = format!("Lutrin does not take {tool}'s style sheets");
    let hint = "where the deck names its `dialect`, `css` is a style sheet beside it";
    let diagnostic = Diagnostic::new(codes::NO_EQUIVALENT, place, message);
    Some(diagnostic.hint(hint).losing(tool, "css"))
}
