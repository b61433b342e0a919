//! Condition values that are more than text: bytes, dates, numbers and IP ranges, as IAM reads them.

pub(crate) mod binary;
pub(crate) mod date;
pub(crate) mod ip;
pub(crate) mod number;
