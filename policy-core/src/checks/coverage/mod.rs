//! Statements that take back what others grant.

checks! { coverage:
}
