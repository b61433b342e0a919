//! Policy variables: `${aws:username}`.

mod places;

checks! { variable:
    empty_variable,
    missing_brace_in_variable,
    missing_quote_in_variable,
    unsupported_space_in_variable,
    variable_unsupported_in_element,
    variable_unsupported_in_version,
    invalid_variable_for_operator,
    unknown_variable,
    multivalued_variable,
}
