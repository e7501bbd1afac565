//! `lutrin proposal`: a talk as the forms of calls for papers ask for it.

use std::io::{self, Write};
use std::path::Path;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value};

use super::author_site::{AuthorSite, Found};
use super::outcome::{Outcome, Refusal};
use crate::content_path::Kind;
use crate::date::Date;
use crate::diagnostic::words::quoted;
use crate::nearest;
use crate::render;
use crate::site::{Page, talk_facts, talks};

#[derive(Debug, Args)]
pub(super) struct ProposalArguments {
    /// The folder of the talk
    talk: String,
    /// The event that it goes to, as the talk names it: its format and its notes come along
    #[arg(long)]
    event: Option<String>,
    /// The language [default: the talk's, where it has one only, else the one at the site's root,
    /// else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = ProposalFormat::Text)]
    format: ProposalFormat,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ProposalFormat {
    /// Each field below its name
    Text,
    /// One JSON object
    Json,
}

/// Prints the fields that are not empty. Deliveries after `today` are no references.
pub(super) fn run(root: &Path, arguments: &ProposalArguments, today: Date) -> Outcome {
    let Some(site) = AuthorSite::open(root, Some(today))? else {
        return Ok(false);
    };
    let Found { folder, page, lang } =
        site.find(Kind::Talk, &arguments.talk, arguments.lang.as_deref())?;
    let there = &page.document.path;
    if there.lang != lang {
        return Err(Refusal::with_hint(
            format!("`{folder}` does not exist in `{lang}`"),
            format!(
                "it is there in `{code}`: say `--lang {code}`, or translate it with `lutrin new translation {}`",
                there.file,
                code = there.lang
            ),
        ));
    }
    let event = arguments.event.as_deref();
    if let Some(event) = event {
        check_event(&site, &folder, page, event)?;
    }
    let fields = render::proposal_fields(&site.snapshot, &folder, event, page.language);
    let fields = fields.unwrap_or_default();
    match arguments.format {
        ProposalFormat::Text => write!(io::stdout(), "{}", render::proposal_text(&fields))?,
        ProposalFormat::Json => {
            let object: Map<String, Value> = fields
                .into_iter()
                .map(|field| (field.key.to_owned(), field.value.into()))
                .collect();
            writeln!(io::stdout(), "{:#}", Value::from(object))?;
        }
    }
    Ok(true)
}

/// Whether the talk goes to an event.
fn check_event(site: &AuthorSite, folder: &str, page: &Page, event: &str) -> Result<(), Refusal> {
    let proposals = talks::facts(&site.snapshot.site, page.group, page.language).proposals;
    let known: Vec<&str> = proposals
        .iter()
        .map(|proposal| proposal.event.value.as_str())
        .collect();
    if known
        .iter()
        .any(|name| talk_facts::is_same_event(name, event))
    {
        return Ok(());
    }
    let near = nearest::did_you_mean(event, known.iter().copied());
    let hint = near.unwrap_or_else(|| {
        if known.is_empty() {
            "it has no `proposals`".to_owned()
        } else {
            format!("it has {}", quoted(known))
        }
    });
    Err(Refusal::with_hint(
        format!("`{folder}` has no proposal to `{event}`"),
        hint,
    ))
}
