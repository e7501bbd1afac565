//! `lutrin new`: files to begin with, filled with what the site knows already.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Subcommand;
use serde_json::json;

use super::{
    FormatArg, Outcome, Refusal, Reporting, decks, is_about_config, open_files, report, sessions,
    translations,
};
use crate::cache::MemoryCache;
use crate::content_path::Kind;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, codes};
use crate::duration::{self, Duration};
use crate::files::Files;
use crate::front_matter::event::EventMatter;
use crate::lang::Lang;
use crate::nearest;
use crate::path::SitePath;
use crate::person;
use crate::scaffold::archetypes::{self, Front, NewFile};
use crate::scaffold::{self, NewPost};
use crate::site::{Options, Page, talks};
use crate::slug::slugify;
use crate::snapshot::Snapshot;
use crate::source::Source;
use crate::theme::FileMap;
use crate::workspace::{Change, Workspace};

#[derive(Debug, Subcommand)]
pub(super) enum New {
    /// A draft in content/blog, as a folder of its own
    Post {
        /// Its title
        title: String,
        /// Its language [default: the one at the site's root, else the first one]
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// The name of its folder [default: made from the title]
        #[arg(long)]
        slug: Option<String>,
    },
    /// A draft beside a page, in another language, with its front matter and headings
    Translation {
        /// The page to translate
        file: PathBuf,
        /// The language to translate it into [default: the only one that it is missing in]
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
    },
    /// An event in content/events
    Event {
        /// Its name
        title: String,
        /// Its first day
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        start: Option<Date>,
        /// Its last day
        #[arg(long, value_name = "DATE", value_parser = parse_date)]
        end: Option<Date>,
        /// Its language [default: the one at the site's root, else the first one]
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// The name of its folder [default: made from its name]
        #[arg(long)]
        slug: Option<String>,
    },
    /// Notes of one session of an event
    Session {
        /// The folder of the event
        event: String,
        /// The title of the session
        title: String,
        /// Who gave it, as `Name - Role, Organisation`; may stand several times
        #[arg(long = "speaker", value_name = "WHO")]
        speakers: Vec<String>,
        /// Who takes the notes: an id of people.yaml, or a name; may stand several times
        #[arg(long = "author", value_name = "WHO")]
        authors: Vec<String>,
        /// The track that it was part of
        #[arg(long)]
        track: Option<String>,
        /// The language of the notes [default: the one at the site's root, else the first one]
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// The name of the file [default: made from the title]
        #[arg(long)]
        slug: Option<String>,
    },
    /// Notes of sessions that the programme of an event has
    Sessions(sessions::Sessions),
    /// The recap of an event
    Recap {
        /// The folder of the event
        event: String,
        /// Its language [default: the one at the site's root, else the first one]
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
    },
    /// A talk in content/talks
    Talk {
        /// Its title
        title: String,
        /// Who gives it: an id of people.yaml, or a name; may stand several times
        #[arg(long = "speaker", value_name = "WHO")]
        speakers: Vec<String>,
        /// Its slot, questions included: `45m`
        #[arg(long, value_parser = parse_duration)]
        duration: Option<Duration>,
        /// What of the slot is for questions
        #[arg(long, value_name = "DURATION", value_parser = parse_duration)]
        questions: Option<Duration>,
        /// Its language [default: the one at the site's root, else the first one]
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
        /// The name of its folder [default: made from the title]
        #[arg(long)]
        slug: Option<String>,
    },
    /// The slides of a talk
    Deck(decks::Deck),
    /// The outline of a talk, its slot divided among the parts
    Outline {
        /// The folder of the talk
        talk: String,
        /// Its language [default: the one at the site's root, else the first one]
        #[arg(long, value_name = "CODE")]
        lang: Option<String>,
    },
}

pub(super) fn parse_date(text: &str) -> Result<Date, String> {
    Date::parse(text).map_err(|error| format!("{}: {}", error.message, error.hint))
}

fn parse_duration(text: &str) -> Result<Duration, String> {
    Duration::parse(text)
        .ok_or_else(|| format!("`{text}` is not a length of time: {}", duration::HINT))
}

/// A site as its authors see it, and what a new file of it is made from.
pub(super) struct Studio {
    pub(super) root: PathBuf,
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) theme: FileMap,
    people: Vec<String>,
}

impl Studio {
    /// `None` when the configuration cannot be used: that has been said.
    fn open(root: &Path) -> Result<Option<Self>, Refusal> {
        Self::open_on(root, None)
    }

    /// The same on a day, where it matters what is past.
    pub(super) fn open_on(root: &Path, today: Option<Date>) -> Result<Option<Self>, Refusal> {
        let files = open_files(root)?;
        let options = Options {
            drafts: true,
            future: true,
            today,
        };
        let mut workspace =
            Workspace::new(files.clone(), Arc::new(MemoryCache::default()), options);
        let snapshot = workspace.apply(&[Change::Everything]);
        // A theme without a template can still have archetypes.
        let matters =
            |told: &&Diagnostic| is_about_config(told) && told.code != codes::MISSING_TEMPLATE;
        let broken: Vec<Diagnostic> = snapshot
            .diagnostics
            .iter()
            .filter(matters)
            .cloned()
            .collect();
        if broken.iter().any(Diagnostic::is_error) {
            report(
                &snapshot,
                &broken,
                Reporting {
                    format: FormatArg::Human,
                    strict: false,
                },
            )?;
            return Ok(None);
        }
        let path = SitePath::new(person::FILE);
        let bytes = files.read(&path).unwrap_or_default();
        let people =
            person::parse_people(&Source::new(path, &String::from_utf8_lossy(&bytes))).value;
        let people = people.into_iter().map(|person| person.id).collect();
        Ok(Some(Self {
            root: root.to_owned(),
            snapshot,
            theme: workspace.theme_files(),
            people,
        }))
    }

    /// A language of the site by its code, or the one to write in when none is named.
    pub(super) fn lang(&self, code: Option<&str>) -> Result<Lang, Refusal> {
        let config = &self.snapshot.config;
        let default = || {
            config
                .root_language
                .clone()
                .or_else(|| config.codes().next().cloned())
        };
        let lang = code
            .map(Lang::new)
            .or_else(default)
            .unwrap_or_else(|| Lang::new("en"));
        if config.rank(&lang).is_none() {
            let known: Vec<String> = config.codes().map(|code| format!("`{code}`")).collect();
            return Err(Refusal {
                message: format!("`{lang}` is not a language of the site"),
                hint: Some(format!("it has {}", known.join(", "))),
            });
        }
        Ok(lang)
    }

    /// An event or talk by its folder, in a language, else in any.
    pub(super) fn find(
        &self,
        kind: Kind,
        named: &str,
        lang: &Lang,
    ) -> Result<(String, &Page), Refusal> {
        let (what, top) = if kind == Kind::Event {
            ("event", "events")
        } else {
            ("talk", "talks")
        };
        let named = named.trim_end_matches('/');
        let folder = named.rsplit('/').next().unwrap_or(named);
        let pages = self
            .snapshot
            .site
            .pages
            .iter()
            .filter(|page| page.document.path.kind == kind);
        let known: Vec<(&str, &Page)> = pages
            .filter_map(|page| Some((page.document.path.bundle()?, page.as_ref())))
            .collect();
        let mut found = known
            .iter()
            .filter(|(name, _)| *name == folder)
            .map(|(_, page)| *page);
        let any = found.clone().next();
        if let Some(page) = found.find(|page| page.document.path.lang == *lang).or(any) {
            return Ok((folder.to_owned(), page));
        }
        let make = format!("make it first: `lutrin new {what} …`");
        let near = nearest::did_you_mean(folder, known.iter().map(|(name, _)| *name));
        Err(Refusal {
            message: format!("`content/{top}` has no `{folder}`"),
            hint: near.or(Some(make)),
        })
    }

    /// Those who sign, as front matter names them. An id that nobody has is a slip, and so is what
    /// nobody is called.
    pub(super) fn check_people(&self, named: &[String]) -> Result<(), Refusal> {
        if let Some(text) = named.iter().find(|text| !person::Mention::is_clear(text)) {
            let hint = Some("write it like `Name - Role, Organisation`".to_owned());
            return Err(Refusal {
                message: format!("`{text}` does not say clearly who that is"),
                hint,
            });
        }
        let is_unknown = |name: &&String| matches!(person::Mention::parse(name), person::Mention::Id(id) if !self.people.contains(&id));
        let Some(name) = named.iter().find(is_unknown) else {
            return Ok(());
        };
        let near = nearest::did_you_mean(name, self.people.iter().map(String::as_str));
        let hint =
            near.unwrap_or_else(|| "write their whole name, or add them there first".to_owned());
        Err(Refusal {
            message: format!("people.yaml has no `{name}`"),
            hint: Some(hint),
        })
    }

    /// Writes a file, and prints where: the path is what a shell or an editor goes on with.
    pub(super) fn write(&self, file: &NewFile<'_>) -> Outcome {
        let written = archetypes::write(&self.root, &self.theme, file)?;
        writeln!(io::stdout(), "{}", self.root.join(written).display())?;
        Ok(true)
    }
}

/// The name of a folder or file: chosen, or made from a title. Never more than one segment of a
/// path.
pub(super) fn name_of(slug: Option<&str>, title: &str) -> Result<String, Refusal> {
    let name = slugify(slug.unwrap_or(title));
    if name.is_empty() || name.len() > crate::slug::LONGEST {
        let why = if name.is_empty() {
            "leaves no letter or digit for a name"
        } else {
            "is too long for a name"
        };
        return Err(Refusal {
            message: format!("`{title}` {why}"),
            hint: Some("choose one with `--slug`".to_owned()),
        });
    }
    Ok(name)
}

/// The days of an event as its sessions and its recap begin with them.
fn event_of(page: &Page) -> EventMatter {
    page.document.front_matter.event.clone().unwrap_or_default()
}

/// Makes what is asked for.
pub(super) fn run(root: &Path, new: &New, today: &Date) -> Outcome {
    if let New::Translation { file, lang } = new {
        return translations::new_translation(root, file, lang.as_deref());
    }
    let Some(studio) = Studio::open(root)? else {
        return Ok(false);
    };
    match new {
        New::Translation { .. } => Ok(true),
        New::Post { title, lang, slug } => {
            let lang = studio.lang(lang.as_deref())?;
            let post = NewPost {
                title,
                slug: slug.as_deref(),
                lang: &lang,
                today,
            };
            let file = scaffold::new_post(root, &studio.snapshot.config, &studio.theme, &post)?;
            writeln!(io::stdout(), "{}", root.join(file).display())?;
            Ok(true)
        }
        New::Event {
            title,
            start,
            end,
            lang,
            slug,
        } => new_event(
            &studio,
            title,
            (start.as_ref(), end.as_ref()),
            lang.as_deref(),
            slug.as_deref(),
        ),
        New::Session {
            event,
            title,
            speakers,
            authors,
            track,
            lang,
            slug,
        } => {
            let asked = Asked {
                title,
                speakers,
                lang: lang.as_deref(),
                slug: slug.as_deref(),
            };
            new_session(&studio, event, &asked, authors, track.as_deref())
        }
        New::Sessions(arguments) => sessions::run(&studio, arguments),
        New::Recap { event, lang } => new_recap(&studio, event, lang.as_deref(), today),
        New::Talk {
            title,
            speakers,
            duration,
            questions,
            lang,
            slug,
        } => {
            let asked = Asked {
                title,
                speakers,
                lang: lang.as_deref(),
                slug: slug.as_deref(),
            };
            new_talk(&studio, &asked, *duration, *questions)
        }
        New::Deck(arguments) => decks::run(&studio, arguments),
        New::Outline { talk, lang } => new_outline(&studio, talk, lang.as_deref()),
    }
}

/// What several kinds ask for.
struct Asked<'a> {
    title: &'a str,
    speakers: &'a [String],
    lang: Option<&'a str>,
    slug: Option<&'a str>,
}

fn new_event(
    studio: &Studio,
    title: &str,
    (start, end): (Option<&Date>, Option<&Date>),
    lang: Option<&str>,
    slug: Option<&str>,
) -> Outcome {
    if let Some((start, end)) = start.zip(end)
        && start.is_after_day(end)
    {
        let message = format!(
            "the event would end on {}, before it starts on {}",
            end.iso(),
            start.iso()
        );
        return Err(Refusal {
            message,
            hint: None,
        });
    }
    if let (None, Some(_)) = (start, end) {
        let hint = Some("name its first day with `--start`".to_owned());
        return Err(Refusal {
            message: "an event with a last day needs a first one".to_owned(),
            hint,
        });
    }
    let lang = studio.lang(lang)?;
    let mut front = Front::default();
    front.text("title", title);
    front.plain("start", start.map(Date::iso).unwrap_or_default());
    front.plain("end", end.map(Date::iso).unwrap_or_default());
    let path = format!("content/events/{}/index.{lang}.md", name_of(slug, title)?);
    studio.write(&NewFile {
        kind: "event",
        path,
        lang: &lang,
        front,
        context: vec![("title", json!(title))],
    })
}

fn new_session(
    studio: &Studio,
    event: &str,
    asked: &Asked<'_>,
    authors: &[String],
    track: Option<&str>,
) -> Outcome {
    let lang = studio.lang(asked.lang)?;
    let (folder, page) = studio.find(Kind::Event, event, &lang)?;
    studio.check_people(authors)?;
    studio.check_people(asked.speakers)?;
    let mut front = Front::default();
    front.text("title", asked.title);
    front.list("speakers", asked.speakers);
    front.list("authors", authors);
    front.text("track", track.unwrap_or_default());
    front.plain(
        "start",
        event_of(page)
            .start
            .as_ref()
            .map(day)
            .unwrap_or_default()
            .as_str(),
    );
    let name = name_of(asked.slug, asked.title)?;
    sessions::refuse_other_number(studio, &folder, &name, &lang)?;
    let path = format!("content/events/{folder}/sessions/{name}.{lang}.md");
    let context = vec![
        ("title", json!(asked.title)),
        ("event", json!(page.document.front_matter.title)),
    ];
    studio.write(&NewFile {
        kind: "session",
        path,
        lang: &lang,
        front,
        context,
    })
}

/// The day of a date, whatever its time.
fn day(date: &Date) -> String {
    date.iso().chars().take(10).collect()
}

fn new_recap(studio: &Studio, event: &str, lang: Option<&str>, today: &Date) -> Outcome {
    let lang = studio.lang(lang)?;
    let (folder, page) = studio.find(Kind::Event, event, &lang)?;
    let name = page.document.front_matter.title.as_str();
    let event = event_of(page);
    // A recap of an event that is still to come is written afterwards.
    let last = event
        .end
        .as_ref()
        .or(event.start.as_ref())
        .filter(|last| !last.is_after_day(today));
    let title = studio
        .snapshot
        .theme
        .strings
        .get(&lang, "recap_of", &[("event", name)]);
    let mut front = Front::default();
    front.text("title", title.as_deref().unwrap_or(name));
    front.plain("date", &day(last.unwrap_or(today)));
    let path = format!("content/events/{folder}/recap.{lang}.md");
    studio.write(&NewFile {
        kind: "recap",
        path,
        lang: &lang,
        front,
        context: vec![("event", json!(name))],
    })
}

fn new_talk(
    studio: &Studio,
    asked: &Asked<'_>,
    duration: Option<Duration>,
    questions: Option<Duration>,
) -> Outcome {
    if let Some((slot, questions)) = duration.zip(questions)
        && questions >= slot
    {
        let message = format!("{questions} of questions leave nothing of the {slot} for the talk");
        return Err(Refusal {
            message,
            hint: None,
        });
    }
    let lang = studio.lang(asked.lang)?;
    studio.check_people(asked.speakers)?;
    let mut front = Front::default();
    front.text("title", asked.title);
    front.list("speakers", asked.speakers);
    let written = |duration: Option<Duration>| {
        duration
            .map(|duration| duration.to_string())
            .unwrap_or_default()
    };
    front.plain("duration", &written(duration));
    front.plain("questions", &written(questions));
    let path = format!(
        "content/talks/{}/index.{lang}.md",
        name_of(asked.slug, asked.title)?
    );
    studio.write(&NewFile {
        kind: "talk",
        path,
        lang: &lang,
        front,
        context: vec![("title", json!(asked.title))],
    })
}

fn new_outline(studio: &Studio, talk: &str, lang: Option<&str>) -> Outcome {
    let lang = studio.lang(lang)?;
    let (folder, page) = studio.find(Kind::Talk, talk, &lang)?;
    let slot = talks::facts(&studio.snapshot.site, page.group, page.language).slot();
    let times = archetypes::split_slot(slot.map(Duration::seconds));
    let mut front = Front::default();
    front.text("title", &page.document.front_matter.title);
    let path = format!("content/talks/{folder}/outline.{lang}.md");
    studio.write(&NewFile {
        kind: "outline",
        path,
        lang: &lang,
        front,
        context: vec![("times", json!(times))],
    })
}
