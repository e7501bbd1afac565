//! Finds out who signs each text and who speaks: ids of `people.yaml`, and guests by their name.

use rustc_hash::{FxHashMap, FxHashSet};

use super::texts::PageTexts;
use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::front_matter::FrontMatter;
use crate::nearest;
use crate::path::SitePath;
use crate::person::{self, Guest, Mention, Person};
use crate::site::gathering::Gathered;
use crate::site::page::PageId;
use crate::site::people::Author;
use crate::source::Spanned;

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
    let profiles = config.profiles();
    let mut entries = people.to_vec();
    for person in &mut entries {
        person.typeset(&profiles);
    }
    let mut register = Register {
        known: entries
            .iter()
            .map(|person| (person.id.as_str(), person))
            .collect(),
        authors: Vec::new(),
        by_slug: FxHashMap::default(),
        diagnostics: Vec::new(),
    };
    let documents = texts.all.iter().map(|text| &text.document);
    let mut signatures: Vec<Signature> = documents
        .map(|document| register.signature(&document.front_matter, &document.path.file))
        .collect();
    lend_speakers(texts, &mut signatures);
    let Register {
        authors,
        diagnostics,
        ..
    } = register;
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

/// The authors whom the texts read so far name.
struct Register<'r> {
    known: FxHashMap<&'r str, &'r Person>,
    authors: Vec<Author>,
    by_slug: FxHashMap<String, usize>,
    diagnostics: Vec<Diagnostic>,
}

impl Register<'_> {
    /// Who signs a text and who speaks, by its front matter. The speakers of a talk sign it, too.
    fn signature(&mut self, front_matter: &FrontMatter, file: &SitePath) -> Signature {
        let mut authors: Vec<usize> = front_matter
            .authors
            .iter()
            .filter_map(|mention| self.place(mention, file))
            .collect();
        let speakers: Vec<Author> = speakers(front_matter)
            .filter_map(|mention| self.find(mention, file))
            .collect();
        if front_matter.talk.is_some() {
            authors.extend(speakers.iter().map(|speaker| self.put(speaker.clone())));
        }
        let mut seen = FxHashSet::default();
        authors.retain(|at| seen.insert(*at));
        Signature { authors, speakers }
    }

    /// The place among the authors of somebody whom a text names.
    fn place(&mut self, mention: &Spanned<Mention>, file: &SitePath) -> Option<usize> {
        // Most texts are signed by somebody who has signed one before.
        if let Mention::Id(id) = &mention.value
            && self.known.contains_key(id.as_str())
            && let Some(at) = self.by_slug.get(id.as_str())
        {
            return Some(*at);
        }
        let author = self.find(mention, file)?;
        Some(self.put(author))
    }

    fn put(&mut self, author: Author) -> usize {
        *self.by_slug.entry(author.slug.clone()).or_insert_with(|| {
            self.authors.push(author);
            self.authors.len() - 1
        })
    }

    /// Whom a text names; an id that nobody has stands for a guest of that name.
    fn find(&mut self, mention: &Spanned<Mention>, file: &SitePath) -> Option<Author> {
        let author = match &mention.value {
            Mention::Guest(guest) => Author::guest(guest.clone()),
            Mention::Id(id) => {
                if let Some(person) = self.known.get(id.as_str()) {
                    Author::of(person)
                } else {
                    let place = Place::new(file, mention.span);
                    self.diagnostics
                        .push(unknown_person(id, place, self.known.keys().copied()));
                    Author::guest(Guest {
                        name: id.clone(),
                        ..Guest::default()
                    })
                }
            }
        };
        if author.slug.is_empty() {
            let message = "this name has no letter or digit to make an address of";
            self.diagnostics.push(Diagnostic::new(
                codes::EMPTY_SLUG,
                Place::new(file, mention.span),
                message,
            ));
            return None;
        }
        Some(author)
    }
}

fn unknown_person<'k>(
    id: &str,
    place: Place,
    known: impl IntoIterator<Item = &'k str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        codes::UNKNOWN_PERSON,
        place,
        format!("people.yaml has no `{id}`"),
    );
    diagnostic.maybe_hint(nearest::did_you_mean(id, known))
}

/// Says which members of teams nobody knows.
pub(super) fn check_members(people: &[Person]) -> Vec<Diagnostic> {
    let is_known = |id: &str| people.iter().any(|person| person.id == id);
    let members = people.iter().flat_map(|person| &person.members);
    let unknown = members.filter(|member| !is_known(&member.value));
    unknown
        .map(|member| {
            let place = Place::new(&SitePath::new(person::FILE), member.span);
            let ids = people.iter().map(|person| person.id.as_str());
            unknown_person(&member.value, place, ids)
        })
        .collect()
}
