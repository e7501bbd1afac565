//! Home, sections, terms and the lists of terms.

use tera::{Context, Value};

use crate::localized::Localized;
use crate::markdown;
use crate::path::UrlPath;
use crate::person::Person;
use crate::render::common::body::embeds;
use crate::render::common::page::{
    About, Head, Rendered, Translation, context, description, listing_title,
};
use crate::render::common::pager::pager;
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::render::common::{body, cards, pictures, stale};
use crate::render::pages::events;
use crate::site::listing::{Listing, ListingId, Subject};
use crate::site::people::{Author, Who};
use crate::site::taxonomy::Term;
use crate::snapshot::Snapshot;

pub(crate) fn render_listing(snapshot: &Snapshot, id: ListingId, part: usize) -> Rendered {
    let listing = snapshot.site.listing(id);
    let title = listing_title(snapshot, id);
    let url = listing.part_url(part);
    let number_text = part.to_string();
    let numbered =
        snapshot
            .theme
            .strings
            .get(&listing.lang, "page_number", &[("number", &number_text)]);
    let of_term = match listing.subject {
        Subject::Term(taxonomy, at) => snapshot.site.taxonomies[taxonomy].terms[listing.language]
            [at]
            .summary
            .as_deref(),
        _ => None,
    };
    let own_summary = listing
        .text
        .as_ref()
        .map(|text| text.summary())
        .filter(|summary| !summary.is_empty());
    let own_summary = own_summary.or(of_term);
    let kind = match listing.subject {
        Subject::Home => "home",
        Subject::Section(_) if listing.is_events() => "events",
        Subject::Section(_) => "section",
        Subject::Term(..) => "term",
    };
    let head = Head {
        window_title: (part > 1).then(|| format!("{title} · {}", numbered.unwrap_or(number_text))),
        description: own_summary.or_else(|| description(snapshot, &listing.lang)),
        stale: if part == 1 {
            stale::of_listing(snapshot, listing)
        } else {
            Value::none()
        },
        translations: translations(snapshot, listing, part),
        about: About::Listing(id, part),
        ..Head::new(snapshot, kind, listing.language, &url, title)
    };
    let mut context = context(snapshot, &head);
    let text = listing.text.as_ref().filter(|_| part == 1);
    context.insert_value(
        "content",
        text.map_or_else(Value::none, |text| safe(&body::fill(snapshot, text))),
    );
    context.insert_value("uses", embeds::uses(text.map(AsRef::as_ref)));
    let posts = listing.part(part, snapshot.config.paginate).iter();
    context.insert_value(
        "posts",
        list(posts.map(|id| cards::get(snapshot, *id, listing.language))),
    );
    context.insert_value("count", number(listing.pages.len()));
    context.insert_value("pager", pager(listing, part, &snapshot.config.base_path));
    if let Subject::Term(taxonomy, at) = listing.subject {
        add_term(snapshot, &mut context, listing, taxonomy, at);
    }
    if listing.is_events() {
        events::insert_all(snapshot, &mut context, listing.language);
    }
    let template = match listing.subject {
        Subject::Home => "home.html",
        Subject::Section(_) if listing.is_events() => "events.html",
        Subject::Section(_) => "section.html",
        Subject::Term(..) => "term.html",
    };
    snapshot.theme.render(template, &context)
}

fn add_term(
    snapshot: &Snapshot,
    context: &mut Context,
    listing: &Listing,
    taxonomy: usize,
    at: usize,
) {
    let term = &snapshot.site.taxonomies[taxonomy].terms[listing.language][at];
    let author = term.author.map(|author| &snapshot.site.authors[author]);
    context.insert_value("term", term_value(snapshot, listing.language, term));
    context.insert_value(
        "taxonomy",
        taxonomy_value(snapshot, taxonomy, listing.language),
    );
    context.insert_value(
        "person",
        author.map_or_else(Value::none, |author| person(snapshot, author, listing)),
    );
    if author.is_some() {
        let deliveries = events::deliveries(snapshot, &listing.pages, listing.language);
        context.insert_value("uses", embeds::uses_of(&[], !deliveries.is_empty()));
        context.insert_value("deliveries", list(deliveries));
    }
}

fn term_value(snapshot: &Snapshot, language: usize, term: &Term) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let listing = snapshot.site.listing(term.listing);
    map! {
        "title" => term.title.as_str(),
        "summary" => text_or_none(term.summary.as_deref()),
        "url" => listing.url.href(&snapshot.config.base_path),
        "count" => number(listing.pages.len()),
        "mixed" => term.mixed,
        "role" => text_or_none(term.author.and_then(|author| snapshot.site.authors[author].role(lang))),
        "person" => term.author.map_or_else(Value::none, |author| person(snapshot, &snapshot.site.authors[author], listing)),
    }
}

fn taxonomy_value(snapshot: &Snapshot, taxonomy: usize, language: usize) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let key = snapshot.site.taxonomies[taxonomy].key;
    map! {
        "key" => key.name(),
        "title" => snapshot.theme.strings.word(lang, key.name()),
        "url" => taxonomy_url(snapshot, taxonomy, language).href(&snapshot.config.base_path),
    }
}

pub(crate) fn taxonomy_url(snapshot: &Snapshot, taxonomy: usize, language: usize) -> UrlPath {
    let prefix = snapshot
        .config
        .prefix(&snapshot.config.languages[language].code);
    UrlPath::new(&format!(
        "{prefix}{}/",
        snapshot.site.taxonomies[taxonomy].key.name()
    ))
}

fn person(snapshot: &Snapshot, author: &Author, listing: &Listing) -> Value {
    let lang = &listing.lang;
    let (bio, links) = match &author.who {
        Who::Person(person) => {
            let typography = |bio: &Localized| snapshot.config.typography(bio.language(lang));
            let bio = person
                .bio
                .as_ref()
                .map(|bio| markdown::inline(bio.get(lang), typography(bio)));
            (bio, person.links.as_slice())
        }
        Who::Guest(_) => (None, &[][..]),
    };
    map! {
        "name" => author.name(lang),
        "role" => text_or_none(author.role(lang)),
        "organisation" => text_or_none(author.organisation(lang)),
        "url" => text_or_none(author.url()),
        "avatar" => pictures::avatar(snapshot, author, lang),
        "members" => list(members(snapshot, author).map(|person| mention(snapshot, person, listing))),
        "teams" => list(teams(snapshot, author).map(|person| mention(snapshot, person, listing))),
        "bio" => bio.map_or_else(Value::none, |bio| safe(&bio)),
        "links" => list(links.iter().map(|(title, url)| map! { "title" => title.as_str(), "url" => url.as_str() })),
    }
}

/// Who is in a team.
fn members<'s>(snapshot: &'s Snapshot, author: &'s Author) -> impl Iterator<Item = &'s Person> {
    let ids = match &author.who {
        Who::Person(person) => person.members.as_slice(),
        Who::Guest(_) => &[],
    };
    ids.iter().filter_map(|id| {
        snapshot
            .site
            .people
            .iter()
            .find(|person| person.id == id.value)
    })
}

/// The teams that somebody is in.
fn teams<'s>(snapshot: &'s Snapshot, author: &'s Author) -> impl Iterator<Item = &'s Person> {
    let id = match &author.who {
        Who::Person(person) => person.id.as_str(),
        Who::Guest(_) => "",
    };
    snapshot
        .site
        .people
        .iter()
        .filter(move |team| team.members.iter().any(|member| member.value == id))
}

fn mention(snapshot: &Snapshot, person: &Person, listing: &Listing) -> Value {
    let author = Author::of(person);
    map! {
        "name" => author.name(&listing.lang),
        "role" => text_or_none(author.role(&listing.lang)),
        "url" => text_or_none(cards::person_url(snapshot, &author, listing.language).as_deref()),
    }
}

/// The same listing in each language. Only first parts are each other's translations: how many
/// posts come before the second one differs.
pub(crate) fn translations(
    snapshot: &Snapshot,
    listing: &Listing,
    part: usize,
) -> Vec<Translation> {
    let site = &snapshot.site;
    let in_language = |language: usize| {
        if language == listing.language {
            return Translation {
                url: listing.part_url(part),
                missing: false,
            };
        }
        let prefix = snapshot
            .config
            .prefix(&snapshot.config.languages[language].code);
        let same = match &listing.subject {
            Subject::Term(taxonomy, at) => {
                let taxonomy = &site.taxonomies[*taxonomy];
                let term = &taxonomy.terms[listing.language][*at];
                taxonomy
                    .translation(term, language)
                    .map(|term| site.listing(term.listing))
            }
            subject => site
                .listings
                .iter()
                .find(|other| other.language == language && other.subject == *subject),
        };
        same.map_or_else(
            || Translation {
                url: UrlPath::new(&prefix),
                missing: true,
            },
            |same| Translation {
                url: same.url.clone(),
                missing: part > 1,
            },
        )
    };
    (0..snapshot.config.languages.len())
        .map(in_language)
        .collect()
}

/// The terms of a taxonomy in each language.
pub(crate) fn taxonomy_translations(snapshot: &Snapshot, taxonomy: usize) -> Vec<Translation> {
    let in_language = |language: usize| {
        let missing = snapshot.site.taxonomies[taxonomy].terms[language].is_empty();
        let home = UrlPath::new(
            &snapshot
                .config
                .prefix(&snapshot.config.languages[language].code),
        );
        Translation {
            url: if missing {
                home
            } else {
                taxonomy_url(snapshot, taxonomy, language)
            },
            missing,
        }
    };
    (0..snapshot.config.languages.len())
        .map(in_language)
        .collect()
}

pub(crate) fn render_taxonomy(snapshot: &Snapshot, taxonomy: usize, language: usize) -> Rendered {
    let site = &snapshot.site;
    let lang = &snapshot.config.languages[language].code;
    let url = taxonomy_url(snapshot, taxonomy, language);
    let title = snapshot
        .theme
        .strings
        .word(lang, site.taxonomies[taxonomy].key.name());
    let head = Head {
        description: description(snapshot, lang),
        translations: taxonomy_translations(snapshot, taxonomy),
        about: About::Taxonomy(taxonomy),
        ..Head::new(snapshot, "taxonomy", language, &url, title)
    };
    let mut context = context(snapshot, &head);
    let terms = site.taxonomies[taxonomy].terms[language].iter();
    context.insert_value(
        "terms",
        list(terms.map(|term| term_value(snapshot, language, term))),
    );
    context.insert_value("taxonomy", taxonomy_value(snapshot, taxonomy, language));
    snapshot.theme.render("taxonomy.html", &context)
}
