//! Condition operators, keys and values.

checks! { condition:
}
