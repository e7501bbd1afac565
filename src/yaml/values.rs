//! Values that several files have, with the same diagnostics in all of them: dates, addresses, ids,
//! languages.

use super::Node;
use crate::date::Date;
use crate::diagnostic::codes;
use crate::lang::Lang;
use crate::slug;

impl Node<'_> {
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
