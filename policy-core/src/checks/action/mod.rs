//! Entries of `Action` and `NotAction`.

checks! { action:
}
