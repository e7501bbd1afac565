//! Circles of imports between any two or more modules of the crate.
//!
//! A module is a file. A module and one that holds it may know each other, at any depth; every
//! other circle counts. An import through a `use` of another module (`pub use` or not) leads to
//! where the name is defined.

use std::collections::{BTreeMap, BTreeSet};

use super::Sources;
use super::paths::is_word;

/// `use` after `use`: how many of them an import may go through.
const MOST_HOPS: usize = 8;

/// The modules of a crate with the names that each brings into its scope.
pub(super) struct Graph<'s> {
    sources: &'s Sources,
    names: BTreeMap<&'s str, BTreeMap<String, String>>,
}

impl<'s> Graph<'s> {
    pub(super) fn of(sources: &'s Sources) -> Self {
        let names = sources
            .modules
            .iter()
            .map(|(name, module)| (name.as_str(), imported_names(&module.tokens)));
        Self {
            sources,
            names: names.collect(),
        }
    }

    /// The groups of modules that reach each other, each sorted; the largest first.
    pub(super) fn circles(&self) -> Vec<Vec<&'s str>> {
        groups(&self.imports())
    }

    /// What each module imports, without those that it holds or that hold it.
    pub(super) fn imports(&self) -> BTreeMap<&'s str, BTreeSet<&'s str>> {
        let modules = self.sources.modules.iter();
        let imports = modules.map(|(name, module)| {
            let paths = module.paths.iter();
            let targets = paths.filter_map(|path| self.target(name, path, MOST_HOPS));
            let apart = targets.filter(|target| !holds(target, name) && !holds(name, target));
            (name.as_str(), apart.collect())
        });
        imports.collect()
    }

    /// The module that a path leads to from another one, if it stays in the crate.
    fn target(&self, from: &str, path: &str, hops: usize) -> Option<&'s str> {
        let segments: Vec<&str> = path.split("::").collect();
        let ups = segments
            .iter()
            .take_while(|segment| **segment == "super")
            .count();
        let (base, rest) = match segments[0] {
            "crate" => (String::new(), &segments[1..]),
            "self" => (from.to_owned(), &segments[1..]),
            "super" => (ancestor(from, ups), &segments[ups..]),
            _ => (from.to_owned(), &segments[..]),
        };
        let (mut module, mut rest) = (base, rest);
        while let [next, after @ ..] = rest
            && let longer = join(&module, next)
            && self.sources.modules.contains_key(&longer)
        {
            (module, rest) = (longer, after);
        }
        let is_local = !["crate", "self", "super"].contains(&segments[0]) && module == from;
        let (module, names) = self.names.get_key_value(module.as_str())?;
        if let Some(alias) = rest.first().and_then(|name| names.get(*name))
            && !is_local
            && hops > 0
        {
            return self.target(module, alias, hops - 1).or(Some(module));
        }
        Some(module)
    }
}

/// The groups of modules that reach each other by what each imports, each sorted; the largest
/// first.
pub(super) fn groups<'s>(imports: &BTreeMap<&'s str, BTreeSet<&'s str>>) -> Vec<Vec<&'s str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = imports
        .keys()
        .map(|module| (*module, reachable(imports, module)))
        .collect();
    let (mut circles, mut seen) = (Vec::new(), BTreeSet::new());
    for (module, others) in &reached {
        if !others.contains(module) || seen.contains(module) {
            continue;
        }
        let circle: Vec<&str> = others
            .iter()
            .copied()
            .filter(|other| reached[other].contains(module))
            .collect();
        seen.extend(circle.iter().copied());
        circles.push(circle);
    }
    circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
    circles
}

/// Every module that can be reached from one by at least one import.
fn reachable<'s>(imports: &BTreeMap<&'s str, BTreeSet<&'s str>>, from: &str) -> BTreeSet<&'s str> {
    let (mut seen, mut left) = (BTreeSet::new(), vec![from]);
    while let Some(module) = left.pop() {
        for next in imports.get(module).into_iter().flatten() {
            if seen.insert(*next) {
                left.push(next);
            }
        }
    }
    seen
}

/// Whether a module is another one, or stands somewhere below it.
fn holds(outer: &str, inner: &str) -> bool {
    inner
        .strip_prefix(outer)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn ancestor(module: &str, ups: usize) -> String {
    let segments: Vec<&str> = module.split("::").collect();
    segments[..segments.len().saturating_sub(ups)].join("::")
}

fn join(module: &str, next: &str) -> String {
    if module.is_empty() {
        next.to_owned()
    } else {
        format!("{module}::{next}")
    }
}

/// The names that `use` brings into a module, each with its path.
fn imported_names(tokens: &[String]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for at in (0..tokens.len()).filter(|at| tokens[*at] == "use") {
        import_tree(tokens, at + 1, "", &mut names);
    }
    names
}

/// Reads one tree of a `use` and returns where it ends: behind a path, a group, or a name after
/// `as`.
fn import_tree(
    tokens: &[String],
    mut at: usize,
    before: &str,
    names: &mut BTreeMap<String, String>,
) -> usize {
    let mut path = before.to_owned();
    while let Some(token) = tokens.get(at) {
        match token.as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|token| token != "}") {
                    at = import_tree(tokens, at, &path, names).max(at + 1);
                    at += usize::from(tokens.get(at).is_some_and(|token| token == ","));
                }
                return at + 1;
            }
            "as" => {
                if let Some(alias) = tokens.get(at + 1) {
                    names.insert(alias.clone(), path);
                }
                return at + 2;
            }
            word if is_word(word) => {
                path = join(&path, word);
                at += 1;
            }
            _ => break,
        }
    }
    let (holder, last) = path.rsplit_once("::").unwrap_or(("", &path));
    let (name, path) = if last == "self" {
        (holder.rsplit("::").next().unwrap_or(holder), holder)
    } else {
        (last, path.as_str())
    };
    names.insert(name.to_owned(), path.to_owned());
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::architecture::Module;

    fn circles(modules: &[(&str, &str)]) -> Vec<String> {
        let modules = modules
            .iter()
            .map(|(name, text)| ((*name).to_owned(), Module::read((*text).to_owned())));
        let sources = Sources {
            table: String::new(),
            modules: modules.collect(),
        };
        Graph::of(&sources)
            .circles()
            .iter()
            .map(|circle| circle.join(" "))
            .collect()
    }

    #[test]
    fn a_circle_below_one_module_is_found() {
        for (one, two) in [
            ("use super::b::X;", "use super::a;"),
            ("use crate::top::{b};", "fn f() { super::a::g() }"),
            (
                "use crate::top::{c::Y, b::{X}};",
                "use crate::top::{self, a as other};",
            ),
        ] {
            let found = circles(&[("top", "mod a; mod b;"), ("top::a", one), ("top::b", two)]);
            assert_eq!(found, ["top::a top::b"], "{one} {two}");
        }
    }

    #[test]
    fn a_name_leads_to_the_module_that_defines_it() {
        let top = "mod a; mod b; pub use b::{X, Y as Z}; use a::W;";
        for (one, two, is_circle) in [
            ("use super::X;", "use super::W;", true),
            ("use super::Z;", "use super::a::V;", true),
            ("use super::Y;", "use super::W;", false),
            ("use super::X;", "", false),
        ] {
            let found = circles(&[("top", top), ("top::a", one), ("top::b", two)]);
            assert_eq!(!found.is_empty(), is_circle, "{one} {two}: {found:?}");
        }
    }

    #[test]
    fn a_module_and_those_that_hold_it_may_know_each_other() {
        let held = [
            ("top", "mod a; use a::b::X;"),
            ("top::a", "mod b; use b::X; use super::T;"),
            ("top::a::b", "use crate::top::T; use super::S;"),
        ];
        assert_eq!(circles(&held), Vec::<String>::new());
    }

    #[test]
    fn a_circle_of_three_is_one_circle() {
        let three = [
            ("a", "use crate::b;"),
            ("b", "use crate::c;"),
            ("c", "use crate::a;"),
        ];
        assert_eq!(circles(&three), ["a b c"]);
    }
}
