//! A site as its authors see it: with drafts and with what is dated after today. Commands that show
//! authors their work, or that make files, begin with it.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use super::lookup::{folder_of, rank, unknown_folder};
use super::open_site::open_files;
use super::outcome::{Outcome, Refusal};
use super::reporting::{Reporting, say_nothing_written};
use crate::cache::MemoryCache;
use crate::config::{self, Config};
use crate::content_path::Kind;
use crate::date::Date;
use crate::diagnostic::words::quoted;
use crate::diagnostic::{Diagnostic, codes};
use crate::files::Files;
use crate::lang::Lang;
use crate::nearest;
use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::person::{self, Mention};
use crate::scaffold::archetypes::{self, NewFile};
use crate::site::{Options, Page};
use crate::snapshot::Snapshot;
use crate::source::Source;
use crate::theme::FileMap;
use crate::workspace::{Change, Workspace};

/// A site as its authors see it.
pub(super) struct AuthorSite {
    pub(super) files: Arc<OsFiles>,
    pub(super) snapshot: Arc<Snapshot>,
    workspace: Workspace,
}

/// An event or talk that an argument names.
pub(super) struct Found<'s> {
    /// Its folder, without what is above it.
    pub(super) folder: String,
    /// Its page in `lang`, else in the first language that has one.
    pub(super) page: &'s Page,
    /// The language to write in.
    pub(super) lang: Lang,
}

impl AuthorSite {
    /// Reads a site. `None` when its configuration cannot be used, which has then been reported.
    /// `today` is given where it matters what is past.
    pub(super) fn open(root: &Path, today: Option<Date>) -> Result<Option<Self>, Refusal> {
        Self::read(root, today)?.if_sound(|_| Ok(()))
    }

    /// The same for commands that make files: where they cannot, they say that nothing was written.
    pub(super) fn open_for_writing(root: &Path) -> Result<Option<Self>, Refusal> {
        Self::read(root, None)?.if_sound(say_nothing_written)
    }

    fn read(root: &Path, today: Option<Date>) -> Result<Self, Refusal> {
        let files = open_files(root)?;
        let options = Options {
            drafts: true,
            future: true,
            today,
            ..Options::default()
        };
        let cache = Arc::new(MemoryCache::default());
        let mut workspace = Workspace::new(files.clone(), cache, options);
        let snapshot = workspace.apply(&[Change::Everything]);
        Ok(Self {
            files,
            snapshot,
            workspace,
        })
    }

    /// The site, unless its configuration cannot be used: that is reported, and `say_more` ends the
    /// report.
    fn if_sound(
        self,
        say_more: impl FnOnce(&[Diagnostic]) -> io::Result<()>,
    ) -> Result<Option<Self>, Refusal> {
        let faults = self.faults_of_config();
        if !faults.iter().any(Diagnostic::is_error) {
            return Ok(Some(self));
        }
        Reporting::FOR_PEOPLE.write(&self.snapshot, &faults)?;
        say_more(&faults)?;
        Ok(None)
    }

    /// What is wrong with the configuration, but for what does not keep new files from being made: a
    /// menu may name the first event before it is there, and a theme without a template can have
    /// archetypes.
    fn faults_of_config(&self) -> Vec<Diagnostic> {
        let is_harmless = |found: &Diagnostic| {
            [codes::BROKEN_LINK, codes::MISSING_TEMPLATE].contains(&found.code)
        };
        let found = self.snapshot.diagnostics.iter();
        let faults = found.filter(|found| is_about_config(found) && !is_harmless(found));
        faults.cloned().collect()
    }

    pub(super) fn config(&self) -> &Config {
        &self.snapshot.config
    }

    /// The folder of the site, as it was named.
    pub(super) fn root(&self) -> &Path {
        self.files.root()
    }

    /// The files of the theme.
    pub(super) fn theme(&self) -> FileMap {
        self.workspace.theme_files()
    }

    /// The rank of a language of the site, by its code.
    pub(super) fn rank(&self, code: &str) -> Result<usize, Refusal> {
        rank(self.config(), code)
    }

    /// A language of the site by its code, or the one to write in when none is named.
    pub(super) fn lang(&self, code: Option<&str>) -> Result<Lang, Refusal> {
        let config = self.config();
        let lang = code
            .map(Lang::new)
            .or_else(|| config.root_language.clone())
            .or_else(|| config.codes().next().cloned())
            .unwrap_or_else(|| Lang::new("en"));
        rank(config, lang.as_str())?;
        Ok(lang)
    }

    /// The languages of some ranks, as messages name them.
    pub(super) fn languages(&self, ranks: impl IntoIterator<Item = usize>) -> String {
        let languages = &self.config().languages;
        quoted(ranks.into_iter().map(|rank| languages[rank].code.as_str()))
    }

    /// An event or talk by its folder, and the language to write in: the one whose code is given,
    /// else the only one that it has, else that of [`AuthorSite::lang`].
    pub(super) fn find(
        &self,
        kind: Kind,
        named: &str,
        code: Option<&str>,
    ) -> Result<Found<'_>, Refusal> {
        let folder = folder_of(named);
        let pages = self.snapshot.site.pages.iter();
        let known: Vec<(&str, &Page)> = pages
            .filter(|page| page.document.path.kind == kind)
            .filter_map(|page| Some((page.document.path.bundle()?, page.as_ref())))
            .collect();
        let named = known.iter().filter(|(name, _)| *name == folder);
        let versions: Vec<&Page> = named.map(|(_, page)| *page).collect();
        let lang = match versions.as_slice() {
            [only] if code.is_none() => only.document.path.lang.clone(),
            _ => self.lang(code)?,
        };
        let is_in_lang = |page: &&&Page| page.document.path.lang == lang;
        let page = versions.iter().find(is_in_lang).or(versions.first());
        match page.copied() {
            Some(page) => Ok(Found {
                folder: folder.to_owned(),
                page,
                lang,
            }),
            None => Err(unknown_folder(
                kind,
                folder,
                known.iter().map(|(name, _)| *name),
            )),
        }
    }

    /// Checks the names of speakers or authors, as front matter takes them: a text that is neither a
    /// name nor an id is refused, and so is an id that `people.yaml` does not have.
    pub(super) fn check_people(&self, named: &[String]) -> Result<(), Refusal> {
        if let Some(text) = named.iter().find(|text| !Mention::is_clear(text)) {
            return Err(Refusal::with_hint(
                format!("`{text}` does not say clearly who that is"),
                "write it like `Name - Role, Organisation`",
            ));
        }
        let people = self.people();
        let is_unknown = |name: &&String| matches!(Mention::parse(name), Mention::Id(id) if !people.contains(&id));
        let Some(name) = named.iter().find(is_unknown) else {
            return Ok(());
        };
        let near = nearest::did_you_mean(name, people.iter().map(String::as_str));
        Err(Refusal::with_hint(
            format!("people.yaml has no `{name}`"),
            near.unwrap_or_else(|| "write their whole name, or add them there first".to_owned()),
        ))
    }

    /// Who signs a new file: those who are named, else those that `lutrin.yaml` names.
    pub(super) fn authors(&self, named: &[String]) -> Result<Vec<String>, Refusal> {
        let known = self.config().new_authors.iter();
        let mut authors: Vec<String> = if named.is_empty() {
            known.map(|(author, _)| author.clone()).collect()
        } else {
            named.to_vec()
        };
        let mut seen = HashSet::new();
        authors.retain(|author| seen.insert(author.clone()));
        self.check_people(&authors)?;
        Ok(authors)
    }

    /// Refuses to make what is there already as another file.
    pub(super) fn refuse_twice(&self, other: &str) -> Result<(), Refusal> {
        let path = self.root().join(other);
        if path.exists() {
            let message = format!(
                "`{}` is there already, so it was left as it is",
                path.display()
            );
            return Err(Refusal::new(message));
        }
        Ok(())
    }

    /// The ids of `people.yaml`, and the aliases of those people.
    fn people(&self) -> Vec<String> {
        let path = SitePath::new(person::FILE);
        let bytes = self.files.read(&path).unwrap_or_default();
        let source = Source::new(path, &String::from_utf8_lossy(&bytes));
        let people = person::parse_people(&source).value;
        let named = people.into_iter().flat_map(|person| {
            let aliases = person.aliases.into_iter().map(|alias| alias.value);
            std::iter::once(person.id).chain(aliases)
        });
        named.collect()
    }

    /// Writes a new file, and prints its path: a shell or an editor goes on with it.
    pub(super) fn write(&self, file: &NewFile<'_>) -> Outcome {
        let written = archetypes::write(self.root(), &self.theme(), file)?;
        writeln!(io::stdout(), "{}", self.root().join(written).display())?;
        Ok(true)
    }
}

fn is_about_config(diagnostic: &Diagnostic) -> bool {
    let place = diagnostic.place.as_ref();
    place.is_some_and(|place| place.file.as_str() == config::FILE)
}
