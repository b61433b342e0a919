//! The JSON itself.

checks! { syntax:
    json_syntax_error,
}
