//! `lutrin new page`: a page that is no article, as a draft.

use clap::Args;
use serde_json::json;

use super::{AuthorSite, name_of};
use crate::cli::outcome::{Outcome, Refusal};
use crate::content_path::{ContentPath, Kind};
use crate::path::SitePath;
use crate::scaffold::archetypes::{FrontMatterLines, NewFile};

#[derive(Debug, Args)]
pub(in crate::cli) struct PageArguments {
    /// Its title
    title: String,
    /// The folder of content/ that it is in: `guide`
    #[arg(long = "in", default_value = "pages", value_name = "FOLDER")]
    folder: String,
    /// Its language [default: the one at the site's root, else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// The name of its file [default: made from the title]
    #[arg(long)]
    slug: Option<String>,
}

/// Makes a page; prints its path.
pub(super) fn run(site: &AuthorSite, arguments: &PageArguments) -> Outcome {
    let title = &arguments.title;
    let lang = site.lang(arguments.lang.as_deref())?;
    let name = name_of(arguments.slug.as_deref(), title)?;
    let folder = folder(site, &arguments.folder, &format!("{name}.{lang}.md"))?;
    site.refuse_twice(&format!("{folder}/{name}/index.{lang}.md"))?;
    let mut front = FrontMatterLines::default();
    front.text("title", title);
    site.write(&NewFile {
        kind: "page",
        path: format!("{folder}/{name}.{lang}.md"),
        lang: &lang,
        front,
        context: vec![("title", json!(title))],
    })
}

/// The folder that an argument names, however much of its path was written; files in it must be
/// pages.
fn folder(site: &AuthorSite, named: &str, file: &str) -> Result<String, Refusal> {
    let below = named.trim_start_matches("./").trim_matches('/');
    let below = below.strip_prefix("content/").unwrap_or(below);
    let below = if below == "content" { "" } else { below };
    let path = SitePath::resolve("content/", &format!("{below}/{file}"));
    let path = path.filter(|path| path.as_str().starts_with("content/"));
    let Some(path) = path else {
        let message = format!("`{named}` is not a folder of `content`");
        return Err(Refusal::with_hint(
            message,
            "name one like `pages` or `guide`",
        ));
    };
    let section = path.as_str().split('/').nth(1);
    let kind = ContentPath::parse(&path, site.config()).map(|path| path.kind);
    let command = match kind {
        Ok(Kind::Post) => "lutrin new post",
        _ if section == Some("events") => "lutrin new event",
        _ if section == Some("talks") => "lutrin new talk",
        _ => return Ok(path.folder().trim_end_matches('/').to_owned()),
    };
    Err(Refusal::with_hint(
        format!("`content/{below}` is not a folder of pages"),
        format!("what belongs there is made by `{command}`"),
    ))
}
