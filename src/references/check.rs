//! Checks everything that a content file leads to: links, anchors, images, slides and recordings.

use super::{Broken, Reference, broken, fragment, pictures, resolve_from, schemes};
use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::{Code, Diagnostic, Place, codes};
use crate::document::Document;
use crate::html::addresses::AddressRole;
use crate::markdown::Link;
use crate::nearest;
use crate::path::UrlPath;
use crate::path::is_web;
use crate::site::{PageId, Site};
use crate::source::{Span, Spanned};

use rustc_hash::FxHashSet;

/// Checks everything that a content file leads to.
#[must_use]
pub fn check(site: &Site, document: &Document, config: &Config) -> Vec<Diagnostic> {
    let mut checking = Checking {
        site,
        document,
        config,
        weighed: FxHashSet::default(),
        diagnostics: Vec::new(),
    };
    checking.links();
    checking.images();
    checking.named_files();
    checking.gatherings();
    checking.diagnostics
}

/// Mistakes that are warnings in a deck of another tool.
const BORNE: [Code; 4] = [
    codes::BROKEN_LINK,
    codes::MISSING_ANCHOR,
    codes::MISSING_IMAGE,
    codes::LINK_TO_DRAFT,
];

/// How many slides the hint names for a link that leads to none.
const NAMED_SLIDES: usize = 5;

/// The check of one file.
struct Checking<'c> {
    site: &'c Site,
    document: &'c Document,
    config: &'c Config,
    /// The images whose weight was looked at: each is shown often, and heavy once.
    weighed: FxHashSet<UrlPath>,
    diagnostics: Vec<Diagnostic>,
}

impl Checking<'_> {
    /// Reports what is wrong with an address. One that the front matter of a deck gives to all its
    /// slides is reported there: so it is one mistake.
    fn say_of(&mut self, address: &str, span: Span, broken: Broken) {
        let document = self.document;
        let text = document.source.text();
        let is_written = text
            .get(span.start..span.end)
            .is_some_and(|written| written.contains(address));
        let of_deck = (document.body.is_of_other_tool && !address.is_empty() && !is_written)
            .then(|| whole_address(document.front_matter_text(), address))
            .flatten();
        let span = of_deck.map_or(span, |start| Span {
            start,
            end: start + address.len(),
        });
        self.say(span, broken);
    }

    fn say(&mut self, span: Span, broken: Broken) {
        let place = Place::new(&self.document.path.file, span);
        // Its tool shows such a deck.
        let is_borne = self.document.body.is_of_other_tool && BORNE.contains(&broken.code);
        let code = if is_borne {
            codes::ABSENT_IN_DECK
        } else {
            broken.code
        };
        self.diagnostics
            .push(Diagnostic::new(code, place, broken.message).maybe_hint(broken.hint));
    }

    fn resolve(&self, destination: &str) -> Result<Reference, Broken> {
        resolve_from(self.site, &self.document.path, destination)
    }

    fn links(&mut self) {
        for link in self.document.bodies().flat_map(|body| &body.links) {
            let found = match self.resolve(&link.destination) {
                Err(broken) => Some(broken),
                Ok(Reference::Here(_)) if link.destination.is_empty() => Some(broken(
                    codes::BROKEN_LINK,
                    "this link leads nowhere: it has no address".to_owned(),
                    Some("write the address between the round brackets".to_owned()),
                )),
                Ok(Reference::External) => slip_in(&link.destination, codes::BROKEN_LINK)
                    .or_else(|| loaded_from_another_site(link)),
                Ok(Reference::Here(id)) => self.own_anchor(&id),
                Ok(Reference::Route {
                    page: Some(page),
                    rest,
                    ..
                }) => check_anchor_of(self.site, page, &fragment(&rest).unwrap_or_default()),
                Ok(_) => None,
            };
            if let Some(broken) = found {
                self.say_of(&link.destination, link.span, broken);
            }
        }
    }

    fn own_anchor(&self, id: &str) -> Option<Broken> {
        let recap = self
            .site
            .by_file
            .get(&self.document.path.file)
            .filter(|_| self.is_recap());
        let broken = recap.map_or_else(
            || check_anchor(id, &self.document.body.ids),
            |recap| check_anchor_of(self.site, *recap, id),
        )?;
        let hint = broken.hint.or_else(|| self.names_of_slides());
        Some(Broken { hint, ..broken })
    }

    /// What links within a deck may lead to, by the first of its slides.
    fn names_of_slides(&self) -> Option<String> {
        let slides = &self.document.deck.as_ref()?.slides;
        let first = slides.iter().take(NAMED_SLIDES);
        let names: Vec<String> = first.map(|slide| format!("`#{}`", slide.id)).collect();
        let others = match slides.len().saturating_sub(names.len()) {
            0 => "",
            _ => " …",
        };
        let count = match slides.len() {
            1 => "one slide".to_owned(),
            count => format!("{count} slides"),
        };
        let names = names.join(", ");
        Some(format!("this deck has {count}: {names}{others}"))
    }

    fn is_recap(&self) -> bool {
        self.document.path.kind == Kind::Recap
    }

    fn images(&mut self) {
        for image in self.document.bodies().flat_map(|body| &body.images) {
            self.image(&image.destination, image.span, image.is_alternative);
            if image.alt.trim().is_empty() && !image.decorates {
                let hint = if image.in_html {
                    "say what it shows: `alt=\"…\"`; an empty `alt=\"\"` is for what only decorates"
                } else {
                    "say what it shows between the brackets: `![…](…)`"
                };
                let hint = Some(hint.to_owned());
                self.say_of(
                    &image.destination,
                    image.span,
                    broken(
                        codes::MISSING_ALT,
                        "the image has no alternative text".to_owned(),
                        hint,
                    ),
                );
            }
        }
        if let Some(image) = &self.document.front_matter.image {
            self.image(&image.file.value, image.file.span, false);
        }
    }

    fn image(&mut self, destination: &str, span: Span, is_alternative: bool) {
        let slip = slip_in(destination, codes::MISSING_IMAGE);
        let broken = match self.resolve(destination) {
            Ok(Reference::External) if slip.is_some() => slip,
            Ok(Reference::Here(_)) if destination.is_empty() => Some(broken(
                codes::MISSING_IMAGE,
                "this image has no address".to_owned(),
                Some("write the name of its file between the round brackets".to_owned()),
            )),
            Err(missing) => Some(Broken {
                code: codes::MISSING_IMAGE,
                ..missing
            }),
            Ok(Reference::External) => {
                let hint = "keep a copy beside the page: no page of the site asks another one for anything".to_owned();
                Some(broken(
                    codes::EXTERNAL_IMAGE,
                    "this image is on another site".to_owned(),
                    Some(hint),
                ))
            }
            Ok(Reference::Route {
                page: None,
                url,
                dimensions,
                ..
            }) => {
                let is_first = self.weighed.insert(url.clone());
                let image = pictures::ShownImage {
                    destination,
                    url: &url,
                    dimensions,
                    is_alternative,
                };
                pictures::check(self.site, &self.config.images, &image, is_first)
            }
            Ok(_) => Some(broken(
                codes::MISSING_IMAGE,
                format!("`{destination}` is not an image"),
                None,
            )),
        };
        if let Some(broken) = broken {
            self.say_of(destination, span, broken);
        }
    }

    /// Checks the slides, recordings and style sheets that front matter names.
    fn named_files(&mut self) {
        for named in named_files(self.document) {
            let broken = match self.resolve(&named.value) {
                Err(broken) => Some(broken),
                Ok(Reference::External) if !is_web(&named.value) => {
                    let hint =
                        "write the whole address, with `https://`, or name a file beside this one"
                            .to_owned();
                    let message =
                        format!("`{}` is not the address of a page or a file", named.value);
                    Some(broken(codes::BAD_VALUE, message, Some(hint)))
                }
                Ok(_) => None,
            };
            if let Some(broken) = broken {
                self.say(named.span, broken);
            }
        }
    }

    fn gatherings(&mut self) {
        if self.is_recap() {
            return;
        }
        for gathering in self.document.bodies().flat_map(|body| &body.gatherings) {
            let hint = "write it in a `recap` beside the event".to_owned();
            let message = "only the recap of an event gathers texts of other files".to_owned();
            self.say(
                gathering.span,
                broken(codes::NOTHING_GATHERED, message, Some(hint)),
            );
        }
    }
}

/// What a page would load from another site, whenever somebody reads it.
fn loaded_from_another_site(link: &Link) -> Option<Broken> {
    let what = match link.loaded_as? {
        AddressRole::Media => "a film or a sound",
        AddressRole::StyleSheet => "a style sheet",
        AddressRole::Script => "a script",
        _ => "a file",
    };
    let hint = "keep a copy beside the page: no page of the site asks another one for anything";
    Some(broken(
        codes::FOREIGN_HTML,
        format!("the page would load {what} from another site"),
        Some(hint.to_owned()),
    ))
}

/// The slip in how the address of another site begins.
fn slip_in(address: &str, code: Code) -> Option<Broken> {
    let schemes::Slip { message, hint } = schemes::slip(address)?;
    Some(broken(code, message, Some(hint)))
}

/// The slides, recordings and style sheets that front matter names.
fn named_files(document: &Document) -> impl Iterator<Item = &Spanned<String>> {
    let (session, talk) = (&document.front_matter.session, &document.front_matter.talk);
    let of_session = session
        .iter()
        .flat_map(|session| session.slides.iter().chain(&session.video));
    let deliveries = talk.iter().flat_map(|talk| &talk.deliveries);
    let look = document
        .front_matter
        .deck
        .iter()
        .filter_map(|deck| deck.css.as_ref());
    of_session
        .chain(look)
        .chain(deliveries.flat_map(|delivery| delivery.slides.iter().chain(&delivery.video)))
}

/// As [`check_anchor`], for any page: a recap has the anchors of what it gathers, too.
fn check_anchor_of(site: &Site, id: PageId, anchor: &str) -> Option<Broken> {
    let page = site.page(id);
    let missing = check_anchor(anchor, &page.document.body.ids)?;
    let gathered = site.gathered.get(&id);
    let Some((group, of_text)) = gathered.and_then(|gathered| gathered.find(anchor)) else {
        return Some(missing);
    };
    let text = site.groups[group]
        .shown_in(page.language)
        .map(|id| &site.page(id).document.body.ids)?;
    check_anchor(of_text, text)
}

/// `#` and `#top` lead to the top of every page, as the HTML standard says.
fn check_anchor(id: &str, ids: &[String]) -> Option<Broken> {
    if id.is_empty() || id == "top" || ids.binary_search_by(|known| known.as_str().cmp(id)).is_ok()
    {
        return None;
    }
    let hint = nearest::did_you_mean(id, ids.iter().map(String::as_str));
    Some(broken(
        codes::MISSING_ANCHOR,
        format!("that page has no `#{id}`"),
        hint,
    ))
}
/// Where an address stands in a front matter, and not as a part of another one.
fn whole_address(text: &str, address: &str) -> Option<usize> {
    let goes_on = |c: char| c.is_alphanumeric() || "/.-_%#?&=~".contains(c);
    let mut found = text.match_indices(address).map(|(start, _)| start);
    found.find(|start| {
        let (before, after) = (&text[..*start], &text[start + address.len()..]);
        !before.ends_with(goes_on) && !after.starts_with(goes_on)
    })
}
