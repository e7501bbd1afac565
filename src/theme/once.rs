//! Parts of pages that stand on many of them, each made once: a post is listed in the home, its
//! section and every tag, and looks the same in most.
//!
//! A component is a function of its arguments and of what it takes from the page around it. Where
//! no component of a theme takes more from there than the language, arguments that are the same
//! give the same HTML. In any other theme, and for a component that fails, there is no answer: the
//! template renders the component in its place, where mistakes have a line.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock, PoisonError, RwLock, Weak};

use rustc_hash::FxHashMap;
use tera::{Context, Kwargs, State, Tera, Value};

use super::Bounded;

/// The only thing that components may take from the page around them.
const AROUND: &str = "lang";

/// Room for most components.
const USUAL_PART: usize = 2 << 10;

/// What was made of which components.
#[derive(Default)]
pub(super) struct Once {
    /// The engine that has the components; none where they look further around than to the
    /// language.
    engine: OnceLock<Weak<Tera>>,
    /// By what tells most of them apart. What a key was made for last is kept, so the dev server,
    /// whose posts change, keeps no more than a build has.
    made: RwLock<FxHashMap<String, Arc<RenderedComponent>>>,
}

/// A component that was rendered.
struct RenderedComponent {
    lang: Value,
    arguments: Kwargs,
    html: Value,
}

impl RenderedComponent {
    fn is_for(&self, arguments: &Kwargs) -> bool {
        let mut pairs = self.arguments.iter().zip(arguments.iter());
        self.arguments.iter().count() == arguments.iter().count()
            && pairs.all(|((name, kept), (other, value))| name == other && is_same(kept, value))
    }
}

impl Once {
    /// Says which engine has the components.
    pub(super) fn connect(&self, engine: &Arc<Tera>) {
        let components = engine
            .get_component_names()
            .filter_map(|name| engine.get_component_definition(name));
        let is_fit =
            |argument: &tera::ComponentArg| !argument.is_implicit() || argument.name() == AROUND;
        if components
            .into_iter()
            .all(|component| component.args().iter().all(is_fit))
        {
            // A second engine would be a mistake of the caller: the first one stays.
            let _ = self.engine.set(Arc::downgrade(engine));
        }
    }

    /// The HTML of a component, as templates ask for it: `once(component="card", card=post)`.
    pub(super) fn call(&self, arguments: &Kwargs, state: &State<'_>) -> Value {
        self.get(arguments, state).unwrap_or_else(Value::none)
    }

    fn get(&self, arguments: &Kwargs, state: &State<'_>) -> Option<Value> {
        let engine = self.engine.get()?.upgrade()?;
        let component = arguments.get::<&str>("component").ok()??;
        let lang = state.get::<Value>(AROUND).ok()??;
        let key = key(&lang, arguments);
        let found = self
            .made
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned();
        if let Some(made) = found.filter(|made| made.lang == lang && made.is_for(arguments)) {
            return Some(made.html.clone());
        }
        let html = render(&engine, component, arguments, lang.clone())?;
        let made = Arc::new(RenderedComponent {
            lang,
            arguments: arguments.clone(),
            html: html.clone(),
        });
        self.made
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, made);
        Some(html)
    }
}

/// The language, the arguments that are a text or a number, and the addresses of those that are
/// more.
fn key(lang: &Value, arguments: &Kwargs) -> String {
    let mut key = lang.to_string();
    for (_, value) in arguments.iter() {
        key.push('\n');
        match value.get_from_path("url").unwrap_or(value) {
            part if part.is_map() || part.is_array() => {}
            part => key.push_str(
                &part
                    .as_str()
                    .map_or_else(|| part.to_string().into(), Cow::from),
            ),
        }
    }
    key
}

/// Whether two values look the same to every template. Nearly always they are one and the same.
fn is_same(one: &Value, other: &Value) -> bool {
    match (
        one.as_map(),
        other.as_map(),
        one.as_array(),
        other.as_array(),
    ) {
        (Some(one), Some(other), ..) => {
            let mut pairs = one.iter().zip(other);
            let all_same = |((key, one), (name, other))| key == name && is_same(one, other);
            std::ptr::eq(one, other) || (one.len() == other.len() && pairs.all(all_same))
        }
        (_, _, Some(one), Some(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .zip(other)
                    .all(|(one, other)| is_same(one, other))
        }
        _ => one.kind() == other.kind() && one.is_safe() == other.is_safe() && one == other,
    }
}

fn render(engine: &Tera, component: &str, arguments: &Kwargs, lang: Value) -> Option<Value> {
    let (mut passed, mut around) = (Context::new(), Context::new());
    for (name, value) in arguments
        .iter()
        .filter_map(|(name, value)| Some((name.as_str()?, value)))
    {
        if name != "component" {
            passed.insert_value(name.to_owned(), value.clone());
        }
    }
    around.insert_value(AROUND, lang);
    let mut html = Bounded::with_room_for(USUAL_PART);
    engine
        .render_component_with_implicits_to(component, &passed, &around, None, true, &mut html)
        .ok()?;
    std::str::from_utf8(&html.bytes)
        .ok()
        .map(Value::safe_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rendered(components: &str, pages: &[(&str, &str)]) -> Vec<String> {
        let once = Arc::new(Once::default());
        let mut tera = Tera::new();
        let asked = once.clone();
        tera.register_function("once", move |arguments: Kwargs, state: &State<'_>| {
            asked.call(&arguments, state)
        });
        let page = "{% set made = once(component=\"card\", card=post, level=level) %}{{ made or \"in place\" }}";
        tera.add_raw_templates([("components.html", components), ("page.html", page)])
            .unwrap();
        let tera = Arc::new(tera);
        once.connect(&tera);
        let render = |(lang, title): &(&str, &str)| {
            let mut context = Context::new();
            context.insert("lang", lang);
            context.insert("level", &2);
            context.insert("post", &serde_json::json!({ "url": "/a/", "title": title }));
            tera.render("page.html", &context).unwrap()
        };
        pages.iter().map(render).collect()
    }

    #[test]
    fn what_was_made_is_shown_again_as_long_as_everything_is_the_same() {
        let card = "{% component card(card, level: integer = 3, @lang) %}<h{{ level }}>{{ lang }} {{ card.title }}</h{{ level }}>{% endcomponent card %}";
        let pages = [
            ("fr", "A & B"),
            ("fr", "A & B"),
            ("en", "A & B"),
            ("fr", "C"),
            ("fr", "A & B"),
        ];
        let expected = [
            "fr A &amp; B",
            "fr A &amp; B",
            "en A &amp; B",
            "fr C",
            "fr A &amp; B",
        ];
        assert_eq!(
            rendered(card, &pages),
            expected.map(|text| format!("<h2>{text}</h2>"))
        );
    }

    #[test]
    fn what_looks_further_around_or_fails_is_left_to_the_page() {
        let further = "{% component card(card, level: integer = 3, @page) %}{{ page }}{% endcomponent card %}";
        let failing = "{% component card(card, level: integer = 3) %}{{ card.no.such }}{% endcomponent card %}";
        for components in [further, failing] {
            assert_eq!(rendered(components, &[("fr", "A")]), ["in place"]);
        }
    }
}
