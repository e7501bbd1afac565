//! Paths of content files: each says the language and the kind of its file, and which files are its
//! translations.

mod names;

pub use names::IsThere;

use crate::config::Config;
use crate::diagnostic::words::quoted;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::lang::Lang;
use crate::path::SitePath;
use crate::slug::slugify;

/// The folder of all content.
pub const ROOT: &str = "content/";

/// The kinds of content files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A blog article: anything below `content/blog/`.
    Post,
    /// Any other page.
    Page,
    /// The text of a listing: `_index.<lang>.md`.
    Section,
    /// A conference, a meetup or a day of talks: `events/<slug>/index.<lang>.md`.
    Event,
    /// The recap of an event, which gathers its notes: `events/<slug>/recap.<lang>.md`.
    Recap,
    /// The notes of one session: `events/<slug>/sessions/<slug>.<lang>.md`.
    Session,
    /// A talk that people of the site give: `talks/<slug>/index.<lang>.md`.
    Talk,
    /// The outline of a talk: `talks/<slug>/outline.<lang>.md`; backstage only.
    Outline,
    /// The slides of a talk: `talks/<slug>/deck.<lang>.md`.
    Deck,
}

impl Kind {
    /// Whether homes and feeds announce it when it is published.
    #[must_use]
    pub fn is_article(self) -> bool {
        matches!(self, Self::Post | Self::Recap)
    }
}

/// The path of a content file, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentPath {
    /// The file.
    pub file: SitePath,
    /// Its folder below `content/`: `blog/hello`; empty at the top.
    pub folder: String,
    /// The name without language and ending: `index`, `_index`, `about`.
    pub stem: String,
    /// The language of the name.
    pub lang: Lang,
    /// What it is.
    pub kind: Kind,
}

impl ContentPath {
    /// Takes a path below `content/` apart.
    ///
    /// # Errors
    /// A diagnostic when the name has no language, or one that the site does not have, or when this
    /// version does not build such a file.
    pub fn parse(file: &SitePath, config: &Config) -> Result<Self, Box<Diagnostic>> {
        Self::parse_among(file, config, &|_| false)
    }

    /// As [`Self::parse`], where it is known which other files there are: no hint says to write
    /// over one.
    ///
    /// # Errors
    /// As [`Self::parse`].
    pub fn parse_among(
        file: &SitePath,
        config: &Config,
        is_there: IsThere<'_>,
    ) -> Result<Self, Box<Diagnostic>> {
        let naming = names::Naming {
            file,
            config,
            is_there,
        };
        let relative = file.as_str().strip_prefix(ROOT).unwrap_or(file.as_str());
        let (folder, name) = relative.rsplit_once('/').unwrap_or(("", relative));
        let Some(base) = name.strip_suffix(".md") else {
            let (base, _) = name.rsplit_once('.').unwrap_or((name, ""));
            let message = "Lutrin reads Markdown from files whose names end with `.md`";
            let diagnostic = Diagnostic::new(codes::NO_LANGUAGE, Place::file(file), message);
            return Err(Box::new(diagnostic.hint(naming.with_other_ending(base))));
        };
        let (stem, lang) = language_of(&naming, base)?;
        let kind = kind_of(folder, &stem);
        Ok(Self {
            file: file.clone(),
            folder: folder.to_owned(),
            stem,
            lang,
            kind,
        })
    }

    /// What a file below `content/` is by its name, in whatever language, in capitals or not.
    #[must_use]
    pub fn kind_by_name(file: &SitePath) -> Kind {
        let path = file.as_str().to_lowercase();
        let relative = path.strip_prefix(ROOT).unwrap_or(&path);
        let (folder, name) = relative.rsplit_once('/').unwrap_or(("", relative));
        kind_of(folder, name.split('.').next().unwrap_or_default())
    }

    /// The folder in `content/events` or `content/talks` that the file belongs to.
    #[must_use]
    pub fn bundle(&self) -> Option<&str> {
        let mut segments = self.folder.split('/');
        let top = segments
            .next()
            .filter(|top| matches!(*top, "events" | "talks"));
        top.and(segments.next())
    }

    /// Whether the file shares its folder with its images: `index.fr.md`.
    #[must_use]
    pub fn is_bundle(&self) -> bool {
        self.stem == "index"
    }

    /// Whether it is an `index` at the top of `content`, where only the home can be.
    #[must_use]
    pub fn is_home(&self) -> bool {
        self.is_bundle() && self.folder.is_empty()
    }

    /// The folder whose listing shows a page, and the name that its address ends with. The name of
    /// a bundle is its folder's.
    #[must_use]
    pub fn folder_and_name(&self) -> (&str, &str) {
        let (folder, name) = if self.is_bundle() {
            self.folder.rsplit_once('/').unwrap_or(("", &self.folder))
        } else {
            (self.folder.as_str(), self.stem.as_str())
        };
        (
            folder,
            if self.kind == Kind::Session {
                split_number(name).1
            } else {
                name
            },
        )
    }

    /// The address below its language's prefix, with the last segment that front matter asks for.
    /// Empty when one of its segments has no letter or digit.
    #[must_use]
    pub fn address(&self, slug: Option<&str>) -> String {
        let (folder, name) = self.folder_and_name();
        let last = slug.map_or_else(|| slugify(name), str::to_owned);
        let segments: Vec<String> = section_segments(folder).into_iter().chain([last]).collect();
        if segments.iter().any(String::is_empty) {
            String::new()
        } else {
            segments.join("/") + "/"
        }
    }

    /// The key that all translations of a file share, unless front matter gives another one: folder
    /// and stem.
    #[must_use]
    pub fn translation_key(&self) -> String {
        if self.folder.is_empty() {
            self.stem.clone()
        } else {
            format!("{}/{}", self.folder, self.stem)
        }
    }

    /// Whether a file below `content/` is Markdown by any of the usual endings. Such a file is a
    /// page or a mistake, and never an asset that is copied to the output.
    #[must_use]
    pub fn is_markdown(file: &SitePath) -> bool {
        let markdown = ["md", "markdown", "mdown", "mkd", "mdx"];
        file.as_str().starts_with(ROOT) && markdown.contains(&file.extension().as_str())
    }
}

fn kind_of(folder: &str, stem: &str) -> Kind {
    let segments: Vec<&str> = folder.split('/').collect();
    match (segments.as_slice(), stem) {
        (_, "_index") => Kind::Section,
        (["blog", ..], _) => Kind::Post,
        (["events", _], "index") => Kind::Event,
        (["events", _], "recap") => Kind::Recap,
        (["events", _, "sessions"], _) | (["events", _, "sessions", _], "index") => Kind::Session,
        (["talks", _], "index") => Kind::Talk,
        (["talks", _], "outline") => Kind::Outline,
        (["talks", _], "deck") => Kind::Deck,
        _ => Kind::Page,
    }
}

/// The number that a name begins with, for the order of files, and the rest: `02-storage`.
#[must_use]
pub fn split_number(name: &str) -> (Option<usize>, &str) {
    let digits = name.bytes().take_while(u8::is_ascii_digit).count();
    let rest = name[digits..]
        .strip_prefix(['-', '_'])
        .filter(|rest| digits > 0 && !rest.is_empty());
    rest.map_or((None, name), |rest| (name[..digits].parse().ok(), rest))
}

/// The segments of a section's address. Those of `content/pages` stand at the root.
#[must_use]
pub fn section_segments(folder: &str) -> Vec<String> {
    let mut segments: Vec<&str> = folder
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    if segments.first() == Some(&"pages") {
        segments.remove(0);
    }
    segments.into_iter().map(slugify).collect()
}

fn language_of(naming: &names::Naming<'_>, base: &str) -> Result<(String, Lang), Box<Diagnostic>> {
    let config = naming.config;
    let place = || Place::file(naming.file);
    let codes_list = || quoted(config.codes().map(Lang::as_str));
    let Some((stem, code)) = base
        .rsplit_once('.')
        .filter(|(stem, code)| !stem.is_empty() && Lang::looks_like(code))
    else {
        let message = "the file's name does not say its language";
        let diagnostic = Diagnostic::new(codes::NO_LANGUAGE, place(), message);
        return Err(Box::new(diagnostic.hint(naming.without_language(base))));
    };
    if config.rank(&Lang::new(code)).is_none() {
        let message = format!("`{code}` is not a language of the site");
        let diagnostic = Diagnostic::new(codes::UNKNOWN_LANGUAGE, place(), message)
            .maybe_hint(naming.with_unknown_language(stem, code))
            .hint(format!("the languages in lutrin.yaml are {}", codes_list()));
        return Err(Box::new(diagnostic));
    }
    Ok((stem.to_owned(), Lang::new(code)))
}
