//! Role trust policies.

checks! { trust:
}
