//! Policy variables, wherever they stand.

checks! { variable:
}
