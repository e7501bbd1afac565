//! Joins documents into a site, pass by pass.
//!
//! [`link`] has the order of the passes. Each takes what those before it made, and returns what it
//! makes; the site is put together last.

mod archives;
mod assets;
mod checks;
mod dates;
mod destinations;
mod events;
mod gathering;
mod listings;
mod made_for;
mod menus;
mod names;
mod order;
mod pages;
mod people;
mod permalinks;
mod routes;
mod selection;
mod series;
mod site_maps;
mod talks;
mod taxonomies;
mod texts;
mod translations;

use std::sync::Arc;

use super::addresses::Addresses;
use super::routes::Places;
use super::taxonomy::TaxonomyKey;
use super::{Input, Options, Site};
use crate::config::Config;
use crate::diagnostic::Checked;

use destinations::Destinations;

/// Joins documents into a site. Never fails: what cannot be joined is left out, with a diagnostic.
#[must_use]
pub fn link(config: &Config, input: &Input, options: &Options) -> Checked<Site> {
    let mut diagnostics = Vec::new();
    let noted = &mut diagnostics;
    let addresses = Addresses::new(config);

    let selection = selection::select(&input.documents, options);
    let left_out = selection.left_out;
    let placed = permalinks::place(config, &addresses, &selection.pages).take(noted);
    let texts = translations::group(config, placed).take(noted);
    noted.extend(translations::check_sources(
        config,
        &input.documents,
        &left_out,
    ));
    noted.extend(made_for::check(config, &input.documents, &left_out));

    let people = people::attribute(config, &texts, &input.people).take(noted);
    let talks = talks::collect(&texts, &selection.outlines);
    let declared = &input.event_series;
    let events = events::join(config, &texts, &talks, &left_out, declared).take(noted);
    noted.extend(talks::check_events(&texts, &events, &left_out));
    let gathered = gathering::gather(&texts, &events).take(noted);

    let signatures = people::sign_recaps(people.signatures, &texts, &gathered);
    let dates = dates::date(&texts, &events);
    let session_places = pages::session_places(&texts, &events, &gathered);
    let pages = pages::build(&texts, signatures, dates, session_places);

    let order = order::sort(&pages, &texts.groups, config.languages.len());
    let shown = &order.by_language;
    let sections = listings::collect(config, &addresses, &pages, shown, &selection.listing_texts);
    let sources = taxonomies::TermSources {
        config,
        addresses: &addresses,
        pages: &pages,
        authors: &people.authors,
        order: shown,
        dictionary: &input.terms,
    };
    let taxonomies = taxonomies::collect(&sources, sections).take(noted);
    let (listings, taxonomies) = (taxonomies.listings, taxonomies.all);
    let series = &taxonomies[TaxonomyKey::Series.index()];
    let series = series::number(&pages, series, &listings).take(noted);
    let archives = archives::collect(&addresses, &pages, shown);

    let assets = assets::publish(&input.assets, &pages, &left_out);
    noted.extend(checks::check_look(config, &assets));
    noted.extend(checks::check_new_authors(config, &input.people));
    noted.extend(checks::check_avatars(&input.people, &assets));
    noted.extend(people::check_people(&input.people));
    let destinations = Destinations {
        config,
        places: Places {
            addresses: &addresses,
            pages: &pages,
            listings: &listings,
            event_series: &events.series,
            talks: &talks,
        },
        groups: &texts.groups,
        taxonomies: &taxonomies,
        archives: &archives,
        blogroll: input.blogroll.as_deref(),
        order: shown,
        files: &assets.files,
        today: options.today.as_ref(),
    };
    let routes = routes::lay(&destinations).take(noted);
    let menus = menus::resolve(&destinations).take(noted);

    let site = Site {
        by_file: Arc::new(pages::by_file(&pages)),
        pages,
        groups: Arc::new(texts.groups),
        authors: Arc::new(people.authors),
        people: Arc::new(people.entries),
        events: Arc::new(events),
        gathered: Arc::new(gathered),
        listings,
        taxonomies,
        series: Arc::new(series),
        archives: Arc::new(archives),
        blogroll: input.blogroll.clone(),
        talks: Arc::new(talks),
        rehearsals: input.rehearsals.clone(),
        order: Arc::new(order.by_language),
        positions: Arc::new(order.positions),
        menus,
        addresses: Arc::new(addresses),
        routes: Arc::new(routes),
        hints: Arc::default(),
        today: options.today.clone(),
        unlisted: options.unlisted || config.is_moved(),
        left_out,
        assets: Arc::new(assets.addresses),
        pictures: Arc::new(assets.pictures),
        drawings: Arc::new(assets.drawings),
        unshown: Arc::new(assets.unshown),
        stripped: Arc::new(assets.stripped),
    };
    Checked {
        value: site,
        diagnostics,
    }
}
