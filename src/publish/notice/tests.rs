//! Facts of notices.
