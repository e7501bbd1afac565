//! Today's date, by the clock of this machine and in the zone that `TZ` names, else in the system's.
//!
//! Must not know what the date is for. The zones of events are `date`'s: no machine changes them.

use std::env;
use std::fs;
use std::path::Path;

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use crate::date::{Date, Zone};

/// The link or the file by which Unix systems say where they are.
const SYSTEM: &str = "/etc/localtime";

/// Why today's date may be that of another place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClockWarning {
    /// One plain sentence.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

/// Today's date.
#[must_use]
pub fn today() -> Date {
    let zone = zone().unwrap_or(TimeZone::UTC);
    Date::from_civil(Timestamp::now().to_zoned(zone).date())
}

/// Says that nobody knows the zone which `TZ` or the system names, so that days are those of UTC.
/// A machine that names none is in UTC, and nothing is wrong with that.
#[must_use]
pub fn warning() -> Option<ClockWarning> {
    if zone().is_some() {
        return None;
    }
    let Some(written) = env::var_os("TZ") else {
        let is_there = fs::symlink_metadata(SYSTEM).is_ok();
        return is_there.then(|| ClockWarning {
            message: format!("the time zone of `{SYSTEM}` is unknown, so days are those of UTC"),
            hint: "name one in `TZ`, like `TZ=Europe/Paris`".to_owned(),
        });
    };
    let written = written.to_string_lossy();
    let near = Zone::nearest(name_in(&written));
    Some(ClockWarning {
        message: format!("the time zone `{written}` of `TZ` is unknown, so days are those of UTC"),
        hint: near.map_or_else(
            || "name a place of the IANA database, like `TZ=Europe/Paris`".to_owned(),
            |near| format!("did you mean `{near}`?"),
        ),
    })
}

/// The zone that counts here; `None` where there is none, or an unknown one.
fn zone() -> Option<TimeZone> {
    let zone = TimeZone::try_system().ok().or_else(bundled);
    zone.filter(|zone| !zone.is_unknown())
}

/// The zone that `TZ` or the system names, where the system has no database that knows it.
fn bundled() -> Option<TimeZone> {
    let written = env::var_os("TZ").or_else(|| {
        let target = fs::read_link(Path::new(SYSTEM)).ok()?;
        Some(target.into_os_string())
    })?;
    let name = written.to_str().map(name_in)?;
    TimeZoneDatabase::bundled().get(name).ok()
}

/// The name in `Asia/Tokyo`, `:Asia/Tokyo` or `/usr/share/zoneinfo/Asia/Tokyo`.
fn name_in(written: &str) -> &str {
    let name = written.strip_prefix(':').unwrap_or(written);
    name.rsplit_once("zoneinfo/").map_or(name, |(_, name)| name)
}
