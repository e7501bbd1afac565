//! The keys of front matter that remark reads, and what becomes of each.

use super::super::definition::Handling::SlideAttribute;
use super::super::definition::{CODE, DialectKey, NUMBERS, PROGRAM, SHAPE};

pub(super) const KEYS: &[DialectKey] = &[
    DialectKey::word("class", SlideAttribute),
    DialectKey::sign("countIncrementalSlides", PROGRAM),
    DialectKey::sign("highlightLines", CODE),
    DialectKey::sign("highlightStyle", CODE),
    DialectKey::sign("highlightLanguage", CODE),
    DialectKey::sign("slideNumberFormat", NUMBERS),
    DialectKey::word("ratio", SHAPE),
    DialectKey::word("navigation", PROGRAM),
];
