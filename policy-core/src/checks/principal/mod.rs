//! Principals, in policies that are attached to resources.

checks! { principal:
}
