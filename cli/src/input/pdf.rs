//! The text of a PDF document.
//!
//! In: the bytes of a PDF. Out: its text, page after page. Cost: `O(n)`; [`FILE`], [`PAGES`] and [`PAGE`]
//! bound it. A PDF that is a picture has no text; its document is empty. What it gives up: the order of
//! columns, which the file need not tell.

use lopdf::{Document, LoadOptions};

use super::error::ErrorKind;

/// Bytes of a PDF that is read at all; a release of ten pages with pictures has 5 MiB.
const FILE: usize = 32 << 20;

/// Pages that are read; a release has two.
const PAGES: usize = 200;

/// Bytes that one part of the file, or one page, may come to when it is expanded.
const PAGE: usize = 16 << 20;

/// The text of a PDF.
pub(super) fn text(bytes: &[u8]) -> Result<String, ErrorKind> {
    let broken = |error: lopdf::Error| ErrorKind::Malformed {
        format: "a PDF that can be read",
        what: error.to_string(),
    };
    if bytes.len() > FILE {
        return Err(ErrorKind::too_large("the PDF", FILE));
    }
    let document = Document::load_mem_with_options(bytes, LoadOptions::with_max_decompressed_size(PAGE))
        .map_err(broken)?;
    let mut text = String::new();
    for number in document.get_pages().into_keys().take(PAGES) {
        let page = document.extract_text_with_limit(&[number], PAGE).map_err(broken)?;
        text.push_str(page.trim());
        text.push_str("\n\n");
    }
    text.truncate(text.trim_end().len());
    Ok(text)
}
