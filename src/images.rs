//! Variants of raster images in smaller widths: which are worth having, and their bytes.
//!
//! Variants depend on the bytes of the image and on the settings alone, so they are made once and
//! cached: a *plan* (a blob of the cache) says which widths there are, and each of them is a blob,
//! too. So a build that is stopped halfway has not worked for nothing. Knows neither pages nor
//! addresses.

mod budget;
pub mod drawings;
mod encode;
mod pixels;
mod plan;

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use crate::cache::{Cache, Key};
use crate::config::images::ImageSettings;
use crate::files::Files;
use crate::path::SitePath;
use crate::raster;
use crate::site::Picture;

use budget::MemoryBudget;
use pixels::Pixels;

pub use plan::{Plan, Variant};

/// Changes whenever the same image would give other bytes.
const VERSION: &str = "images-1";

/// Bytes of pixels that may be in memory at a time. An image that needs more waits until there is
/// no other.
const MEMORY: u64 = 400 << 20;

/// The part of an image that variants show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// The whole image, in the widths of the settings.
    Whole,
    /// The square in its middle, for a portrait.
    Square,
}

/// The sides of portraits: 96 points, on screens of one, two and three pixels a point.
const SQUARES: &[u32] = &[96, 192, 288];

/// An image with the variants that are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Order<'o> {
    /// The image.
    pub picture: &'o Picture,
    /// The part of it.
    pub shape: Shape,
    /// The settings of the site.
    pub settings: &'o ImageSettings,
}

impl Order<'_> {
    /// The hash of everything that the variants depend on.
    #[must_use]
    pub fn key(&self) -> Key {
        let widths: Vec<u8> = self
            .steps()
            .iter()
            .flat_map(|width| width.to_le_bytes())
            .collect();
        let mut shape = vec![self.shape as u8, self.settings.quality];
        // It was once not obeyed in this format alone.
        let raster = &self.picture.raster;
        if raster.format == raster::Format::Png && raster.orientation != 1 {
            shape.push(raster.orientation);
        }
        Key::new(VERSION, &[&self.picture.raster.hash, &widths, &shape])
    }

    /// A part of the addresses of the variants, so that they change with the bytes.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        self.key().hex()[..10].to_owned()
    }

    fn steps(&self) -> &[u32] {
        match self.shape {
            Shape::Whole => &self.settings.widths,
            Shape::Square => SQUARES,
        }
    }

    /// The widths to try, ascending.
    fn candidates(&self) -> Vec<u32> {
        let picture = self.picture;
        if self.settings.widths.is_empty() || !picture.raster.resizable || picture.is_too_large() {
            return Vec::new();
        }
        match self.shape {
            Shape::Whole => plan::widths(picture.size.0, self.steps(), picture.raster.format),
            Shape::Square => plan::squares(picture.size, self.steps()),
        }
    }

    /// Whether the widest variant is as wide as a reader needs, so that the image itself need not
    /// be offered.
    #[must_use]
    pub fn is_covered_by(&self, plan: &Plan) -> bool {
        let widest = plan.variants.last().map(|variant| variant.width);
        let is_whole =
            widest >= Some(self.picture.size.0) || self.picture.size.0 > plan::reach(self.steps());
        is_whole && widest == self.candidates().last().copied()
    }
}

/// Makes variants of images, each once.
pub struct Images {
    files: Arc<dyn Files>,
    cache: Arc<dyn Cache>,
    slots: Mutex<FxHashMap<Key, Arc<PlanSlot>>>,
    memory: MemoryBudget,
    steps: AtomicUsize,
}

/// The plan of an order, once it is made.
#[derive(Debug, Default)]
struct PlanSlot {
    plan: OnceLock<Arc<Plan>>,
    /// Locked while variants that the cache lost are made again.
    again: Mutex<()>,
}

impl fmt::Debug for Images {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Images").finish_non_exhaustive()
    }
}

impl Images {
    /// Makes variants of a site's files, and caches them.
    #[must_use]
    pub fn new(files: Arc<dyn Files>, cache: Arc<dyn Cache>) -> Self {
        let memory = MemoryBudget::new(MEMORY);
        Self {
            files,
            cache,
            slots: Mutex::default(),
            memory,
            steps: AtomicUsize::new(0),
        }
    }

    /// The plan of an image. Its variants are made when it is first asked for; threads that ask for
    /// the same image wait meanwhile.
    #[must_use]
    pub fn plan(&self, order: Order<'_>) -> Arc<Plan> {
        if order.candidates().is_empty() {
            return Arc::default();
        }
        let key = order.key();
        let slot = self.slot(key);
        slot.plan
            .get_or_init(|| {
                Arc::new(
                    self.cached(key)
                        .unwrap_or_else(|| self.make(order, key, |_, _| {})),
                )
            })
            .clone()
    }

    /// Whether [`Images::plan`] would answer at once.
    #[must_use]
    pub fn is_planned(&self, order: Order<'_>) -> bool {
        order.candidates().is_empty() || self.slot(order.key()).plan.get().is_some()
    }

    /// The bytes of a variant; `None` when there is none of this width.
    #[must_use]
    pub fn bytes(&self, order: Order<'_>, width: u32) -> Option<Vec<u8>> {
        self.plan(order)
            .variants
            .iter()
            .find(|variant| variant.width == width)?;
        let key = order.key();
        let blob = variant_key(key, width);
        self.cache.get_blob(blob).or_else(|| {
            // The cache has lost it. Pages ask for all widths of an image at a time, so all are
            // made with the first one.
            let slot = self.slot(key);
            let _alone = slot.again.lock().unwrap_or_else(PoisonError::into_inner);
            let mut found = self.cache.get_blob(blob);
            if found.is_none() {
                self.make(order, key, |made, bytes| {
                    if made == width {
                        found = Some(bytes.to_owned());
                    }
                });
            }
            found
        })
    }

    /// The bytes of a file of the site without its metadata; `None` when they cannot be separated.
    #[must_use]
    pub fn stripped(&self, file: &SitePath) -> Option<Vec<u8>> {
        raster::strip(&self.files.read(file).ok()?)
    }

    /// Counts the steps of the work so far: a thread that waits sees that it goes on.
    #[must_use]
    pub fn progress(&self) -> usize {
        self.steps.load(Ordering::Relaxed)
    }

    fn slot(&self, key: Key) -> Arc<PlanSlot> {
        self.slots
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .entry(key)
            .or_default()
            .clone()
    }

    /// The plan of an earlier run. It is a blob and not a small result: those are written at the
    /// end, and a run that is stopped amid a hundred photographs would have worked for nothing.
    fn cached(&self, key: Key) -> Option<Plan> {
        Plan::parse(&String::from_utf8(self.cache.get_blob(key)?).ok()?)
    }

    /// Makes all variants. `keep` is called with each that is worth keeping.
    fn make(&self, order: Order<'_>, key: Key, mut keep: impl FnMut(u32, &[u8])) -> Plan {
        let Ok(bytes) = self.files.read(&order.picture.file) else {
            return Plan::default();
        };
        if raster::hash(&bytes) != order.picture.raster.hash {
            // The file was changed meanwhile; the watcher will report it.
            return Plan::default();
        }
        let plan = match self.variants(order, &bytes, |width, bytes| {
            self.cache.put_blob(variant_key(key, width), bytes);
            keep(width, bytes);
        }) {
            Ok(variants) => Plan {
                variants,
                failure: None,
            },
            Err(failure) => Plan {
                variants: Vec::new(),
                failure: Some(failure),
            },
        };
        self.cache.put_blob(key, plan.to_string().as_bytes());
        plan
    }

    /// Makes each width, the widest first. One is kept where it has a tenth fewer bytes than the
    /// next wider one that was kept.
    fn variants(
        &self,
        order: Order<'_>,
        bytes: &[u8],
        mut keep: impl FnMut(u32, &[u8]),
    ) -> Result<Vec<Variant>, String> {
        let decoder = pixels::open(bytes, order.picture.raster.format)?;
        let _memory = self.memory.take(pixels::memory(&decoder));
        let pixels = Pixels::decode(decoder, &order.picture.raster)?;
        self.steps.fetch_add(1, Ordering::Relaxed);
        let encoding = encode::encoding(
            &order.picture.raster,
            order.picture.size,
            order.settings.quality,
        );
        let mut worthwhile = order.picture.raster.length / 10 * 9;
        let mut variants = Vec::new();
        for width in order.candidates().into_iter().rev() {
            let height = plan::height(order.picture.size, order.shape, width);
            let encoded =
                encode::encode(&pixels.resized(width, height)?, pixels.profile(), encoding)?;
            self.steps.fetch_add(1, Ordering::Relaxed);
            let length = encoded.len() as u64;
            if length <= worthwhile {
                worthwhile = length / 10 * 9;
                keep(width, &encoded);
                variants.push(Variant {
                    width,
                    height,
                    length,
                });
            }
        }
        variants.reverse();
        Ok(variants)
    }
}

fn variant_key(plan: Key, width: u32) -> Key {
    Key::new("image-variant", &[&plan.0, &width.to_le_bytes()])
}

#[cfg(test)]
mod tests;
