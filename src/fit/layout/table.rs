//! How high a table is: the widths of its columns first, as CSS lays tables out by themselves.

use super::super::blocks::{Block, Flow, Table, Unit};
use super::super::sizes;
use super::{Measure, ROOM, Scale, count};

/// The narrowest and the widest that a column may be.
#[derive(Debug, Clone, Copy, Default)]
struct Bounds {
    least: f32,
    most: f32,
}

/// The height of a table with so much room.
pub(super) fn height(measure: &mut Measure, table: &Table, room: f32) -> f32 {
    let scale = measure.scale;
    let unit = scale.unit(if table.is_dense {
        Unit::Dense
    } else {
        Unit::Text
    });
    let gutter = sizes::GUTTER[scale.dense_step] * unit;
    let bounds = bounds(table, &scale);
    let inside = room - gutter * count(bounds.len().saturating_sub(1));
    let least: f32 = bounds.iter().map(|column| column.least).sum();
    if !scale.is_broken {
        measure.width = measure.width.max(least / inside.max(1.0));
    }
    let widths = widths(&bounds, inside.max(1.0));
    let mut height = 0.0;
    for row in &table.rows {
        let cells = row.iter().zip(&widths);
        let highest = cells
            .map(|(cell, width)| measure.flow(cell, *width))
            .fold(0.0, f32::max);
        height += highest + 2.0 * sizes::CELL * unit + LINE;
    }
    height + LINE
}

/// A rule between rows, in deck units: a pixel or a little more.
const LINE: f32 = 0.045;

fn bounds(table: &Table, scale: &Scale) -> Vec<Bounds> {
    let columns = table.rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut bounds = vec![Bounds::default(); columns];
    for row in &table.rows {
        for (cell, column) in row.iter().zip(&mut bounds) {
            let of_cell = of_flow(cell, scale);
            column.least = column.least.max(of_cell.least);
            column.most = column.most.max(of_cell.most);
        }
    }
    bounds
}

fn of_flow(flow: &Flow, scale: &Scale) -> Bounds {
    let mut bounds = Bounds::default();
    for (_, block) in &flow.children {
        let found = match block {
            Block::Text(paragraph) => {
                let em = paragraph.size * scale.unit(paragraph.unit);
                let pictures = paragraph
                    .pictures
                    .iter()
                    .filter_map(|picture| picture.natural);
                let picture = pictures
                    .map(|(width, _)| width * scale.pixel)
                    .fold(0.0, f32::max);
                let least = if scale.is_broken {
                    em
                } else {
                    paragraph.pieces.narrowest() * em
                };
                Bounds {
                    least,
                    most: (paragraph.pieces.widest() * em).max(picture),
                }
            }
            Block::Flow(flow) => of_flow(flow, scale),
            _ => continue,
        };
        bounds.least = bounds.least.max(found.least);
        bounds.most = bounds.most.max(found.most);
    }
    bounds
}

/// The width of each column: as wide as it likes where there is room, else its share of what is
/// left above the least.
fn widths(bounds: &[Bounds], room: f32) -> Vec<f32> {
    let least: f32 = bounds.iter().map(|column| column.least).sum();
    let most: f32 = bounds.iter().map(|column| column.most).sum();
    let share = if most <= room {
        1.0
    } else {
        ((room - least) / (most - least).max(0.001)).max(0.0)
    };
    // What fits exactly must not be broken by the margin that lines have.
    let width =
        |column: &Bounds| (column.least + (column.most - column.least) * share) / ROOM + 0.01;
    bounds.iter().map(width).collect()
}
