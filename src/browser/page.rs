//! What the browser can do with the page that it has open.

use base64::Engine as _;
use serde_json::{Value, json};

use super::{BASE64, Browser, BrowserError};

/// The medium that a page is shown on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// A screen.
    Screen,
    /// Paper.
    Print,
}

/// The colours that a reader prefers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourScheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// Waits until every image is loaded and decoded and every font is there: then nothing moves any
/// more.
const SETTLED: &str = "(async () => {
  for (const image of document.images) image.loading = 'eager';
  await Promise.all([...document.fonts].map((face) => face.load().catch(() => {})));
  await document.fonts.ready;
  await Promise.all([...document.images].map((image) => image.decode().catch(() => {})));
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
})()";

impl Browser<'_> {
    /// Opens an address, and waits until nothing of the page moves any more.
    ///
    /// # Errors
    /// When nothing is there, or the browser fails.
    pub fn open(&mut self, url: &str) -> Result<(), BrowserError> {
        // To go from one part of a page to another would load nothing, and so give no event.
        self.go("about:blank")?;
        self.go(url)?;
        self.evaluate(SETTLED).map(drop)
    }

    fn go(&mut self, url: &str) -> Result<(), BrowserError> {
        self.events.clear();
        let gone = self.call("Page.navigate", &json!({"url": url}))?;
        if let Some(error) = gone["errorText"].as_str().filter(|error| !error.is_empty()) {
            return Err(BrowserError::new(format!(
                "`{url}` cannot be opened: {error}"
            )));
        }
        self.wait_for("Page.loadEventFired")
    }

    /// Evaluates an expression; waits for its value when it is a promise.
    ///
    /// # Errors
    /// When it throws, or the browser fails.
    pub fn evaluate(&mut self, expression: &str) -> Result<Value, BrowserError> {
        let parameters =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true});
        let mut result = self.call("Runtime.evaluate", &parameters)?;
        if let Some(thrown) = result.get("exceptionDetails") {
            let why = thrown["exception"]["description"]
                .as_str()
                .or(thrown["text"].as_str())
                .unwrap_or_default();
            return Err(BrowserError::new(format!(
                "a script failed in the browser: {why}"
            )));
        }
        Ok(result["result"]["value"].take())
    }

    /// Sets the size of the page in pixels of CSS, and how many dots each of them has.
    ///
    /// # Errors
    /// When the browser fails.
    pub fn resize(&mut self, (width, height): (u32, u32), scale: f64) -> Result<(), BrowserError> {
        let parameters =
            json!({"width": width, "height": height, "deviceScaleFactor": scale, "mobile": false});
        self.call("Emulation.setDeviceMetricsOverride", &parameters)
            .map(drop)
    }

    /// Sets the medium and the colours, for a reader who wants no motion.
    ///
    /// # Errors
    /// When the browser fails.
    pub fn emulate(&mut self, media: Media, scheme: ColourScheme) -> Result<(), BrowserError> {
        let media = if media == Media::Print {
            "print"
        } else {
            "screen"
        };
        let scheme = if scheme == ColourScheme::Dark {
            "dark"
        } else {
            "light"
        };
        let features = json!([
            {"name": "prefers-color-scheme", "value": scheme},
            {"name": "prefers-reduced-motion", "value": "reduce"},
        ]);
        self.call(
            "Emulation.setEmulatedMedia",
            &json!({"media": media, "features": features}),
        )
        .map(drop)
    }

    /// The page as PDF: tagged, with an outline, on paper of the size that its style sheet asks
    /// for, else of this one (in inches).
    ///
    /// # Errors
    /// When the browser fails.
    pub fn print(&mut self, (width, height): (f64, f64)) -> Result<Vec<u8>, BrowserError> {
        let parameters = json!({
            "paperWidth": width, "paperHeight": height, "preferCSSPageSize": true,
            "marginTop": 0, "marginBottom": 0, "marginLeft": 0, "marginRight": 0,
            "printBackground": true, "generateTaggedPDF": true, "generateDocumentOutline": true,
        });
        let printed = self.call("Page.printToPDF", &parameters)?;
        bytes(&printed["data"])
    }

    /// A part of the page as PNG, whether it is visible or not: `{x, y, width, height, scale}` in
    /// pixels of CSS.
    ///
    /// # Errors
    /// When the browser fails.
    pub fn photograph(&mut self, clip: &Value) -> Result<Vec<u8>, BrowserError> {
        let parameters = json!({"format": "png", "clip": clip, "captureBeyondViewport": true});
        let taken = self.call("Page.captureScreenshot", &parameters)?;
        bytes(&taken["data"])
    }
}

fn bytes(data: &Value) -> Result<Vec<u8>, BrowserError> {
    let data = data.as_str().unwrap_or_default();
    BASE64.decode(data).map_err(|error| {
        BrowserError::new(format!("the browser sent what cannot be read: {error}"))
    })
}
