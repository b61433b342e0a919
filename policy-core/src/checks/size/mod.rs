//! Quotas on a policy's length.

checks! { size:
}
