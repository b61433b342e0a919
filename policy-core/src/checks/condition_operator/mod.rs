//! Operators of a `Condition`: whether they exist, and whether they suit the key and each other.

mod rename;
mod suits;

checks! { condition_operator:
    invalid_condition_operator,
    null_with_if_exists,
    null_with_qualifier,
    missing_qualifier,
    forallvalues_with_single_valued_key,
    type_mismatch,
    string_like_operator_with_arn_condition_keys,
    wildcard_without_like_operator,
    invalid_condition_multiple_boolean,
    redundant_condition_value_num,
    s3_prefix_in_negative_context,
}
