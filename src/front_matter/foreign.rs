//! The front matter of a deck that is another tool's: nothing that its tool accepts is a mistake.
//!
//! Values may lack the quotes that YAML asks for. Keys that Lutrin does not have are free, and a
//! value of another form than a key takes here is lost with a word. Only keys that no other tool has
//! stay as strict as in every deck.

use std::ops::Range;

use super::{FrontMatter, Spanned, spanned};
use crate::config::decks::{AutoSlide, Transition};
use crate::content_path::Kind;
use crate::diagnostic::{Diagnostic, codes};
use crate::dialect::{self, Dialect, DialectSettings, is_silent};
use crate::source::Source;
use crate::yaml::{Fields, Node, Yaml};

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

/// Reads front matter again as its tool reads it, where it is no YAML (`strict` is `None`) or where
/// its tool takes more for texts than YAML does. Only a deck that is another tool's is read so.
pub(super) fn read_loosely(
    strict: &mut Option<FrontMatter>,
    source: &Source,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let again = |dialect: Dialect| {
        let mut found = Vec::new();
        let is_text = |key: &str| dialect.takes_for_text(key);
        let yaml = Yaml::parse_loosely(source, range.clone(), is_text, &mut found)?;
        let front_matter = FrontMatter::of(&yaml, Kind::Deck, &mut found);
        Some((front_matter, found))
    };
    // Whose deck it is may not be known before it can be read.
    let first = strict.is_none().then(|| again(Dialect::NATIVE)).flatten();
    let known = strict.as_ref().or(first.as_ref().map(|(read, _)| read));
    let dialect = known.and_then(|read| Some(read.deck.as_ref()?.dialect.dialect()));
    let Some(dialect) = dialect.filter(|dialect| *dialect != Dialect::NATIVE) else {
        return;
    };
    if let Some((front_matter, found)) = again(dialect).or(first) {
        *strict = Some(front_matter);
        *diagnostics = found;
    }
}

/// What is said of the front matter of another tool's deck, in the place of `found`. Reads the
/// values that are left as the tool does.
pub(super) fn softened(
    front_matter: &mut FrontMatter,
    yaml: &Yaml<'_>,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let Some(deck) = &front_matter.deck else {
        return found;
    };
    let dialect = deck.dialect.dialect();
    if dialect == Dialect::NATIVE {
        return found.into_iter().map(spared).collect();
    }
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
    let soft = |diagnostic: Diagnostic| {
        let span = diagnostic.place.as_ref().and_then(|place| place.span);
        let key = span.and_then(|span| yaml.top_key_at(span.start));
        soft(diagnostic, key, dialect)
    };
    found.into_iter().filter_map(soft).collect()
}

/// Makes a warning of a key of other tools in a deck that none of them is known to have written.
fn spared(diagnostic: Diagnostic) -> Diagnostic {
    let is_spared = diagnostic.code == codes::UNKNOWN_KEY
        && diagnostic.message.split('`').nth(1).is_some_and(is_silent);
    Diagnostic {
        code: if is_spared {
            codes::NO_EQUIVALENT
        } else {
            diagnostic.code
        },
        ..diagnostic
    }
}

/// What is said in its place; `None` for nothing.
fn soft(diagnostic: Diagnostic, key: Option<&str>, dialect: Dialect) -> Option<Diagnostic> {
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
    if key == "tags" && code == codes::LIST_AS_TEXT {
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

/// The style sheet of a deck. In another tool's deck it may be the tool's: one that the author wrote
/// for Lutrin is the name of a file, in a deck that names its dialect.
pub(super) fn read_style_sheet(
    node: &Node<'_>,
    settings: &DialectSettings,
) -> Option<Spanned<String>> {
    let css = spanned(node)?;
    let dialect = settings.dialect();
    let ending = css.value.rsplit_once('.').map(|(_, ending)| ending);
    let is_file = ending == Some("css") && !css.value.contains(',');
    if dialect == Dialect::NATIVE || settings.named.is_some() && is_file {
        return Some(css);
    }
    let tool = dialect.tool();
    let diagnostic = if css.value == "unocss" || css.value.is_empty() {
        let message = format!("{tool}'s `css` changes nothing on a slide here");
        Diagnostic::new(codes::FOREIGN_SETTING, node.place(), message)
    } else {
        let message = format!("Lutrin does not take {tool}'s style sheets");
        let hint = "where the deck names its `dialect`, `css` is a style sheet beside it";
        let diagnostic = Diagnostic::new(codes::NO_EQUIVALENT, node.place(), message);
        diagnostic.hint(hint).losing(tool, "css")
    };
    node.push(diagnostic);
    None
}

/// How slides follow each other. Where a transition of another tool comes near none of Lutrin's, a
/// note says so, and slides come at once.
pub(super) fn read_transition(node: &Node<'_>, settings: &DialectSettings) -> Option<Transition> {
    let dialect = settings.dialect();
    if dialect == Dialect::NATIVE {
        return Transition::read(node);
    }
    let is_text = !node.is_mapping() && !node.is_sequence();
    let written = is_text.then(|| node.text()).flatten();
    let found = written.as_deref().and_then(dialect::transition);
    if found.is_none() {
        let tool = dialect.tool();
        let message = format!("{tool}'s `transition` changes nothing on a slide here");
        let diagnostic = Diagnostic::new(codes::FOREIGN_SETTING, node.place(), message);
        node.push(diagnostic.hint(Transition::HINT));
    }
    found
}

/// How slides follow each other, where reveal.js is told so among its options.
pub(super) fn transition_of_program(
    fields: &mut Fields<'_>,
    settings: &DialectSettings,
) -> Option<Transition> {
    let node = option_of_program(fields, settings, &["transition"])?;
    dialect::transition(&node.text()?)
}

/// Whether slides come by themselves. reveal.js has it among its options, in milliseconds; so have
/// Quarto and Pandoc, which take it at the top, too.
pub(super) fn read_autoslide(
    fields: &mut Fields<'_>,
    settings: &DialectSettings,
) -> Option<AutoSlide> {
    if let Some(own) = fields.filled("autoslide") {
        return AutoSlide::read(&own);
    }
    if settings.dialect() == Dialect::NATIVE {
        return None;
    }
    let at_top = ["auto-slide", "autoSlide"].map(|key| fields.filled(key));
    let node = at_top.into_iter().flatten().next();
    let node =
        node.or_else(|| option_of_program(fields, settings, &["autoSlide", "auto-slide"]))?;
    dialect::autoslide(&node.text()?)
}

/// Whether the first slide comes after the last one.
pub(super) fn read_loop(fields: &mut Fields<'_>, settings: &DialectSettings) -> bool {
    let own = fields.filled("loop");
    let node = own.or_else(|| option_of_program(fields, settings, &["loop"]));
    node.and_then(|node| node.bool()).unwrap_or_default()
}

/// What reveal.js is told among its options, under one of these names. `None` in a deck that is no
/// other tool's.
fn option_of_program<'y>(
    fields: &mut Fields<'y>,
    settings: &DialectSettings,
    names: &[&str],
) -> Option<Node<'y>> {
    if settings.dialect() == Dialect::NATIVE {
        return None;
    }
    let entries = |node: Node<'y>| {
        let entries = node.is_mapping().then(|| node.entries());
        entries.into_iter().flatten()
    };
    let formats = fields.filled("format").into_iter().flat_map(entries);
    let formats: Vec<_> = formats
        .filter(|(name, _)| name.contains("revealjs"))
        .collect();
    let options = ["revealOptions", "slideOptions"].map(|key| fields.filled(key));
    let formats = formats.into_iter().map(|(_, node)| node);
    let mut options = options
        .into_iter()
        .flatten()
        .chain(formats)
        .flat_map(entries);
    let (_, node) = options.find(|(name, _)| names.contains(&name.as_str()))?;
    Some(node)
}
