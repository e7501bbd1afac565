//! Slides that repeat others: `layout: true` is before all that follow, `template:` before the one
//! that names it, and `{{content}}` says where the slide's own text stands.
//!
//! Every slide gets a copy of what it repeats, in the native form. Copies have a bound, since slides
//! that repeat each other may grow without one.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

use super::super::body::DeckBody;
use super::super::pairs::Pair;
use super::super::writer::DeckRewriter;
use super::super::{emphasis, notes};
use super::expressions::{self, CONTENT};
use super::links::Targets;
use super::segments::RemarkSegment;
use super::slide::{Role, TemplatedSlide};
use super::{DIALECT, code, headings, links, macros, properties, spans};

/// How many times as long as its body the copies in a deck may be, and a length that all may have.
const MOST_COPIES: usize = 4;
const FREE_COPIES: usize = 1 << 20;

/// How many properties a slide gets from another one, and how long their values may be.
const MOST_INHERITED: usize = 16;
const LONGEST_VALUE: usize = 1000;

/// Finds what each segment is, and what it repeats.
pub(super) fn read<'t>(
    body: &DeckBody<'t>,
    segments: Vec<RemarkSegment>,
) -> Vec<TemplatedSlide<'t>> {
    let mut slides: Vec<TemplatedSlide<'t>> = Vec::with_capacity(segments.len());
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    // The last slide that is shown, and the layout that holds.
    let (mut last, mut layout): (Option<usize>, Option<usize>) = (None, None);
    for segment in segments {
        let number = slides.len();
        let pairs = properties::read(body, &segment);
        let mut slide = TemplatedSlide {
            segment,
            role: Role::Begins,
            pairs,
            inherited: Rc::default(),
            template: None,
        };
        if slide
            .own("exclude")
            .is_some_and(|value| value.eq_ignore_ascii_case("true"))
        {
            slide.role = Role::Left;
            slides.push(slide);
            continue;
        }
        let named = slide.own("template").and_then(|name| by_name.get(name));
        let is_layout = slide.own("layout") == Some("true");
        if slide.continues() && last.is_some() {
            slide.role = Role::Continues;
            slide.template = last;
        } else if named.is_some() {
            slide.template = named.copied();
        } else if slide.own("layout") == Some("false") {
            layout = None;
        } else if !is_layout {
            slide.template = layout;
        }
        if let Some(template) = slide.template {
            slide.inherited = inherited(&slides[template]);
        }
        if is_layout {
            slide.role = Role::Left;
            layout = Some(number);
        } else {
            last = Some(number);
        }
        if let Some(name) = slide.own("name") {
            by_name.insert(name.to_owned(), number);
        }
        slides.push(slide);
    }
    slides
}

/// The properties that a slide gets from the one that it repeats. Classes add up.
fn inherited(template: &TemplatedSlide<'_>) -> Rc<BTreeMap<String, String>> {
    let passed_on = template.pairs.iter().filter(|pair| {
        let stays = ["name", "layout", "count", "continued", "template"].contains(&pair.key);
        !stays && pair.value.len() < LONGEST_VALUE
    });
    let mut properties = Rc::clone(&template.inherited);
    for pair in passed_on {
        let is_known = properties.contains_key(pair.key);
        if !is_known && properties.len() >= MOST_INHERITED {
            continue;
        }
        let value = Rc::make_mut(&mut properties)
            .entry(pair.key.to_owned())
            .or_default();
        if pair.key == "class" && !value.is_empty() {
            if value.len() < LONGEST_VALUE {
                value.push_str(", ");
                value.push_str(&pair.value);
            }
        } else {
            value.clone_from(&pair.value);
        }
    }
    properties
}

/// What slides that are repeated show, in the native form.
pub(super) struct Templates<'a, 't> {
    body: &'a DeckBody<'t>,
    /// By the number of the slide that is repeated.
    texts: BTreeMap<usize, String>,
    notes: BTreeMap<usize, String>,
    /// How many bytes may still be copied.
    left: usize,
}

impl<'a, 't> Templates<'a, 't> {
    pub(super) fn new(
        body: &'a DeckBody<'t>,
        slides: &[TemplatedSlide<'t>],
        targets: &mut Targets<'_, '_>,
    ) -> Self {
        let repeats = slides.iter().filter(|slide| slide.role != Role::Continues);
        let repeated: BTreeSet<usize> = repeats.filter_map(|slide| slide.template).collect();
        let mut templates = Self {
            body,
            texts: BTreeMap::new(),
            notes: BTreeMap::new(),
            left: FREE_COPIES + MOST_COPIES * body.text.len(),
        };
        for number in repeated {
            templates.add(number, &slides[number], targets);
        }
        templates
    }

    /// Keeps what a slide shows, with what it repeats itself.
    fn add(&mut self, number: usize, slide: &TemplatedSlide<'_>, targets: &mut Targets<'_, '_>) {
        let shown = without(self.body.text, &slide.segment.shown, &slide.pairs);
        let mut text = native(&shown, targets);
        if let Some(around) = slide
            .template
            .and_then(|template| self.texts.get(&template))
        {
            let around = Around::of(around);
            if around.length() <= self.left {
                self.left -= around.length();
                text = format!("{}{}{text}{}", around.before, around.gap, around.behind());
            }
        }
        self.texts.insert(number, text);
        let own = slide.segment.notes.as_ref().map_or("", |sign| {
            let notes = self.body.text.get(sign.end..slide.segment.end);
            notes.unwrap_or_default().trim()
        });
        let repeated = slide
            .template
            .and_then(|template| self.notes.get(&template))
            .filter(|notes| notes.len() <= self.left);
        let all = match repeated {
            Some(repeated) => {
                self.left -= repeated.len();
                format!("{repeated}\n\n{}", notes::with_blocks_closed(own))
            }
            None => notes::with_blocks_closed(own),
        };
        if !all.trim().is_empty() {
            self.notes.insert(number, all.trim().to_owned());
        }
    }

    /// Copies what a slide repeats into it; returns the notes that come before its own.
    pub(super) fn write(&mut self, writer: &mut DeckRewriter, slide: &TemplatedSlide<'_>) -> &str {
        let template = slide.template.filter(|_| slide.role == Role::Begins);
        let Some(template) = template else { return "" };
        let Some(text) = self.texts.get(&template) else {
            return "";
        };
        let shown = &slide.segment.shown;
        let source = slide.segment.line.clone();
        let around = Around::of(text);
        let before = expressions::expand(around.before, slide);
        let after = expressions::expand(&around.behind(), slide);
        let said = self.notes.get(&template).map_or("", String::as_str);
        let Some(left) = self
            .left
            .checked_sub(before.len() + after.len() + said.len())
        else {
            self.left = 0;
            let hint = "slides repeat each other too often: write this one out";
            writer.lost(source, "template", hint);
            return "";
        };
        self.left = left;
        let words = self.body.trimmed(shown.clone());
        // Notes that come before others are written with them.
        let is_last = slide.segment.notes.is_none();
        let behind = match said {
            "" => after.trim_end().to_owned(),
            said if is_last => format!("{}\n\n{}", after.trim_end(), notes::div(said)),
            _ => after.trim_end().to_owned(),
        };
        let start = self.body.trimmed_start(shown);
        if words.is_empty() {
            let all = format!("{before}{}{behind}\n", around.gap);
            writer.edits.open(start, all, source);
            return said;
        }
        if !before.trim().is_empty() {
            writer
                .edits
                .open(start, before + around.gap, source.clone());
        }
        if behind.is_empty() {
            return said;
        }
        // Properties go with the ends of their lines.
        let last = slide.pairs.last().map_or(0, |pair| pair.range.end);
        if words.end > last {
            writer.edits.close(words.end, behind, source);
        } else {
            let end = self.body.line_end(last, true);
            writer.edits.close(end, behind + "\n", source);
        }
        said
    }
}

/// A range of a text without the lines of some pairs.
fn without(text: &str, range: &Range<usize>, pairs: &[Pair<'_>]) -> String {
    let (mut rest, mut at) = (String::new(), range.start);
    for pair in pairs {
        rest.push_str(text.get(at..pair.range.start).unwrap_or_default());
        at = pair.range.end.max(at);
    }
    rest.push_str(text.get(at..range.end).unwrap_or_default());
    rest
}

/// A text in the native form.
fn native(text: &str, targets: &mut Targets<'_, '_>) -> String {
    let body = DeckBody::read(text, |_| false, false);
    let mut writer = DeckRewriter::new(DIALECT.tool);
    spans::rewrite(&mut writer, &body, &(0..text.len()));
    macros::rewrite(&mut writer, &body, &(0..text.len()));
    writer.spare_hyphens(&body);
    links::rewrite(&mut writer, &body, targets);
    code::rewrite(&mut writer, &body);
    headings::rewrite(&mut writer, &body);
    emphasis::rewrite(&mut writer, text);
    let native = writer.finish(&body).0.text;
    native.trim_matches(['\n', '\r']).trim_end().to_owned()
}

/// What stands before and behind the content of the slide that repeats a text.
struct Around<'t> {
    before: &'t str,
    /// Without a place for it, the content stands below the text, and above the footnotes at its end.
    gap: &'static str,
    after: &'t str,
}

impl<'t> Around<'t> {
    fn of(text: &'t str) -> Self {
        let place = expressions::find(text)
            .find(|expression| expression.name == CONTENT && !expression.is_escaped);
        let (before, after) = match &place {
            Some(place) => (&text[..place.range.start], &text[place.range.end..]),
            None => text.split_at(foot(text)),
        };
        let gap = if place.is_some() { "" } else { "\n\n" };
        Self { before, gap, after }
    }

    /// What stands behind the content, apart from it where footnotes follow.
    fn behind(&self) -> Cow<'t, str> {
        if self.gap.is_empty() || self.after.is_empty() {
            return Cow::Borrowed(self.after);
        }
        Cow::Owned(format!("{}{}", self.gap, self.after))
    }

    fn length(&self) -> usize {
        self.before.len() + 2 * self.gap.len() + self.after.len()
    }
}

/// Where the footnotes begin that a text in the native form ends with.
fn foot(text: &str) -> usize {
    let (mut found, mut depth, mut at) = (None, 0_usize, 0);
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let is_div = bare.starts_with(":::");
        let is_opening = is_div && !bare.trim_matches(':').is_empty();
        let is_footnote = is_opening && bare.split(['{', ' ', '}']).any(|it| it == ".footnote");
        if depth == 0 && is_footnote {
            found = found.or(Some(at));
        } else if depth == 0 && !bare.is_empty() {
            found = None;
        }
        if is_opening {
            depth += 1;
        } else if is_div {
            depth = depth.saturating_sub(1);
        }
        at += line.len();
    }
    found.filter(|_| depth == 0).unwrap_or(text.len())
}
