//! A `Condition` as a whole: what is empty, what says less than it seems to, what contradicts itself.
//!
//! Here also stands what the checks of operators, keys and values share.

mod empty;
mod exclusive;
pub(super) mod keys;
#[cfg(test)]
pub(super) mod samples;
mod star;

checks! { condition:
    duplicate_keys_with_different_case,
    empty_array_condition,
    empty_array_condition_forallvalues,
    empty_array_condition_foranyvalue,
    empty_array_condition_ifexists,
    empty_object_condition,
    equivalent_to_null_false,
    equivalent_to_null_true,
    redundant_key_due_to_wildcard_in_condition,
    redundant_statement_due_to_wildcard_in_condition,
    dynamodb_attributes_without_select,
    missing_paired_condition_keys,
    contradicting_conditions,
}
