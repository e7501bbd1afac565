//! Finds out who signs each text and who speaks: ids of `people.yaml`, and guests by their name.

mod checks;
mod messages;
mod register;

use rustc_hash::FxHashMap;

use super::texts::{PageText, PageTexts};
use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::Checked;
use crate::front_matter::FrontMatter;
use crate::person::{Mention, Person};
use crate::site::gathering::Gathered;
use crate::site::page::PageId;
use crate::site::people::Author;
use crate::source::Spanned;

pub(super) use checks::check_people;
pub(super) use messages::unknown_person;
use register::{Named, NamingText, Register};

/// The people, authors and signatures of a site.
pub(super) struct People {
    /// The entries of `people.yaml`, set by the typography of each language.
    pub(super) entries: Vec<Person>,
    /// Everybody who signs something.
    pub(super) authors: Vec<Author>,
    /// For each page: who signs it.
    pub(super) signatures: Vec<Signature>,
}

/// Who signs a text, and who speaks.
#[derive(Clone)]
pub(super) struct Signature {
    /// Places in [`People::authors`], in order.
    pub(super) authors: Vec<usize>,
    pub(super) speakers: Vec<Author>,
}

/// Reads the signatures of all texts. A version of a talk that names no speaker has those of
/// another one.
pub(super) fn attribute(config: &Config, texts: &PageTexts, people: &[Person]) -> Checked<People> {
    let languages = config.text_languages();
    let mut entries = people.to_vec();
    for person in &mut entries {
        person.typeset(&languages);
    }
    let mut register = Register::new(&entries);
    let signature = |text: &PageText| {
        let (document, group) = (&text.document, text.group);
        let file = &document.path.file;
        register.signature(&document.front_matter, NamingText { file, group })
    };
    let mut signatures: Vec<Signature> = texts.all.iter().map(signature).collect();
    lend_speakers(texts, &mut signatures);
    let named = register.finish();
    let found = checks::check_addresses(&entries, &named).into_iter();
    let found = found.chain(checks::check_spelling(&entries, &named));
    let found = found.chain(checks::check_entries(&entries, &named));
    let Named {
        authors,
        mut diagnostics,
        ..
    } = named;
    diagnostics.extend(found);
    let people = People {
        entries,
        authors,
        signatures,
    };
    Checked {
        value: people,
        diagnostics,
    }
}

fn lend_speakers(texts: &PageTexts, signatures: &mut [Signature]) {
    for (at, text) in texts.all.iter().enumerate() {
        if text.document.path.kind != Kind::Talk || !signatures[at].speakers.is_empty() {
            continue;
        }
        let mut versions = texts.groups[text.group].pages.iter().flatten();
        let lender = versions.find(|id| !signatures[id.index()].speakers.is_empty());
        if let Some(lender) = lender {
            signatures[at] = signatures[lender.index()].clone();
        }
    }
}

/// The same signatures with those of recaps: the authors of a recap that names none are the authors
/// of the notes that it gathers.
pub(super) fn sign_recaps(
    mut signatures: Vec<Signature>,
    texts: &PageTexts,
    gathered: &FxHashMap<PageId, Gathered>,
) -> Vec<Signature> {
    for (id, gathered) in gathered {
        if !signatures[id.index()].authors.is_empty() {
            continue;
        }
        let language = texts.get(*id).language;
        let mut authors = Vec::new();
        for group in gathered.places.iter().flatten() {
            let shown = texts.groups[*group].shown_in(language);
            let notes = shown.filter(|id| texts.get(*id).document.path.kind == Kind::Session);
            for author in notes.iter().flat_map(|id| &signatures[id.index()].authors) {
                if !authors.contains(author) {
                    authors.push(*author);
                }
            }
        }
        signatures[id.index()].authors = authors;
    }
    signatures
}

/// Who speaks, as the front matter of a session or a talk writes it.
fn speakers(front_matter: &FrontMatter) -> impl Iterator<Item = &Spanned<Mention>> {
    let session = front_matter
        .session
        .iter()
        .flat_map(|session| &session.speakers);
    session.chain(front_matter.talk.iter().flat_map(|talk| &talk.speakers))
}
