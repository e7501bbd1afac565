//! Values that several files have, with the same diagnostics in all of them: answers, dates,
//! addresses, names, ids, languages.

use super::step::Step;
use super::{Node, lists};
use crate::date::Date;
use crate::diagnostic::codes;
use crate::lang::Lang;
use crate::slug;
use crate::source::Spanned;

impl Node<'_> {
    /// Whether the value says yes or no, in whatever words.
    #[must_use]
    pub fn is_yes_or_no(&self) -> bool {
        let word = self.value.as_str().map(str::to_lowercase);
        self.value.is_bool() || matches!(word.as_deref(), Some("yes" | "no" | "on" | "off"))
    }

    /// A boolean.
    #[must_use]
    pub fn bool(&self) -> Option<bool> {
        let meant = match self.value.as_str() {
            Some("yes" | "Yes" | "on" | "On") => "true",
            Some("no" | "No" | "off" | "Off") => "false",
            _ => {
                let value = self.value.as_bool();
                return value.or_else(|| self.wrong_type("`true` or `false`"));
            }
        };
        // YAML 1.1 had more words for the two.
        let what = self.name();
        let message = format!("{what} takes `true` or `false`, not a text");
        self.report(codes::WRONG_TYPE, message, Some(format!("write `{meant}`")));
        None
    }

    /// A date.
    #[must_use]
    pub fn date(&self) -> Option<Date> {
        let text = self.text()?;
        Date::parse(&text)
            .map_err(|error| self.report(codes::BAD_DATE, error.message, Some(error.hint)))
            .ok()
    }

    /// The address of a page of another site: never a script, a mailbox or a path.
    #[must_use]
    pub fn address(&self) -> Option<String> {
        let url = self.text()?;
        let rest = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        if rest.is_none_or(|rest| {
            rest.is_empty() || rest.contains(|c: char| c.is_whitespace() || c.is_control())
        }) {
            let hint = "write the whole address, with `https://`".to_owned();
            self.report(
                codes::BAD_VALUE,
                format!("`{url}` is not the address of a page elsewhere"),
                Some(hint),
            );
            return None;
        }
        Some(url)
    }

    /// Old names and other spellings of something: one text, or a list. Each must have a letter or
    /// digit, since an old address was made of it.
    #[must_use]
    pub fn names(&self) -> Vec<Spanned<String>> {
        if let Some(Step::Key(key)) = self.steps.last() {
            lists::check_names(self, key);
        }
        let read = |node: &Node<'_>| {
            let value = node.text()?.trim().to_owned();
            let slug = slug::slugify(&value);
            if slug.is_empty() || slug.len() > slug::LONGEST {
                let message = format!("`{value}` leaves no address, or one that is too long");
                node.report(codes::EMPTY_SLUG, message, None);
                return None;
            }
            let span = node.span();
            Some(Spanned { value, span })
        };
        self.items().iter().filter_map(read).collect()
    }

    /// Says at the key of this entry that it cannot be an id.
    pub fn refuse_id(&self, id: &str) {
        let hint = Some(slug::slugify(id))
            .filter(|slug| !slug.is_empty())
            .map(|slug| format!("write `{slug}`"));
        let message = format!("the id `{id}` has more than lower-case letters, digits and hyphens");
        self.report_key(codes::BAD_VALUE, message, hint);
    }

    /// The code of a language, whether the site has it or not.
    #[must_use]
    pub fn language(&self) -> Option<Lang> {
        let code = self.text()?;
        if !Lang::looks_like(&code) {
            let hint = "codes look like `fr`, `en` or `pt-BR`".to_owned();
            self.report(
                codes::BAD_VALUE,
                format!("`{code}` is not a language code"),
                Some(hint),
            );
            return None;
        }
        Some(Lang::new(&code))
    }
}
