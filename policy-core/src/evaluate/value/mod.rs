//! The values conditions compare: decimals, dates, networks, bytes. Each reads from text and keeps no float.

mod binary;
mod date;
mod network;
mod number;

pub(crate) use binary::bytes;
pub(crate) use date::Date;
pub(crate) use network::Network;
pub(crate) use number::Number;
