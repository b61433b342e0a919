//! Resource control policies.

checks! { rcp:
}
