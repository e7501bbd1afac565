//! What embeds ask of the page that they stand on, and which files of the theme pages load for what
//! is in their texts. Knows no embed by its name.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::OnceLock;

use tera::Value;

use super::Filler;
use crate::date::Date;
use crate::document::Document;
use crate::html::tree::Tree;
use crate::lang::Lang;
use crate::markdown::{Body, EmbedPage, embed_assets};
use crate::render::common::links;
use crate::render::common::value::list;
use crate::site::Dimensions;

/// Which of the theme's extras the text of a page has a use for.
pub(crate) fn uses(document: Option<&Document>) -> Value {
    uses_of(&document.into_iter().collect::<Vec<_>>(), false)
}

/// As [`uses`], for a page with the texts of several files; `events` says whether it is about one.
pub(crate) fn uses_of(documents: &[&Document], events: bool) -> Value {
    /// The values of pages without embeds, which most are.
    static WITHOUT_EMBEDS: [OnceLock<Value>; 8] = [const { OnceLock::new() }; 8];
    let any =
        |wanted: &dyn Fn(&Body) -> bool| documents.iter().any(|document| wanted(&document.body));
    let code = any(&|body| !body.code_blocks.is_empty());
    let math = any(&|body| body.math);
    let make = || {
        let is_used = |class: &str| any(&|body| body.embeds.contains(&class));
        value_of(code, math, events, &is_used)
    };
    if any(&|body| !body.embeds.is_empty()) {
        make()
    } else {
        let at = usize::from(code) | usize::from(math) << 1 | usize::from(events) << 2;
        WITHOUT_EMBEDS[at].get_or_init(make).clone()
    }
}

fn value_of(code: bool, math: bool, events: bool, is_used: &dyn Fn(&str) -> bool) -> Value {
    let flags = [("code", code), ("math", math), ("events", events)];
    let mut uses = BTreeMap::from(flags.map(|(name, is_set)| (name, Value::from(is_set))));
    let (mut has_styles, mut scripts) = (false, Vec::new());
    for (class, assets) in embed_assets() {
        let is_used = is_used(class);
        uses.insert(class, Value::from(is_used));
        if is_used {
            has_styles |= assets.has_styles;
            let script = assets.script.filter(|script| !scripts.contains(script));
            scripts.extend(script);
        }
    }
    uses.insert("embeds", Value::from(has_styles));
    uses.insert("scripts", list(scripts.into_iter().map(Value::from)));
    Value::from(uses)
}

impl EmbedPage for Filler<'_> {
    fn out(&mut self) -> &mut Tree<Infallible> {
        &mut self.out
    }

    fn lang(&self) -> &Lang {
        &self.document.path.lang
    }

    fn language_name(&self, lang: &Lang) -> String {
        let config = &self.snapshot.config;
        config
            .rank(lang)
            .map_or_else(|| lang.to_string(), |at| config.languages[at].name.clone())
    }

    fn string(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.word_with(key, arguments)
    }

    fn date(&self, date: &Date) -> String {
        self.snapshot.theme.strings.date(self.lang(), date)
    }

    fn link_address(&self, link: usize) -> String {
        self.file(&self.body.links[link].destination).0
    }

    fn image_address(&self, image: usize) -> (String, Dimensions) {
        self.file(&self.body.images[image].destination)
    }

    fn image_attributes(&self, image: usize) -> Vec<(&'static str, String)> {
        self.image(&self.body.images[image], false)
    }

    fn page_address(&self) -> Option<String> {
        let site = &self.snapshot.site;
        let id = site.by_file.get(&self.document.path.file)?;
        Some(links::absolute(self.snapshot, &site.page(*id).url))
    }
}
