//! The addresses of the sound of runs. They answer this machine alone: what a speaker was promised
//! holds for paired devices, too, to which everything goes unencrypted.

use tiny_http::{Method, Request};

use super::{Server, body, gate, header, is_read, recorded};
use crate::serve::guard::Refused;
use crate::serve::pairing::Viewer;
use crate::serve::reply::{Reply, ReplyBody};

/// The list of takes loads them, and nothing else.
const LIST_POLICY: &str = "default-src 'none'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

impl Server {
    /// Adds to the sound of a run, gives it back, lists it or takes it away. `sound` is what follows
    /// the beginning of these addresses.
    pub(super) fn voice(
        &self,
        request: &mut Request,
        target: &str,
        sound: &str,
        viewer: Viewer,
    ) -> Result<Reply, Refused> {
        if header(request, gate::ORIGIN) != Some(gate::HERE) {
            return Err(Refused {
                status: 403,
                why: "sound stays on the machine that runs Lutrin",
            });
        }
        if is_read(request) {
            return self.hear(sound);
        }
        let is_deleted = *request.method() == Method::Delete;
        if !is_deleted && *request.method() != Method::Put {
            return Err(Refused {
                status: 405,
                why: "sound is added to with PUT, taken away with DELETE, and heard with GET",
            });
        }
        self.check_write(request, viewer)?;
        let body = body(request)?;
        let snapshot = self.live.snapshot();
        Ok(recorded(if is_deleted {
            self.recorder.remove_sound(&snapshot, sound)
        } else {
            self.recorder.add_sound(&snapshot, sound, target, &body)
        }))
    }

    fn hear(&self, sound: &str) -> Result<Reply, Refused> {
        let snapshot = self.live.snapshot();
        let found = match sound.split_once('/') {
            None => self
                .recorder
                .list_sound(&snapshot, sound)
                .map(|list| Reply::new(200, "json", ReplyBody::Bytes(list.into_bytes()))),
            Some((talk, "")) => self.recorder.show_sound(&snapshot, talk).map(|page| {
                Reply::private_page(200, ReplyBody::Bytes(page.into_bytes()), LIST_POLICY)
            }),
            Some(_) => self
                .recorder
                .sound(&snapshot, sound)
                .map(|(file, extension)| Reply::new(200, extension, ReplyBody::File(file))),
        };
        found.ok_or(Refused {
            status: 404,
            why: "there is no such sound",
        })
    }
}
