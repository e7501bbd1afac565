//! Pages and files of the site as replies, with the script that keeps open pages up to date.

use std::io::Write;
use std::sync::Arc;

use pulldown_cmark_escape::escape_html;

use super::{SCRIPT_PATH, Server};
use crate::path::UrlPath;
use crate::render::Output;
use crate::serve::live::is_there;
use crate::serve::pairing::Viewer;
use crate::serve::reply::{Reply, ReplyBody};
use crate::site::addresses;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

impl Server {
    /// A page or file of the site, a redirect to it, or the page for an address with nothing.
    pub(super) fn page(&self, snapshot: &Arc<Snapshot>, path: &str, viewer: Viewer) -> Reply {
        let base = snapshot.config.base_path.as_str();
        if let Some(url) = backstage(snapshot, path, viewer) {
            return Reply::redirect(&url.href(base));
        }
        let inside = path.strip_prefix(base);
        let Some(inside) = inside.filter(|inside| inside.starts_with('/')) else {
            // Also `/repo` without its slash.
            return Reply::redirect(&format!("{base}/"));
        };
        let url = UrlPath::given(inside.strip_suffix("index.html").unwrap_or(inside));
        if is_there(snapshot, &url, viewer) {
            return self.show(snapshot, &url, 200, viewer);
        }
        let folder = url.as_folder();
        if !inside.ends_with('/') && is_there(snapshot, &folder, viewer) {
            return Reply::redirect(&folder.href(base));
        }
        self.show(snapshot, &not_found(snapshot, &url), 404, viewer)
    }

    fn show(&self, snapshot: &Arc<Snapshot>, url: &UrlPath, status: u16, viewer: Viewer) -> Reply {
        let page = match self.live.render(snapshot, url) {
            Ok(Some(page)) => page,
            Ok(None) => return Reply::text(404, "there is nothing here"),
            Err(why) => return self.failure(snapshot, &why, viewer),
        };
        let extension = extension(snapshot, url);
        match page.output.value {
            Output::File(file) => match self.files.open(&file) {
                Ok(open) => Reply::new(status, &file.extension(), ReplyBody::File(open)),
                Err(error) => Reply::text(404, &error.message),
            },
            Output::Bytes(_) if !page.output.diagnostics.is_empty() => {
                self.failure(snapshot, "", viewer)
            }
            Output::Bytes(bytes) if extension == "html" => {
                let hash = match page.hash.as_deref() {
                    _ if status == 404 => "none",
                    hash => hash.unwrap_or_default(),
                };
                let bytes = self.with_script(snapshot, &bytes, hash, viewer);
                Reply::new(status, &extension, ReplyBody::Bytes(bytes))
            }
            Output::Bytes(bytes) => Reply::new(status, &extension, ReplyBody::Bytes(bytes)),
        }
    }

    /// The page in the place of one that cannot be rendered. Its overlay says why, and it is
    /// reloaded once the page can be rendered.
    fn failure(&self, snapshot: &Snapshot, why: &str, viewer: Viewer) -> Reply {
        let why = if why.is_empty() || viewer == Viewer::Visitor {
            "This page cannot be rendered."
        } else {
            why
        };
        let mut page =
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Lutrin</title></head><body><p>"
                .to_owned();
        // Writing to a `String` cannot fail.
        let _ = escape_html(&mut page, why);
        page.push_str("</p></body></html>\n");
        let page = self.with_script(snapshot, page.as_bytes(), "failed", viewer);
        Reply::new(500, "html", ReplyBody::Bytes(page))
    }

    /// The page with the script at its end. For visitors the script has no token, which tells the
    /// scripts of the page that it may change nothing and has no backstage. It runs before those,
    /// which are deferred: they have their streams from it.
    fn with_script(&self, snapshot: &Snapshot, page: &[u8], hash: &str, viewer: Viewer) -> Vec<u8> {
        const END: &[u8] = b"</body>";
        let at = page
            .windows(END.len())
            .rposition(|window| window == END)
            .unwrap_or(page.len());
        let mut out = Vec::with_capacity(page.len() + 200);
        out.extend_from_slice(&page[..at]);
        let token = match viewer {
            Viewer::Trusted => format!(" data-token=\"{}\"", self.guard.token),
            Viewer::Visitor => String::new(),
        };
        // Writing to a `Vec` cannot fail.
        let _ = write!(
            out,
            "<script src=\"{SCRIPT_PATH}\" data-page=\"{hash}\" data-generation=\"{}\"{token}></script>",
            snapshot.generation
        );
        out.extend_from_slice(&page[at..]);
        out
    }
}

/// Where the backstage is for whoever asks for it at the root of the server or of the site, whatever
/// the root language is: in that language, else in the first one. `None` for other addresses, for
/// those at which something answers, and for visitors.
fn backstage(snapshot: &Snapshot, path: &str, viewer: Viewer) -> Option<UrlPath> {
    let below_site = path.strip_prefix(snapshot.config.base_path.as_str());
    let inside = below_site.filter(|inside| inside.starts_with('/'));
    let config = &snapshot.config;
    let root = config.root_language.as_ref();
    let language = root.and_then(|root| config.rank(root)).unwrap_or(0);
    let addresses = &snapshot.site.addresses;
    let url = addresses.backstage_at(language, inside.unwrap_or(path))?;
    let is_taken = inside.is_some_and(|inside| is_there(snapshot, &UrlPath::given(inside), viewer));
    (viewer == Viewer::Trusted && !is_taken && is_there(snapshot, &url, viewer)).then_some(url)
}

/// The extension that the media type of an address follows from.
fn extension(snapshot: &Snapshot, url: &UrlPath) -> String {
    if let Some(Target::Feed(_)) = snapshot.site.routes.get(url.as_str()) {
        return "atom".to_owned();
    }
    let name = url.output_file();
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    extension
        .filter(|extension| !extension.contains('/'))
        .unwrap_or_default()
        .to_owned()
}

/// The 404 page of the language that an address begins with.
fn not_found(snapshot: &Snapshot, url: &UrlPath) -> UrlPath {
    let (config, site) = (&snapshot.config, &snapshot.site);
    config
        .language_at(url.as_str())
        .map(|language| site.address(&Target::NotFound(language)))
        .filter(|page| matches!(site.routes.get(page.as_str()), Some(Target::NotFound(_))))
        .unwrap_or_else(addresses::root_not_found)
}
