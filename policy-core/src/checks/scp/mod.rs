//! Service control policies.

checks! { scp:
}
