//! The JSON itself.

checks! { syntax:
    json_syntax_error,
    unsupported_character,
    leading_white_space,
}
