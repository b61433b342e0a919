//! Statements that take back what others grant.

mod denied;

checks! { coverage:
    allow_covered_by_deny,
}
