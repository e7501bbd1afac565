//! Slidev: slides have YAML at their top, their last comment is the speaker notes, and components
//! of Vue stand in the text.
//!
//! `parser` cuts a text into slides and `load` joins those of other files; `head` reads the YAML of
//! each, and `slide` rewrites its content.

mod beside;
mod clicks;
mod code;
mod columns;
mod comark;
mod components;
mod conditions;
mod context;
mod elements;
mod empty;
mod expressions;
mod fence;
mod files;
mod footnotes;
mod grids;
mod head;
mod hidden;
mod html_names;
mod image_sizes;
mod keys;
mod links;
mod load;
mod magic_move;
mod marks;
mod matter;
mod notes;
mod parser;
mod quote;
mod slide;
mod snippets;
mod tag_plan;
mod toc;
mod toc_words;
mod uno;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::body::DeckBody;
use super::definition::{DeckRules, Definition, Detection};
use super::edits::Rewritten;
use super::html::HtmlRules;
use super::motion::transition;
use super::pairs::Pair;
use super::slide::is_name;
use super::tags;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings, FileBeside};
use crate::config::decks::Transition;
use crate::slug;
use beside::Texts;
use context::{SlideContext, SlideNumbers};
use load::{LoadedSlide, OwnSlide};
use toc::TocEntry;

pub(super) static DIALECT: Definition = Definition {
    names: &["slidev"],
    tool: "Slidev",
    has_math: true,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 1,
        hints: &[
            "<v-",
            "v-click",
            "::right::",
            "class:",
            "layout:",
            "<script setup",
            "magic-move",
            "::code-group",
            "<<< @/",
            "\nbackground:",
            "\nclicks:",
            "\ndisabled:",
            "\nhide:",
            "\nimage:",
            "\nrouteAlias:",
            "\nsrc:",
            "\ntransition:",
            "\nzoom:",
        ],
        is_match: has_slide_matter,
    }),
    marks: Some(&marks::MARKS),
    rules: DeckRules {
        html: HtmlRules::Components,
        pixels_across: 980,
        restarts_footnotes: true,
        texts_beside: Some(texts_beside),
        ..DeckRules::USUAL
    },
    rewrite,
};

/// The texts of the files beside a deck that it names.
fn texts_beside(
    settings: &DialectSettings,
    text: &str,
    read: &mut dyn FnMut(&str) -> FileBeside,
) -> Texts {
    let src = settings.slide.iter().find(|(key, _)| key == "src");
    files::texts(text, src.map(|(_, value)| value.as_str()), read)
}

fn rewrite<'t>(settings: &DialectSettings, text: &'t str) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let mut first: Vec<Pair<'_>> = Vec::new();
    let mut say = |key, value: &str| {
        let value = value.to_owned();
        first.push(Pair {
            key,
            value,
            range: 0..0,
        });
    };
    for (key, value) in &settings.slide {
        say(key, value);
    }
    if let Some(title) = &settings.title_slide.title {
        say("title", title);
    }
    let (slides, problems) = load::load(text, first, &settings.beside);
    let mut writer = DeckRewriter::new(DIALECT.tool);
    for problem in problems {
        let load::LoadProblem {
            code,
            range,
            message,
            hint,
        } = problem;
        writer.say_as(code, range, message, hint);
    }
    let deck = SlidevDeck::new(settings, text, &slides);
    let mut number = 0;
    for slide in &slides {
        deck.write(&mut writer, slide, &mut number);
    }
    writer.finish(&DeckBody::unread(text))
}

/// What the slides of a deck share.
struct SlidevDeck<'d> {
    /// The deck's own file.
    text: &'d str,
    texts: &'d Texts,
    total: usize,
    /// The ids of the slides that are linked to by their numbers.
    ids: BTreeMap<usize, String>,
    toc: Vec<TocEntry>,
    aliases: BTreeSet<String>,
    footnotes: BTreeMap<String, usize>,
    /// What the front matter says of all slides.
    defaults: Vec<Pair<'d>>,
    /// How each slide goes, where it says so.
    goings: Vec<Option<Transition>>,
    is_comark: bool,
}

impl<'d> SlidevDeck<'d> {
    fn new(settings: &'d DialectSettings, text: &'d str, slides: &[OwnSlide<'_>]) -> Self {
        let shown: Vec<&LoadedSlide<'_>> = slides.iter().flat_map(|slide| &slide.shown).collect();
        let mut numbers = BTreeSet::new();
        for slide in &shown {
            links::numbers(slide.content(), &mut numbers);
        }
        let alias = |slide: &LoadedSlide<'_>| {
            let alias = matter::get(&slide.pairs, "routeAlias").filter(|alias| !alias.is_empty());
            alias.map(|alias| {
                if is_name(alias) {
                    alias.to_owned()
                } else {
                    slug::slugify(alias)
                }
            })
        };
        let toc = toc::entries(&shown);
        let listed = toc.iter().filter(|entry| !entry.is_hidden);
        numbers.extend(listed.map(|entry| entry.number));
        let aliases: BTreeSet<String> = shown.iter().filter_map(|slide| alias(slide)).collect();
        let named = toc::ids(&toc, &aliases);
        let id = |number: &usize| {
            let slide = shown.get(number.checked_sub(1)?)?;
            let id = alias(slide).or_else(|| named.get(number).cloned());
            Some((*number, id.unwrap_or_else(|| format!("slide-{number}"))))
        };
        let defaults = settings.slide.iter().filter_map(|(key, value)| {
            Some(Pair {
                key: key.strip_prefix("defaults.")?,
                value: value.clone(),
                range: 0..0,
            })
        });
        let defaults: Vec<Pair<'_>> = defaults.collect();
        let going = |slide: &&LoadedSlide<'_>| {
            let own = matter::get(&slide.pairs, "transition");
            transition(own.or_else(|| matter::get(&defaults, "transition"))?)
        };
        let goings = shown.iter().map(going).collect();
        let says = |key: &str| {
            settings
                .slide
                .iter()
                .any(|pair| *pair == (key.to_owned(), "true".to_owned()))
        };
        Self {
            text,
            texts: &settings.beside,
            total: shown.len(),
            ids: numbers.iter().filter_map(id).collect(),
            toc,
            aliases,
            footnotes: footnotes::shared(shown.iter().map(|slide| slide.content())),
            defaults,
            goings,
            is_comark: says("mdc") || says("comark"),
        }
    }

    /// Writes what stands in the place of a slide of the deck's own file. `number` counts slides.
    fn write(&self, writer: &mut DeckRewriter, slide: &OwnSlide<'_>, number: &mut usize) {
        let parts = &slide.parts;
        if slide.shown.is_empty() {
            writer
                .edits
                .replace(parts.line.start..parts.content.end, "");
            return;
        }
        let place = parts.line.clone();
        self.line(writer, place, *number == 0);
        if slide.src.is_none() {
            for shown in &slide.shown {
                *number += 1;
                self.own(writer, shown, *number);
            }
            return;
        }
        let mut texts = Vec::new();
        let src = slide.src.clone().unwrap_or_default();
        for shown in &slide.shown {
            *number += 1;
            texts.push(self.of_file(writer, shown, *number, &src));
        }
        let text = format!("\n{}\n\n", texts.join("\n\n---\n\n"));
        let place = parts.matter.start..parts.content.end;
        writer.edits.put(place, text, src);
    }

    /// The line before a slide. Nothing stands before the first one.
    fn line(&self, writer: &mut DeckRewriter, line: Range<usize>, is_first: bool) {
        let written = self.text.get(line.clone()).unwrap_or_default();
        if is_first {
            writer.edits.replace(line, "");
        } else if written.trim_end() != "---" {
            writer.edits.put(line.clone(), "---\n", line);
        }
    }

    /// A slide in the native form: what its YAML makes of it, in lines, and its content. Problems of
    /// both are in what is returned.
    fn slide(&self, slide: &LoadedSlide<'_>, number: usize) -> (head::SlideHead, DeckRewriter) {
        let mut pairs = slide.pairs.clone();
        for pair in &self.defaults {
            if !pairs.iter().any(|own| own.key == pair.key) {
                pairs.push(pair.clone());
            }
        }
        let layout = matter::get(&pairs, "layout").unwrap_or_default();
        let clicks = pairs.iter().find(|pair| pair.key == "clicks");
        let context = SlideContext {
            numbers: SlideNumbers {
                slide: number,
                total: self.total,
                ids: &self.ids,
                toc: &self.toc,
                aliases: &self.aliases,
            },
            layout,
            clicks: clicks.and_then(|pair| pair.value.parse().ok()),
            file: slide.file.as_deref(),
            texts: self.texts,
            is_comark: self.is_comark,
            footnotes: &self.footnotes,
        };
        let mut head = head::read(&pairs, self.ids.get(&number).map(String::as_str));
        let rewritten = slide::rewrite(slide.content(), context);
        let range = clicks.map_or(0..0, |pair| pair.range.clone());
        head.steps(rewritten.steps, rewritten.is_cut, &range);
        let before = number.checked_sub(2);
        head.comes(before.and_then(|at| *self.goings.get(at)?));
        head.more = head::standing_in(layout, &slide.pairs, slide.content());
        (head, rewritten.writer)
    }

    /// Writes a slide of the deck's own file in its place.
    fn own(&self, writer: &mut DeckRewriter, slide: &LoadedSlide<'_>, number: usize) {
        let parts = &slide.parts;
        let (head, content) = self.slide(slide, number);
        for (range, word, hint) in head.lost {
            writer.lost(range, &word, hint);
        }
        let text = slide.content();
        let lines: Vec<(String, Range<usize>)> = head.lines;
        let source = lines.first().map_or(0..0, |(_, range)| range.clone());
        let lines = joined(&lines);
        if parts.matter.is_empty() {
            let blank = text.len() - text.trim_start().len();
            let start = text[..blank].rfind('\n').map_or(0, |at| at + 1);
            writer
                .edits
                .open(parts.content.start + start, lines, source);
        } else {
            writer.edits.put(parts.matter.clone(), lines, source);
        }
        writer.append(content, parts.content.start);
        if let Some(more) = head.more {
            let end = parts.content.start + text.trim_end().len();
            writer.edits.close(end, more, end..end);
        }
    }

    /// A slide of another file in the native form.
    fn of_file(
        &self,
        writer: &mut DeckRewriter,
        slide: &LoadedSlide<'_>,
        number: usize,
        src: &Range<usize>,
    ) -> String {
        let (head, content) = self.slide(slide, number);
        let text = slide.content();
        let (content, problems) = content.finish(&DeckBody::unread(text));
        let file = slide.file.as_deref().unwrap_or_default();
        let before = slide.text.get(..slide.parts.content.start);
        let first_line = before.unwrap_or_default().matches('\n').count() + 1;
        for problem in problems {
            let within = text.get(..problem.range.start).unwrap_or_default();
            let line = first_line + within.matches('\n').count();
            let message = format!("{}, in line {line} of `{file}`", problem.message);
            writer.take(DialectProblem {
                range: src.clone(),
                message,
                ..problem
            });
        }
        for (_, word, hint) in head.lost {
            writer.lost(src.clone(), &word, hint);
        }
        let lines = joined(&head.lines);
        let more = head.more.unwrap_or_default();
        let content = links::from_folder(content.text.trim(), file);
        format!("{lines}{content}{more}")
    }
}

/// Whether a body has slides with YAML, or steps of Vue.
fn has_slide_matter(body: &DeckBody<'_>) -> bool {
    marks::has_known_keys(body)
        || tags::tags(body).iter().any(|tag| {
            clicks::is_click(tag) || tag.written == "script" && tag.get("setup").is_some()
        })
        || columns::has_slots(body, &(0..body.text.len()))
        || has_code_lines(body)
}

/// Whether there is code in a form that Slidev alone has.
fn has_code_lines(body: &DeckBody<'_>) -> bool {
    body.lines(0..body.text.len()).any(|line| {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let is_moved = text.starts_with("````") && text.ends_with("magic-move");
        let is_joined = text.starts_with("<<< @/") || text == "::code-group";
        is_moved || is_joined && !body.is_apart(line.start)
    })
}

/// Lines with their ends.
fn joined(lines: &[(String, Range<usize>)]) -> String {
    let mut text = String::new();
    for (line, _) in lines {
        text.push_str(line);
        text.push('\n');
    }
    text
}
