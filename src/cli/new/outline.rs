//! `lutrin new outline`: the parts of a talk, with its slot divided among them.

use clap::Args;
use serde_json::json;

use super::{AuthorSite, Found};
use crate::cli::outcome::Outcome;
use crate::content_path::Kind;
use crate::duration::Duration;
use crate::scaffold::archetypes::{self, FrontMatterLines, NewFile};
use crate::site::talks;

#[derive(Debug, Args)]
pub(in crate::cli) struct OutlineArguments {
    /// The folder of the talk
    talk: String,
    /// Its language [default: the talk's, where it has one only, else the one at the site's root,
    /// else the first one]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
}

/// Makes the outline of a talk, its slot divided among the parts; prints its path.
pub(super) fn run(site: &AuthorSite, arguments: &OutlineArguments) -> Outcome {
    let Found { folder, page, lang } =
        site.find(Kind::Talk, &arguments.talk, arguments.lang.as_deref())?;
    let slot = talks::facts(&site.snapshot.site, page.group, page.language).slot();
    let times = archetypes::split_slot(slot.map(Duration::seconds));
    let mut front = FrontMatterLines::default();
    front.text("title", &page.document.front_matter.title);
    site.write(&NewFile {
        kind: "outline",
        path: format!("content/talks/{folder}/outline.{lang}.md"),
        lang: &lang,
        front,
        context: vec![("times", json!(times))],
    })
}
