//! Elements: which there must be, which there may not be, and what they may hold.

checks! { structure:
}
