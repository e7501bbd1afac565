//! What to call a content file whose name does not say its language. No hint names a file that is
//! there already: who follows it must not write over another text.

use crate::config::Config;
use crate::diagnostic::words::quoted;
use crate::lang::Lang;
use crate::nearest;
use crate::path::SitePath;
use crate::slug::slugify;

/// Whether there is a file.
pub type IsThere<'f> = &'f (dyn Fn(&SitePath) -> bool + Sync);

/// A file that needs a name.
pub(super) struct Naming<'n> {
    pub(super) file: &'n SitePath,
    pub(super) config: &'n Config,
    pub(super) is_there: IsThere<'n>,
}

impl Naming<'_> {
    /// The hint for a name without a language; `base` is the name without its ending.
    pub(super) fn without_language(&self, base: &str) -> String {
        if let Some((stem, lang)) = self.read_otherwise(base) {
            return self.call_it(stem, lang);
        }
        let name = |code: &Lang| format!("{base}.{code}.md");
        let names: Vec<String> = self.config.codes().map(name).collect();
        let (taken, free): (Vec<_>, Vec<_>) =
            names.into_iter().partition(|name| self.is_taken(name));
        let verb = if taken.len() == 1 { "is" } else { "are" };
        match (taken.as_slice(), free.first()) {
            ([], Some(first)) => format!("call it `{first}`"),
            (taken, Some(first)) => format!(
                "call it `{first}`, if that is its language: {} {verb} there already",
                quoted(taken)
            ),
            (taken, None) => format!(
                "{} {verb} there already: move the text of this file there, or give this file another name",
                quoted(taken)
            ),
        }
    }

    /// The hint for a file with another ending of Markdown.
    pub(super) fn with_other_ending(&self, base: &str) -> String {
        let language = base.rsplit_once('.').map(|(_, code)| Lang::new(code));
        if language.is_none_or(|lang| self.config.rank(&lang).is_none()) {
            return format!("call it `{base}.md`, with its language before the ending");
        }
        self.unless_taken(&format!("{base}.md"))
    }

    /// The hint for a language that the site does not have.
    pub(super) fn with_unknown_language(&self, stem: &str, code: &str) -> Option<String> {
        let near = self.language_named(code).or_else(|| {
            let codes = self.config.codes();
            let near = nearest::nearest(code, codes.map(Lang::as_str))?;
            self.config.codes().find(|known| known.as_str() == near)
        })?;
        let is_taken = self.is_taken(&format!("{stem}.{near}.md"));
        (!is_taken).then(|| format!("did you mean `{near}`?"))
    }

    /// A language in another form: `index.EN`, `index.pt_BR`, `index.english`, `index-en`, and `en`
    /// alone.
    fn read_otherwise<'b>(&self, base: &'b str) -> Option<(&'b str, &Lang)> {
        if let Some(lang) = self.language_named(base.trim_start_matches('.')) {
            return Some(("index", lang));
        }
        let split = |sign: char| {
            let (stem, word) = base.rsplit_once(sign)?;
            Some((stem, self.language_named(word)?)).filter(|_| !stem.is_empty())
        };
        ['.', '-', '_'].into_iter().find_map(split)
    }

    /// The language of the site that a word stands for: its code in any case, with a country, or
    /// its name.
    fn language_named(&self, word: &str) -> Option<&Lang> {
        let code = word.to_lowercase().replace('_', "-");
        let is_same = |known: &str| known.eq_ignore_ascii_case(&code);
        let languages = || self.config.languages.iter();
        let found = languages()
            .find(|language| is_same(language.code.as_str()))
            .or_else(|| {
                let (primary, country) = code.split_once('-')?;
                let mut languages = languages().filter(|_| country.len() == 2);
                languages.find(|language| language.code.as_str() == primary)
            })
            .or_else(|| {
                languages()
                    .find(|language| word.len() > 3 && slugify(&language.name) == slugify(word))
            });
        found.map(|language| &language.code)
    }

    fn call_it(&self, stem: &str, lang: &Lang) -> String {
        self.unless_taken(&format!("{stem}.{lang}.md"))
    }

    fn unless_taken(&self, name: &str) -> String {
        if self.is_taken(name) {
            format!(
                "`{name}` is there already: move the text of this file there, or give this file another name"
            )
        } else {
            format!("call it `{name}`")
        }
    }

    /// Whether a file of that name stands beside this one.
    fn is_taken(&self, name: &str) -> bool {
        let folder = self.file.folder();
        (self.is_there)(&SitePath::new(format!("{folder}/{name}")))
    }
}
