//! Highlights code: HTML with a class for each kind of token, by syntect's grammars.
//!
//! A scope of a grammar becomes one of a few short classes (`hl-k` keyword, `hl-s` string …), so
//! that a theme colours them in twenty rules and the HTML stays small. Every distinct block is
//! highlighted once.

mod aliases;

use std::fmt;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use pulldown_cmark_escape::escape_html_body_text;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::cache::{Cache, CachedText, Key};

/// Blocks above this size are shown without colours: 10 MB would take many seconds.
pub const MAX_BYTES: usize = 512 * 1024;

/// Changes whenever the same code would give other HTML.
const VERSION: &str = "highlight-2";

/// Names of languages that are plain text on purpose.
const PLAIN: &[&str] = &[
    "",
    "text",
    "txt",
    "plain",
    "plaintext",
    "none",
    "output",
    "mermaid",
    "plantuml",
    "puml",
    "ascii",
];

/// The classes of scopes. The innermost scope that has a class wins; of several prefixes, the longest.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "hl-c"),
    ("punctuation.definition.comment", "hl-c"),
    ("punctuation.definition.string", "hl-s"),
    ("punctuation.definition.tag", "hl-p"),
    ("punctuation.definition.heading", "hl-h"),
    ("punctuation.definition.inserted", "hl-i"),
    ("punctuation.definition.deleted", "hl-d"),
    ("constant.character.escape", "hl-e"),
    ("constant.other.placeholder", "hl-e"),
    ("string.regexp", "hl-e"),
    ("string.unquoted.plain.out.yaml", "hl-s"),
    ("string", "hl-s"),
    ("constant.numeric", "hl-n"),
    ("constant", "hl-b"),
    ("keyword.operator", "hl-o"),
    ("keyword", "hl-k"),
    ("storage.type.function", "hl-k"),
    ("storage", "hl-k"),
    ("entity.name.function", "hl-f"),
    ("variable.function", "hl-f"),
    ("support.function", "hl-f"),
    ("support.macro", "hl-m"),
    ("entity.name.macro", "hl-m"),
    ("meta.preprocessor", "hl-m"),
    ("entity.name.tag", "hl-g"),
    ("entity.name.section", "hl-h"),
    ("markup.heading", "hl-h"),
    ("entity.other.attribute-name", "hl-a"),
    ("meta.annotation", "hl-a"),
    ("variable.annotation", "hl-a"),
    ("entity.name", "hl-t"),
    ("entity.other.inherited-class", "hl-t"),
    ("support.type", "hl-t"),
    ("support.class", "hl-t"),
    ("support.constant", "hl-b"),
    ("support", "hl-t"),
    ("variable.language", "hl-b"),
    ("variable", "hl-v"),
    ("markup.inserted", "hl-i"),
    ("markup.deleted", "hl-d"),
    ("markup.bold", "hl-k"),
    ("markup.raw", "hl-s"),
    ("invalid", "hl-x"),
    ("punctuation", "hl-p"),
];

fn known_key(language: &str) -> Key {
    Key::quick(VERSION, &[language.as_bytes()])
}

/// Highlights code.
pub struct Highlighter {
    syntaxes: OnceLock<SyntaxSet>,
    classes: OnceLock<Vec<(Scope, &'static str)>>,
    done: Mutex<FxHashMap<Key, Arc<OnceLock<CachedText>>>>,
    /// Whether a language was found, by the name that authors use: to look through all grammars is
    /// slow.
    known: Mutex<FxHashMap<String, bool>>,
    cache: Arc<dyn Cache>,
}

impl fmt::Debug for Highlighter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Highlighter").finish_non_exhaustive()
    }
}

impl Highlighter {
    /// A highlighter that keeps its results in a cache.
    #[must_use]
    pub fn new(cache: Arc<dyn Cache>) -> Self {
        Self {
            syntaxes: OnceLock::new(),
            classes: OnceLock::new(),
            done: Mutex::default(),
            known: Mutex::default(),
            cache,
        }
    }

    /// Reads the grammars, if one of these languages needs any. That takes as long as reading a small
    /// site, and the first check of a code block would wait for it.
    pub fn prepare<'l>(&self, mut languages: impl Iterator<Item = &'l str>) {
        let needs_any = |language: &str| !is_plain(language) && !self.was_known(language);
        if self.syntaxes.get().is_none() && languages.any(needs_any) {
            let _ = self.syntaxes();
        }
    }

    /// Whether a language is known, or is plain text on purpose.
    #[must_use]
    pub fn knows(&self, language: &str) -> bool {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(language) {
            return *known;
        }
        let found = is_plain(language) || self.was_known(language) || self.finds(language);
        known.insert(language.to_owned(), found);
        found
    }

    /// Whether a run before this one found a language: then no grammar is read to know that.
    fn was_known(&self, language: &str) -> bool {
        self.cache.get(known_key(language)).is_some()
    }

    /// Looks for a language, and remembers for the next run if it is there.
    fn finds(&self, language: &str) -> bool {
        let is_there = self.syntax(language).is_some();
        if is_there {
            self.cache.put(known_key(language), &"known".into());
        }
        is_there
    }

    /// The cache of the results.
    #[must_use]
    pub fn cache(&self) -> &dyn Cache {
        &*self.cache
    }

    /// All names of languages, for hints.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        let syntaxes = self.syntaxes().syntaxes().iter();
        let aliases = aliases::all().map(str::to_owned);
        let mut names: Vec<String> = syntaxes
            .flat_map(|s| {
                s.file_extensions
                    .iter()
                    .cloned()
                    .chain([s.name.to_lowercase()])
            })
            .chain(aliases)
            .collect();
        names.sort();
        names.dedup();
        names
    }

    /// The HTML inside `<code>`.
    #[must_use]
    pub fn highlight(&self, language: &str, code: &str) -> CachedText {
        if code.len() > MAX_BYTES || is_plain(language) {
            return escaped(code).into();
        }
        let key = Key::quick(VERSION, &[language.as_bytes(), code.as_bytes()]);
        let slot = self
            .done
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(key)
            .or_default()
            .clone();
        slot.get_or_init(|| {
            if let Some(html) = self.cache.get(key) {
                return html;
            }
            let html: CachedText = self
                .syntax(language)
                .map_or_else(|| escaped(code), |syntax| self.colour(syntax, code))
                .into();
            self.cache.put(key, &html);
            html
        })
        .clone()
    }

    /// Highlights blocks ahead, on all cores, each distinct one once. Pages that ask for one block
    /// at a time would wait for each other: the languages of a site share most of their code.
    pub fn warm<'c>(&self, blocks: impl IntoIterator<Item = (&'c str, &'c str)>) {
        let distinct: FxHashSet<(&str, &str)> = blocks.into_iter().collect();
        let distinct: Vec<(&str, &str)> = distinct.into_iter().collect();
        distinct.par_iter().for_each(|(language, code)| {
            let _ = self.highlight(language, code);
        });
    }

    fn syntaxes(&self) -> &SyntaxSet {
        self.syntaxes.get_or_init(two_face::syntax::extra_newlines)
    }

    fn syntax(&self, language: &str) -> Option<&SyntaxReference> {
        let name = language.to_ascii_lowercase();
        self.syntaxes()
            .find_syntax_by_token(aliases::grammar(&name))
    }

    fn colour(&self, syntax: &SyntaxReference, code: &str) -> String {
        let syntaxes = self.syntaxes();
        let mut state = ParseState::new(syntax);
        let mut scopes = ScopeStack::new();
        let mut out = Spans {
            html: String::with_capacity(code.len() * 2),
            open: None,
        };
        let mut classes = self.class_finder();
        for line in code.split_inclusive('\n') {
            // A grammar that fails on a line leaves the line without colours.
            let Ok(operations) = state.parse_line(line, syntaxes) else {
                out.push(None, line);
                continue;
            };
            let mut from = 0;
            for (at, operation) in operations {
                if at > from {
                    out.push(classes.of(&scopes), &line[from..at]);
                    from = at;
                }
                if scopes.apply(&operation).is_err() {
                    scopes = ScopeStack::new();
                }
            }
            out.push(classes.of(&scopes), &line[from..]);
        }
        out.finish()
    }

    fn class_finder(&self) -> ClassFinder<'_> {
        ClassFinder {
            classes: self.classes.get_or_init(scope_classes),
            known: FxHashMap::default(),
        }
    }
}

/// The classes of the scopes of one block. A block has few scopes and thousands of tokens, so what
/// a scope's class is, if it has one, is looked up once.
struct ClassFinder<'h> {
    classes: &'h [(Scope, &'static str)],
    known: FxHashMap<Scope, Option<&'static str>>,
}

impl ClassFinder<'_> {
    /// The class of the innermost scope that has one.
    fn of(&mut self, scopes: &ScopeStack) -> Option<&'static str> {
        let mut innermost_first = scopes.as_slice().iter().rev();
        innermost_first.find_map(|scope| {
            *self.known.entry(*scope).or_insert_with(|| {
                let mut classes = self.classes.iter();
                let found = classes.find(|(prefix, _)| prefix.is_prefix_of(*scope));
                found.map(|(_, class)| *class)
            })
        })
    }
}

fn is_plain(language: &str) -> bool {
    PLAIN.contains(&language.to_ascii_lowercase().as_str())
}

/// Longer prefixes first.
fn scope_classes() -> Vec<(Scope, &'static str)> {
    let mut classes: Vec<(Scope, &str)> = CLASSES
        .iter()
        .filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class)))
        .collect();
    classes.sort_by_key(|(scope, _)| std::cmp::Reverse(scope.len()));
    classes
}

/// HTML being written, with neighbouring tokens of one class in one element.
struct Spans {
    html: String,
    open: Option<&'static str>,
}

impl Spans {
    fn push(&mut self, class: Option<&'static str>, text: &str) {
        if text.is_empty() {
            return;
        }
        // White space needs no class, and must not split a run.
        let class = if text.trim().is_empty() {
            self.open.filter(|_| !text.contains('\n'))
        } else {
            class
        };
        if class != self.open {
            self.close();
            if let Some(class) = class {
                self.html.push_str("<span class=\"");
                self.html.push_str(class);
                self.html.push_str("\">");
            }
            self.open = class;
        }
        // Writing to a `String` cannot fail.
        let _ = escape_html_body_text(&mut self.html, text);
    }

    fn close(&mut self) {
        if self.open.take().is_some() {
            self.html.push_str("</span>");
        }
    }

    fn finish(mut self) -> String {
        self.close();
        self.html
    }
}

fn escaped(code: &str) -> String {
    let mut html = String::with_capacity(code.len() + code.len() / 8);
    let _ = escape_html_body_text(&mut html, code);
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::MemoryCache;

    fn highlighter() -> Highlighter {
        Highlighter::new(Arc::new(MemoryCache::default()))
    }

    #[test]
    fn tokens_get_short_classes() {
        let html = highlighter().highlight("rust", "fn main() { let s = \"<é>\"; } // end\n");
        assert!(
            html.contains("<span class=\"hl-k\">fn </span><span class=\"hl-f\">main</span>"),
            "{}",
            &*html
        );
        assert!(html.contains("&lt;é&gt;"), "{}", &*html);
        assert!(html.contains("<span class=\"hl-c\">// end"), "{}", &*html);
    }

    #[test]
    fn a_language_that_was_known_needs_no_grammar() {
        let cache = Arc::new(MemoryCache::default());
        let first = Highlighter::new(cache.clone());
        assert!(first.knows("rust") && !first.knows("rsut"));
        let next = Highlighter::new(cache);
        next.prepare(["rust", "text"].into_iter());
        assert!(next.knows("rust"));
        assert!(next.syntaxes.get().is_none());
        next.prepare(std::iter::once("rsut"));
        assert!(next.syntaxes.get().is_some() && !next.knows("rsut"));
    }

    #[test]
    fn text_survives_whatever_the_language() {
        let code = "a < b && c > \"d\"\n\n  é\t1\n";
        for language in ["", "rust", "nonsense", "yaml", "console", "RUST"] {
            let html = highlighter().highlight(language, code);
            let bare: String = html
                .split('<')
                .enumerate()
                .map(|(i, p)| {
                    if i == 0 {
                        p
                    } else {
                        p.split_once('>').map_or("", |(_, t)| t)
                    }
                })
                .collect();
            let text = bare
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&amp;", "&");
            assert_eq!(text, code, "{language}");
        }
    }

    #[test]
    fn well_known_names_are_known() {
        for name in [
            "rust",
            "ts",
            "typescript",
            "toml",
            "dockerfile",
            "terraform",
            "sh",
            "bash",
            "yaml",
            "sql",
            "diff",
            "console",
            "mermaid",
            "",
            "python",
            "go",
            "html",
            "css",
            "js",
            "csharp",
            "fsharp",
            "objc",
            "mysql",
            "postgresql",
            "pwsh",
            "fortran",
            "scheme",
            "apache",
            "regex",
            "jsonc",
            "sh-session",
            "golang",
            "py3",
            "node",
            "yml",
            "docker",
            "make",
            "viml",
            "tex",
        ] {
            assert!(highlighter().knows(name), "{name}");
        }
        assert!(!highlighter().knows("klingon"));
    }
}
