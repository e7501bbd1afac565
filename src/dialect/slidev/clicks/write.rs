//! Writes the clicks of a slide as steps of Lutrin's.

use std::collections::HashSet;

use super::super::super::body::{BlockKind, DeckBody};
use super::super::super::slide::SlideAttributes;
use super::super::super::writer::DeckRewriter;
use super::super::elements::Elements;
use super::super::tag_plan::TagPlan;
use super::at::MOST;
use super::gatherer::{Gathered, GatheredList};
use super::{Click, CountedClicks, HINT, MovedCode, Target};

/// The class of what comes with a step, and of what goes with one.
const COMES: &str = "fragment";
const GOES: &str = "fade-out";

/// A slide whose clicks were counted.
#[derive(Clone, Copy)]
pub(super) struct SlideText<'s, 'b, 't> {
    pub(super) body: &'s DeckBody<'t>,
    pub(super) elements: &'s Elements<'b, 't>,
    /// The number of the last click.
    pub(super) total: i64,
}

/// Writes all clicks, in the order of their beginnings. Returns what is written elsewhere, and the
/// last step as Lutrin counts.
pub(super) fn write(
    slide: SlideText<'_, '_, '_>,
    writer: &mut DeckRewriter,
    plan: &mut TagPlan,
    clicks: &Gathered,
) -> (CountedClicks, i64) {
    let incremental = incremental_lists(slide, plan, clicks);
    let mut step_writer = StepWriter {
        slide,
        writer,
        plan,
        last: 0,
        counted: CountedClicks::default(),
    };
    for click in &clicks.found {
        let is_done = incremental.contains(&click.open) && matches!(click.target, Target::Block(_));
        if is_done {
            step_writer.count(click.start);
        } else if let Target::Move(block, states) = &click.target {
            let mut starts = vec![0];
            let mut at = click.start - 1;
            for clicks in states {
                at += clicks;
                starts.push(at);
            }
            starts.pop();
            step_writer.count(at);
            step_writer.counted.moved.push(MovedCode {
                block: *block,
                starts,
            });
        } else {
            step_writer.click(click);
        }
    }
    (step_writer.counted, step_writer.last)
}

/// The lists that Lutrin counts as the tool does: each stands between `::: incremental` and `:::`.
/// The tags of the others are taken out. Returns where the items of the former begin.
fn incremental_lists(
    slide: SlideText<'_, '_, '_>,
    plan: &mut TagPlan,
    clicks: &Gathered,
) -> HashSet<usize> {
    let mut done = HashSet::new();
    // The last step before each click.
    let mut last = vec![0];
    for click in &clicks.found {
        let before = last.last().copied().unwrap_or(0);
        last.push(before.max(last_of(click)));
    }
    for list in &clicks.lists {
        let element = &slide.elements.list[list.element];
        let tag = slide.elements.tag(list.element);
        if !super::is_list(tag.written) {
            continue;
        }
        let begins = |at: usize| clicks.found.partition_point(|click| click.open < at);
        let (from, to) = (begins(list.open), begins(list.close));
        let inside = &clicks.found[from..to.max(from)];
        let in_order = (last[from] + 1..).zip(inside).all(|(step, click)| {
            click.start == step && matches!(click.target, Target::Block(_)) && click.end.is_none()
        });
        let is_plain = list.is_whole && !list.hides && !inside.is_empty();
        if is_plain && in_order && is_own_line(slide, list) {
            done.extend(inside.iter().map(|click| click.open));
            plan.at(element.opening).text = Some("::: incremental".to_owned());
            if let Some(closing) = element.closing {
                plan.at(closing).text = Some("\n:::".to_owned());
            }
        } else if slide.elements.is_block(slide.body, list.element) {
            // It holds blocks of HTML together, too.
            plan.rename(element, "div");
        } else {
            plan.remove(element);
        }
    }
    done
}

/// Whether the tags of a list stand on lines of their own, and in no block of HTML that began
/// before.
fn is_own_line(slide: SlideText<'_, '_, '_>, list: &GatheredList) -> bool {
    let tags = [
        Some(slide.elements.tag(list.element)),
        slide.elements.end(list.element),
    ];
    tags.into_iter().flatten().all(|tag| {
        let own = slide.body.own_lines(&tag.range).is_some();
        let in_html = slide
            .body
            .blocks_around(tag.range.start + 1)
            .any(|block| block.kind == BlockKind::Html && block.range.start < tag.range.start);
        own && !in_html
    })
}

/// The last step that a click takes.
fn last_of(click: &Click) -> i64 {
    match click.target {
        Target::Silent | Target::Gap => 0,
        Target::Code if click.size == 0 => 0,
        Target::Code | Target::Move(..) | Target::Switch(..) => click.start + click.size - 1,
        _ => click.end.unwrap_or(click.start),
    }
}

struct StepWriter<'w, 's, 'b, 't> {
    slide: SlideText<'s, 'b, 't>,
    writer: &'w mut DeckRewriter,
    plan: &'w mut TagPlan,
    /// The last step so far, as Lutrin counts.
    last: i64,
    counted: CountedClicks,
}

impl StepWriter<'_, '_, '_, '_> {
    fn count(&mut self, step: i64) {
        self.last = self.last.max(step);
    }

    fn click(&mut self, click: &Click) {
        match &click.target {
            Target::Block(block) => self.block(*block, click),
            Target::Element(element) => self.element(*element, click),
            Target::Wrapper(element) => self.wrapper(*element, click),
            Target::Mark(element, effect) => {
                let tag = self.slide.elements.list[*element].opening;
                let change = self.plan.at(tag);
                change
                    .classes
                    .extend([COMES.to_owned(), (*effect).to_owned()]);
                change.step = usize::try_from(click.start.max(1)).ok();
            }
            Target::Switch(element, states) => return self.switch(*element, states),
            Target::Code => return self.code(click),
            Target::Silent | Target::Gap => return,
            Target::Move(..) => {}
        }
        self.count(click.end.unwrap_or(click.start));
    }

    /// Code whose lines are lit says where its steps begin, if that is not the next one.
    fn code(&mut self, click: &Click) {
        if click.size < 1 {
            return;
        }
        let start = click.start.clamp(1, MOST);
        if start != self.last + 1 {
            let first = usize::try_from(start).unwrap_or(1);
            self.counted.first_steps.insert(click.open, first);
        }
        self.count(start + click.size - 1);
    }

    /// A block of Markdown: braces at its end, or a div around it.
    fn block(&mut self, block: usize, click: &Click) {
        if click.start < 1 {
            return;
        }
        let mut step = SlideAttributes::default();
        step.word(format!(".{COMES}"));
        if click.hides {
            step.word(format!(".{GOES}"));
        }
        if click.start != self.last + 1 {
            step.word(format!("index={}", click.start));
        }
        let block = &self.slide.body.blocks[block];
        let source = block.range.clone();
        if !self
            .writer
            .step(self.slide.body, block, &step, source.clone())
        {
            self.writer.lost(source, "v-clicks", HINT);
        }
    }

    /// An element of HTML gets classes, and the number of its step.
    fn element(&mut self, element: usize, click: &Click) {
        let (opening, closing) = {
            let element = &self.slide.elements.list[element];
            (element.opening, element.closing.unwrap_or(element.opening))
        };
        let Some(step) = self.comes(opening, click) else {
            return;
        };
        if let Some(end) = click.end.filter(|end| *end > step) {
            let name = if self.slide.elements.is_block(self.slide.body, element) {
                "div"
            } else {
                "span"
            };
            self.plan.at(opening).before =
                format!("<{name} class=\"{COMES} {GOES}\" data-step=\"{end}\">");
            self.plan.at(closing).behind = format!("</{name}>");
        }
    }

    /// Marks the beginning of what comes. `None` where it is there from the beginning.
    fn comes(&mut self, tag: usize, click: &Click) -> Option<i64> {
        let step = if click.hides {
            click.start.max(1)
        } else {
            click.start
        };
        let number = usize::try_from(step).ok().filter(|step| *step > 0);
        if let Some(number) = number {
            let change = self.plan.at(tag);
            change.classes.push(COMES.to_owned());
            if click.hides {
                change.classes.push(GOES.to_owned());
            }
            change.step = Some(number);
        }
        Some(step).filter(|_| number.is_some() || click.end.is_some())
    }

    /// An element of Slidev's becomes one of HTML around the same text.
    fn wrapper(&mut self, element: usize, click: &Click) {
        let name = if self.slide.elements.is_block(self.slide.body, element) {
            "div"
        } else {
            "span"
        };
        self.plan.rename(&self.slide.elements.list[element], name);
        self.element(element, click);
    }

    /// States of which one is shown at a time.
    fn switch(&mut self, element: usize, states: &[(usize, i64, i64)]) {
        let outer = &self.slide.elements.list[element];
        self.plan.rename(outer, "div");
        self.plan
            .at(outer.opening)
            .classes
            .push("states".to_owned());
        for (child, from, to) in states {
            let template = &self.slide.elements.list[*child];
            self.plan.rename(template, "div");
            let goes = usize::try_from(*to)
                .ok()
                .filter(|_| *to <= self.slide.total);
            let change = self.plan.at(template.opening);
            if let Some(comes) = usize::try_from(*from).ok().filter(|from| *from > 0) {
                change.classes.push(COMES.to_owned());
                change.step = Some(comes);
                if let (Some(to), Some(closing)) = (goes, template.closing) {
                    change.behind = format!("<div class=\"{COMES} {GOES}\" data-step=\"{to}\">");
                    "</div>".clone_into(&mut self.plan.at(closing).before);
                }
            } else {
                let classes = [COMES.to_owned(), GOES.to_owned()];
                let classes = goes.is_some().then_some(classes);
                change.classes.extend(classes.into_iter().flatten());
                change.step = goes;
            }
            self.last = self.last.max(*from).max(goes.map_or(0, |_| *to));
        }
    }
}
