//! `lutrin new post`: a draft of today, as a folder of its own.

use std::io::{self, Write};

use clap::Args;

use super::AuthorSite;
use crate::cli::outcome::Outcome;
use crate::date::Date;
use crate::scaffold::{self, NewPost};

#[derive(Debug, Args)]
pub(in crate::cli) struct PostArguments {
    /// Its title
    title: String,
    /// Its language [default: the one at the site's root, else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The name of its folder [default: made from the title]
    #[arg(long)]
    slug: Option<String>,
}

/// Makes a draft of today; prints its path.
pub(super) fn run(site: &AuthorSite, arguments: &PostArguments, today: &Date) -> Outcome {
    let lang = site.lang(arguments.lang.as_deref())?;
    let post = NewPost {
        title: &arguments.title,
        slug: arguments.slug.as_deref(),
        lang: &lang,
        today,
    };
    let file = scaffold::new_post(site.root(), site.config(), &site.theme(), &post)?;
    writeln!(io::stdout(), "{}", site.root().join(file).display())?;
    Ok(true)
}
