//! `lutrin new post`: a draft of today, as a folder of its own.

use clap::Args;
use serde_json::json;

use super::{AuthorSite, name_of};
use crate::cli::outcome::Outcome;
use crate::date::Date;
use crate::scaffold::archetypes::{FrontMatterLines, NewFile};

#[derive(Debug, Args)]
pub(in crate::cli) struct PostArguments {
    /// Its title
    title: String,
    /// Who signs it: an id of people.yaml, or a name; may stand several times [default: those that
    /// lutrin.yaml names in `new`]
    #[arg(long = "author", value_name = "WHO")]
    authors: Vec<String>,
    /// Its language [default: the one at the site's root, else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The name of its folder [default: made from the title]
    #[arg(long)]
    slug: Option<String>,
}

/// Makes a draft of today; prints its path.
pub(super) fn run(site: &AuthorSite, arguments: &PostArguments, today: &Date) -> Outcome {
    let title = &arguments.title;
    let lang = site.lang(arguments.lang.as_deref())?;
    let authors = site.authors(&arguments.authors)?;
    let name = name_of(arguments.slug.as_deref(), title)?;
    site.refuse_twice(&format!("content/blog/{name}.{lang}.md"))?;
    let mut front = FrontMatterLines::default();
    front.text("title", title);
    front.plain("date", today.iso());
    front.list("authors", &authors);
    site.write(&NewFile {
        kind: "post",
        path: format!("content/blog/{name}/index.{lang}.md"),
        lang: &lang,
        front,
        context: vec![
            ("title", json!(title)),
            ("date", json!(today.iso())),
            ("authors", json!(authors)),
        ],
    })
}
