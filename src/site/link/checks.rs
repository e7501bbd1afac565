//! Checks what `lutrin.yaml` and `people.yaml` name against the files that are published.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::nearest;
use crate::path::{SitePath, UrlPath};
use crate::person::{self, Avatar, Mention, Person};

use super::assets::PublishedFiles;
use super::people::unknown_person;

/// Says which files of the look of decks are not there, or cannot be shown: those that
/// `lutrin.yaml` names.
pub(super) fn check_look(config: &Config, files: &PublishedFiles) -> Vec<Diagnostic> {
    let css = config.decks.css.iter().map(|(file, place)| (file, place));
    let logo = config.decks.logo.iter();
    let named = css.chain(logo.map(|logo| (&logo.file, &logo.place)));
    let check = |(file, place): (&SitePath, &Place)| {
        if let Some((url, _)) = files.addresses.get(file) {
            return check_format(files, file, url, place);
        }
        let message = format!("there is no `{file}`, so decks go without it");
        let hint = "name a file of `static/`, from the site's root";
        Some(Diagnostic::new(codes::BAD_CONFIG, place.clone(), message).hint(hint))
    };
    named.filter_map(check).collect()
}

/// Says of an image that is in a format that browsers do not show.
fn check_format(
    files: &PublishedFiles,
    file: &SitePath,
    url: &UrlPath,
    place: &Place,
) -> Option<Diagnostic> {
    let format = files.unshown.get(url)?;
    let message = format.message(file.as_str());
    let diagnostic = Diagnostic::new(codes::UNSHOWN_IMAGE, place.clone(), message);
    Some(diagnostic.hint(format.hint()))
}

/// Says which of those who sign new files `people.yaml` does not have.
pub(super) fn check_new_authors(config: &Config, people: &[Person]) -> Vec<Diagnostic> {
    let is_named = |person: &Person, id: &str| {
        person.id == id || person.aliases.iter().any(|alias| alias.value == id)
    };
    let authors = config.new_authors.iter();
    let unknown = authors.filter_map(|(author, place)| match Mention::parse(author) {
        Mention::Id(id) if !people.iter().any(|person| is_named(person, &id)) => Some((id, place)),
        _ => None,
    });
    let ids = || people.iter().map(|person| person.id.as_str());
    let found = unknown.map(|(id, place)| unknown_person(&id, place.clone(), ids()));
    found.collect()
}

/// Says which portraits are not there, or are no images.
pub(super) fn check_avatars(people: &[Person], files: &PublishedFiles) -> Vec<Diagnostic> {
    let avatars = people.iter().filter_map(|person| person.avatar.as_ref());
    avatars
        .filter_map(|avatar| check_avatar(avatar, files))
        .collect()
}

fn check_avatar(avatar: &Avatar, files: &PublishedFiles) -> Option<Diagnostic> {
    let place = Place::new(&SitePath::new(person::FILE), avatar.span);
    match files.addresses.get(&avatar.file) {
        None => {
            let folder = avatar.file.folder();
            let near = files
                .addresses
                .keys()
                .filter(|file| file.folder() == folder);
            let mut names: Vec<&str> = near.map(SitePath::file_name).collect();
            names.sort_unstable();
            let hint = nearest::did_you_mean(avatar.file.file_name(), names);
            let message = format!("there is no `{}`", avatar.file);
            Some(Diagnostic::new(codes::MISSING_IMAGE, place, message).maybe_hint(hint))
        }
        Some((url, _)) if files.unshown.contains_key(url) => {
            check_format(files, &avatar.file, url, &place)
        }
        Some((_, None)) => {
            let message = format!(
                "the size of `{}` cannot be read: is it an image?",
                avatar.file
            );
            Some(Diagnostic::new(codes::UNMEASURED_IMAGE, place, message))
        }
        Some(_) => None,
    }
}
