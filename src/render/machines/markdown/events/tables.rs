//! Tables. Markdown wants a head, with as many cells as the longest row has.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

use super::elements::attribute;
use super::{EventWriter, Frame, Opened};

/// The widest cell that is believed, and the most columns: HTML bounds `colspan` so.
const MOST_COLUMNS: usize = 1000;
/// The highest cell that is believed, in the same way.
const MOST_ROWS: usize = 65_534;

/// A table that is being written.
#[derive(Debug)]
pub(super) struct GatheredTable {
    /// Where its head begins among the events; `None` until it has a row.
    start: Option<usize>,
    alignments: Vec<Alignment>,
    /// How many cells the row has so far.
    cells: usize,
    /// In how many rows below a cell stands, too, by column.
    taken: Vec<usize>,
}

impl EventWriter<'_> {
    pub(super) fn begin_table(&mut self) -> Frame {
        self.begin_block();
        Frame::Table(GatheredTable {
            start: None,
            alignments: Vec::new(),
            cells: 0,
            taken: Vec::new(),
        })
    }

    /// A row of the table around it; anywhere else, it is nothing.
    pub(super) fn begin_row(&mut self) -> Frame {
        self.begin_block();
        let at = self.events.len();
        let Some(table) = self.table() else {
            return Frame::Nothing;
        };
        table.cells = 0;
        let is_head = table.start.is_none();
        table.start = table.start.or(Some(at));
        self.container(Some(if is_head {
            Tag::TableHead
        } else {
            Tag::TableRow
        }))
    }

    /// A cell of the row around it; anywhere else, it is nothing.
    pub(super) fn begin_cell(&mut self, element: &Opened<'_>) -> Frame {
        let is_in_row = matches!(
            self.frames
                .iter()
                .rev()
                .find(|frame| !matches!(frame, Frame::Nothing)),
            Some(Frame::Block(Some(TagEnd::TableHead | TagEnd::TableRow)))
        );
        let span = |name| attribute(element, name).and_then(|span| span.parse().ok());
        let (columns, rows) = (span("colspan").unwrap_or(1), span("rowspan").unwrap_or(1));
        let Some(table) = self.table().filter(|_| is_in_row) else {
            return Frame::Nothing;
        };
        let passed = table.pass_taken(element);
        if table.cells >= MOST_COLUMNS {
            return Frame::Nothing;
        }
        let columns = columns.clamp(1, MOST_COLUMNS - table.cells);
        (0..columns).for_each(|_| table.add_cell(element, rows));
        self.events.extend(empty_cells(passed));
        self.begin_line(Tag::TableCell);
        Frame::Cell(columns - 1)
    }

    /// Ends a cell, and the empty ones that it spreads over.
    pub(super) fn end_cell(&mut self, further: usize) {
        self.lines -= 1;
        self.words.forget_space();
        self.words.flush(&mut self.events);
        self.events.push(Event::End(TagEnd::TableCell));
        self.events.extend(empty_cells(further));
    }

    /// The table around the next row or cell.
    fn table(&mut self) -> Option<&mut GatheredTable> {
        let around = self.frames.iter_mut().rev();
        let mut around =
            around.skip_while(|frame| matches!(frame, Frame::Nothing | Frame::Block(_)));
        match around.next() {
            Some(Frame::Table(table)) => Some(table),
            _ => None,
        }
    }
}

impl GatheredTable {
    /// Adds a cell that stands in so many rows.
    fn add_cell(&mut self, element: &Opened<'_>, rows: usize) {
        if self.taken.len() <= self.cells {
            self.taken.push(0);
            self.alignments.push(alignment(element));
        }
        self.taken[self.cells] = rows.clamp(1, MOST_ROWS) - 1;
        self.cells += 1;
    }

    /// Passes the columns where a cell of a row above stands; gives how many they are.
    fn pass_taken(&mut self, element: &Opened<'_>) -> usize {
        let first = self.cells;
        while let Some(rows) = self.taken.get(self.cells).copied().filter(|rows| *rows > 0) {
            self.add_cell(element, rows);
        }
        self.cells - first
    }

    /// Adds what could not be known before: the alignments, and cells that the head lacks.
    pub(super) fn end(self, events: &mut Vec<Event<'static>>) {
        let Some(start) = self.start else { return };
        let is_end = |event: &Event<'_>| matches!(event, Event::End(TagEnd::TableHead));
        let Some(length) = events[start..].iter().position(is_end) else {
            return;
        };
        let is_cell = |event: &&Event<'_>| matches!(event, Event::Start(Tag::TableCell));
        let cells = events[start..start + length].iter().filter(is_cell).count();
        let lacking = self.alignments.len().saturating_sub(cells);
        let end = start + length;
        events.splice(end..end, empty_cells(lacking));
        events.insert(start, Event::Start(Tag::Table(self.alignments)));
        events.push(Event::End(TagEnd::Table));
    }
}

fn empty_cells(count: usize) -> impl Iterator<Item = Event<'static>> {
    let cell = [Event::Start(Tag::TableCell), Event::End(TagEnd::TableCell)];
    std::iter::repeat_n(cell, count).flatten()
}

fn alignment(element: &Opened<'_>) -> Alignment {
    let classes = [
        ("left", Alignment::Left),
        ("center", Alignment::Center),
        ("right", Alignment::Right),
    ];
    let mut found = classes
        .into_iter()
        .filter(|(class, _)| element.has_class(class));
    found
        .next()
        .map_or(Alignment::None, |(_, alignment)| alignment)
}
