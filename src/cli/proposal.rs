//! `lutrin proposal`: a talk as the forms of calls for papers ask for it.

use std::io::{self, Write};
use std::path::Path;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value};

use super::new::Studio;
use super::{Outcome, Refusal};
use crate::content_path::Kind;
use crate::date::Date;
use crate::nearest;
use crate::render;
use crate::site::talk_facts;
use crate::site::talks;

#[derive(Debug, Args)]
pub(super) struct ProposalArguments {
    /// The folder of the talk
    talk: String,
    /// The event that it goes to, as the talk names it: its format and its notes come along
    #[arg(long)]
    event: Option<String>,
    /// The language [default: the one at the site's root, else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Form {
    /// Each field below its name
    Text,
    /// One JSON object
    Json,
}

/// Prints the fields that have something to say. What is still to come is no reference.
pub(super) fn run(root: &Path, arguments: &ProposalArguments, today: Date) -> Outcome {
    let Some(studio) = Studio::open_on(root, Some(today))? else {
        return Ok(false);
    };
    let lang = studio.lang(arguments.lang.as_deref())?;
    let (folder, page) = studio.find(Kind::Talk, &arguments.talk, &lang)?;
    if page.document.path.lang != lang {
        let message = format!("`{folder}` does not exist in `{lang}`");
        return Err(Refusal {
            message,
            hint: Some("translate it first: `lutrin new translation …`".to_owned()),
        });
    }
    let facts = talks::facts(&studio.snapshot.site, page.group, page.language);
    if let Some(event) = &arguments.event
        && !facts
            .proposals
            .iter()
            .any(|proposal| talk_facts::is_same_event(&proposal.event.value, event))
    {
        let known = facts
            .proposals
            .iter()
            .map(|proposal| proposal.event.value.as_str());
        let hint = nearest::did_you_mean(event, known.clone()).unwrap_or_else(|| {
            let known: Vec<String> = known.map(|name| format!("`{name}`")).collect();
            if known.is_empty() {
                "it has no `proposals`".to_owned()
            } else {
                format!("it has {}", known.join(", "))
            }
        });
        let message = format!("`{folder}` has no proposal to `{event}`");
        return Err(Refusal {
            message,
            hint: Some(hint),
        });
    }
    let fields = render::proposal_fields(
        &studio.snapshot,
        &folder,
        arguments.event.as_deref(),
        page.language,
    );
    let fields = fields.unwrap_or_default();
    match arguments.format {
        Form::Text => write!(io::stdout(), "{}", render::proposal_text(&fields))?,
        Form::Json => {
            let object: Map<String, Value> = fields
                .into_iter()
                .map(|field| (field.key.to_owned(), field.value.into()))
                .collect();
            writeln!(io::stdout(), "{:#}", Value::from(object))?;
        }
    }
    Ok(true)
}
