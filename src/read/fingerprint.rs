//! Fingerprint: the compact digest of one document, all that judging needs.

use serde::{Deserialize, Serialize};

/// The digest of one document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {}
