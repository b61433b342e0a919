//! Entries of `Resource` and `NotResource`.

checks! { resource:
}
