//! This repository's own automation: `cargo xtask <command>`.

fn main() {}
