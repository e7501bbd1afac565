//! `lutrin present`: a talk before its audience, or before nobody yet.

use std::net::{IpAddr, Ipv4Addr};
use std::path::Path;

use clap::Args;

use super::lookup::{folder_of, rank, without_deck, without_language, without_variant};
use super::outcome::{Outcome, Refusal};
use super::reporting::Reporting;
use super::serve::{everything, serve_site};
use crate::date::Date;
use crate::serve::{ServeSettings, StartPages};
use crate::site::{Page, addresses, decks};
use crate::snapshot::Snapshot;

#[derive(Debug, Args)]
pub(super) struct PresentArguments {
    /// The folder of the talk
    talk: String,
    /// The language of the slides [default: the one at the site's root, else the first that the
    /// deck is in]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// A variant of the deck [default: the whole deck]
    #[arg(long, value_name = "NAME")]
    variant: Option<String>,
    /// Listen on the network, so that a phone can be the remote
    #[arg(long)]
    lan: bool,
    /// The port; the next free one is taken where it is not
    #[arg(long, default_value_t = 4100, value_name = "PORT")]
    port: u16,
    /// Open your own view in a browser
    #[arg(long)]
    open: bool,
    /// Compare files again and again, where the system does not tell of changes (WSL, network
    /// drives)
    #[arg(long)]
    poll: bool,
}

/// Serves the site, drafts included, and says where the deck is.
pub(super) fn run(root: &Path, arguments: &PresentArguments, today: Date) -> Outcome {
    let host = if arguments.lan {
        Ipv4Addr::UNSPECIFIED
    } else {
        Ipv4Addr::LOCALHOST
    };
    let settings = ServeSettings {
        host: IpAddr::V4(host),
        port: arguments.port,
        poll: arguments.poll,
        goto: false,
        open: arguments.open,
        options: everything(today),
    };
    serve_site(root, &settings, Reporting::FOR_PEOPLE, |snapshot| {
        start_pages(snapshot, arguments)
    })
}

/// The deck that is asked for, and its presenter view.
fn start_pages(snapshot: &Snapshot, arguments: &PresentArguments) -> Result<StartPages, Refusal> {
    let folder = folder_of(&arguments.talk);
    let ids = decks::of_talk(&snapshot.site, folder).into_iter().flatten();
    let pages: Vec<&Page> = ids.map(|id| snapshot.site.page(id)).collect();
    if pages.is_empty() {
        return Err(without_deck(snapshot, folder));
    }
    let page = chosen(snapshot, arguments, folder, &pages)?;
    let deck = match &arguments.variant {
        None => page.url.clone(),
        Some(name) => {
            let known = decks::variants(&page.document);
            if !known.contains(&name.as_str()) {
                return Err(without_variant(folder, name, &known));
            }
            addresses::slides(&page.url, Some(name))
        }
    };
    Ok(StartPages {
        presenter: Some(addresses::presenter(&deck)),
        page: deck,
    })
}

/// The deck in the language that is asked for; without one, in that of the site's root, else the
/// first one.
fn chosen<'p>(
    snapshot: &Snapshot,
    arguments: &PresentArguments,
    folder: &str,
    pages: &[&'p Page],
) -> Result<&'p Page, Refusal> {
    let config = &snapshot.config;
    if let Some(code) = &arguments.lang {
        let language = rank(config, code)?;
        let page = pages.iter().find(|page| page.language == language);
        return page
            .copied()
            .ok_or_else(|| without_language(folder, code, pages));
    }
    let root = config
        .root_language
        .as_ref()
        .and_then(|root| config.rank(root));
    let at_root = pages.iter().find(|page| Some(page.language) == root);
    at_root
        .or(pages.first())
        .copied()
        .ok_or_else(|| without_deck(snapshot, folder))
}
