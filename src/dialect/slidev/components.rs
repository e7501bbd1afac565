//! Components of Vue: what comes near each in HTML, and else nothing of it but the text between its
//! tags. Never their source.

use std::ops::Range;

use crate::html::tokens::Tag;

use super::super::body::{BlockKind, DeckBody};
use super::super::tags::escaped;
use super::super::writer::DeckRewriter;
use super::clicks;
use super::context::SlideNumbers;
use super::elements::{Elements, lines_of};
use super::html_names::is_html;
use super::links;
use super::tag_plan::TagPlan;
use super::toc;
use super::toc_words;

/// Components that come with Slidev, so that nothing else is called so.
const BUILTIN: [&str; 13] = [
    "Arrow",
    "AutoFitText",
    "LightOrDark",
    "PoweredBySlidev",
    "RenderWhen",
    "SlideCurrentNo",
    "SlidesTotal",
    "SlidevVideo",
    "Toc",
    "Transform",
    "Tweet",
    "VSwitch",
    "Youtube",
];

/// What Vue and Slidev have around a text that changes nothing of it in a still picture.
const SILENT: [&str; 17] = [
    "ClientOnly",
    "KeepAlive",
    "PoweredBySlidev",
    "RenderWhen",
    "Suspense",
    "Teleport",
    "TitleRenderer",
    "Transition",
    "TransitionGroup",
    "VDrag",
    "component",
    "keep-alive",
    "slot",
    "template",
    "transition",
    "transition-group",
    "v-drag",
];

/// The beginnings of the names of icons: the collections of Iconify that decks use.
const ICONS: [&str; 48] = [
    "akar-icons",
    "ant-design",
    "arcticons",
    "bi",
    "bx",
    "bxl",
    "bxs",
    "carbon",
    "cib",
    "codicon",
    "devicon",
    "emojione",
    "eos-icons",
    "fa",
    "fa6-brands",
    "fa6-solid",
    "fe",
    "fluent",
    "fluent-emoji",
    "fluent-emoji-flat",
    "game-icons",
    "heroicons",
    "i",
    "ic",
    "icon-park",
    "iconoir",
    "ion",
    "la",
    "line-md",
    "logos",
    "lucide",
    "material-symbols",
    "mdi",
    "mingcute",
    "noto",
    "octicon",
    "openmoji",
    "ph",
    "pixelarticons",
    "ri",
    "simple-icons",
    "skill-icons",
    "solar",
    "svg-spinners",
    "tabler",
    "twemoji",
    "uim",
    "vscode-icons",
];

/// Decides what becomes of the components of a slide, but of those that are steps.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    elements: &Elements<'_, '_>,
    plan: &mut TagPlan,
    numbers: SlideNumbers<'_>,
) {
    for element in 0..elements.list.len() {
        let tag = elements.tag(element);
        if !is_component(tag.written) {
            continue;
        }
        let mut component = Component {
            body,
            elements,
            element,
            plan,
        };
        component.rewrite(writer, numbers);
    }
    for stray in &elements.stray {
        if !is_html(elements.tags[*stray].written) {
            plan.at(*stray).is_removed = true;
        }
    }
}

/// Whether a name is that of a component which is no step: it has a capital, a hyphen or a colon,
/// or is one that Vue reads itself.
fn is_component(name: &str) -> bool {
    let is_own = !is_html(name) || ["template", "component", "slot", "transition"].contains(&name);
    is_own && !clicks::is_element(name)
}

/// Whether a component comes with Slidev.
pub(super) fn is_builtin(name: &str) -> bool {
    BUILTIN.contains(&name)
}

/// The name of a component as Slidev has it: `<toc>` and `<slides-total>` are found, too.
fn called(name: &str) -> &str {
    let letters = || name.bytes().filter(|byte| *byte != b'-');
    let is_same = |builtin: &&str| {
        letters()
            .map(|byte| byte.to_ascii_lowercase())
            .eq(builtin.to_ascii_lowercase().bytes())
    };
    BUILTIN.into_iter().find(is_same).unwrap_or(name)
}

/// Whether a name is that of an icon.
fn is_icon(name: &str) -> bool {
    let collections = ICONS.iter();
    collections
        .filter_map(|collection| name.strip_prefix(collection))
        .any(|rest| rest.starts_with(['-', ':']))
}

/// One component.
struct Component<'c, 'b, 't> {
    body: &'c DeckBody<'t>,
    elements: &'c Elements<'b, 't>,
    element: usize,
    plan: &'c mut TagPlan,
}

impl Component<'_, '_, '_> {
    fn rewrite(&mut self, writer: &mut DeckRewriter, numbers: SlideNumbers<'_>) {
        let tag = self.elements.tag(self.element);
        match called(tag.written) {
            "SlideCurrentNo" => self.text(numbers.slide.to_string()),
            "SlidesTotal" => self.text(numbers.total.to_string()),
            "SlidevVideo" => self.plan.rename(&self.elements.list[self.element], "video"),
            "Link" => self.link(writer, tag, numbers),
            "Toc" => self.contents(writer, tag, numbers),
            "Youtube" => self.video(writer, tag),
            "Tweet" | "BlueSky" => self.post(writer, tag),
            "template" => self.template(),
            name if SILENT.contains(&name) => self.unwrap(),
            _ => self.lose(writer, tag),
        }
    }

    /// Takes a component out that has no equivalent, but not the text in it.
    fn lose(&mut self, writer: &mut DeckRewriter, tag: &Tag<'_>) {
        lose(writer, tag);
        let value = tag
            .attributes
            .iter()
            .find(|attribute| attribute.name == "modelvalue");
        match value.and_then(|attribute| attribute.value.as_deref()) {
            Some(text) if tag.written == "AutoFitText" => self.text(escaped(text)),
            _ => self.unwrap(),
        }
    }

    /// Takes the tags out. Around blocks an element of HTML stays in their place, which holds its
    /// block together, and so it does where the whole is a step.
    fn unwrap(&mut self) {
        let element = &self.elements.list[self.element];
        let tag = self.elements.tag(self.element);
        let holds =
            || clicks::directive(tag).is_some() || self.elements.is_block(self.body, self.element);
        if element.closing.is_some() && holds() {
            self.plan.rename(element, "div");
        } else {
            self.plan.remove(element);
        }
    }

    /// Puts a text in the place of the component.
    fn text(&mut self, text: String) {
        let element = &self.elements.list[self.element];
        self.plan.remove(element);
        let change = self.plan.at(element.opening);
        (change.is_removed, change.text) = (false, Some(text));
    }

    /// A table of contents.
    fn contents(&mut self, writer: &mut DeckRewriter, tag: &Tag<'_>, numbers: SlideNumbers<'_>) {
        let list = toc::list(tag, numbers.toc, numbers.ids, numbers.slide);
        toc_words::check(writer, tag, list.is_none());
        match (list, self.paragraph(tag)) {
            (Some(list), None) => self.text(list),
            (Some(list), Some(block)) => {
                let prefix = self.body.line_prefix(block.start);
                let lines = format!("\n{prefix}\n{prefix}{list}\n{prefix}");
                writer.edits.close(block.end, lines, tag.range.clone());
                self.plan.remove(&self.elements.list[self.element]);
            }
            (None, _) => self.unwrap(),
        }
    }

    /// The paragraph or heading within which a tag stands, where no block may.
    fn paragraph(&self, tag: &Tag<'_>) -> Option<Range<usize>> {
        let block = self.body.blocks_around(tag.range.start + 1).next()?;
        let is_text = matches!(block.kind, BlockKind::Paragraph | BlockKind::Heading(_));
        // A component that holds blocks becomes a `<div>` in the place of the paragraph.
        let around = self.elements.list[self.element].parent;
        let is_in_block = around.is_some_and(|around| {
            let outer = self.elements.tag(around);
            let is_within = block.range.contains(&outer.range.start) && !is_html(outer.written);
            is_within && self.elements.is_block(self.body, around)
        });
        let whole = tag.range.start..self.elements.end_of(self.element);
        let is_within = is_text && !is_in_block && lines_of(self.body.text, &whole).is_none();
        is_within.then(|| block.range.clone())
    }

    /// A link to a slide, by its name or its number. One that leads nowhere is a text, and told.
    fn link(&mut self, writer: &mut DeckRewriter, tag: &Tag<'_>, numbers: SlideNumbers<'_>) {
        let to = tag.get("to").or(tag.get(":to")).unwrap_or_default();
        let to = to.trim_matches(['/', '\\', '"', '\'', '#']);
        let id = match to.parse::<usize>() {
            Ok(number) => numbers.ids.get(&number).map(String::as_str),
            Err(_) => Some(to).filter(|name| numbers.aliases.contains(*name)),
        };
        if id.is_none() {
            links::say_absent(writer, tag.range.clone(), to, numbers.total);
        }
        let opening = id.map(|id| format!("<a href=\"#{}\">", escaped(id)));
        let title = tag.get("title").map(escaped);
        let closing = self.elements.list[self.element].closing;
        match (opening, title, closing) {
            (Some(opening), Some(title), _) => self.text(format!("{opening}{title}</a>")),
            (None, Some(title), _) => self.text(title),
            (Some(opening), None, Some(closing)) => {
                let number = self.elements.list[self.element].opening;
                self.plan.at(number).text = Some(opening);
                self.plan.at(closing).text = Some("</a>".to_owned());
            }
            _ => self.unwrap(),
        }
    }

    /// A video of `YouTube`: an embed where it stands alone, else a link.
    fn video(&mut self, writer: &mut DeckRewriter, tag: &Tag<'_>) {
        let Some(id) = tag.get("id").filter(|id| is_id(id)) else {
            return self.lose(writer, tag);
        };
        let url = format!("https://www.youtube.com/watch?v={id}");
        let is_alone = lines_of(self.body.text, &tag.range).is_some()
            && self
                .body
                .blocks_around(tag.range.start + 1)
                .all(|block| block.range == tag.range && block.kind == BlockKind::Html);
        if is_alone {
            self.text(format!(
                "::: {{.video url=\"{url}\" title=\"YouTube\"}}\n:::"
            ));
        } else {
            lose(writer, tag);
            self.text(format!("<a href=\"{url}\">youtube.com/watch?v={id}</a>"));
        }
    }

    /// A post on another site becomes a link to it.
    fn post(&mut self, writer: &mut DeckRewriter, tag: &Tag<'_>) {
        lose(writer, tag);
        let id = tag.get("id").or(tag.get(":id")).unwrap_or_default();
        let id = id.trim_matches('\'');
        let url = tag.get("url").map(str::to_owned);
        let url = url.or_else(|| {
            (tag.written == "Tweet" && is_id(id)).then(|| format!("https://x.com/i/status/{id}"))
        });
        match url.filter(|url| url.starts_with("https://")) {
            Some(url) => {
                let words = escaped(url.trim_start_matches("https://"));
                self.text(format!("<a href=\"{}\">{words}</a>", escaped(&url)));
            }
            None => self.unwrap(),
        }
    }

    /// The slot of a component around it.
    fn template(&mut self) {
        let parent = self.elements.list[self.element].parent;
        let around = parent.map(|parent| self.elements.tag(parent).written);
        if !around.is_some_and(clicks::is_switch) {
            self.unwrap();
        }
    }
}

fn is_id(id: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    !id.is_empty() && id.len() < 40 && id.bytes().all(is_sign)
}

fn lose(writer: &mut DeckRewriter, tag: &Tag<'_>) {
    let word = format!("<{}>", tag.written);
    if is_icon(tag.written) {
        let hint = "write a word or an emoji, or show a drawing: `![](icon.svg)`";
        let message = format!("Slidev's icon `{word}` is left out");
        writer.say(tag.range.clone(), message, hint);
    } else {
        writer.lost(tag.range.clone(), &word, hint(called(tag.written)));
    }
}

/// What to write instead of a component.
pub(super) fn hint(name: &str) -> &'static str {
    match name {
        "Youtube" | "SlidevVideo" => "`::: {.video url=… title=\"…\"}` shows a video",
        "Tweet" | "BlueSky" => "`::: {.tweet author=… url=…}` quotes a post",
        "Link" => "write a link of Markdown",
        "Toc" => "headings of level 1 begin the parts of a talk",
        "Transform" | "AutoFitText" => {
            "the classes `small` and `large` change the size of a slide's text"
        }
        "template" => "text beside text stands in `:::: columns` and `::: column`",
        _ => "write what it shows as text, or as a picture",
    }
}
