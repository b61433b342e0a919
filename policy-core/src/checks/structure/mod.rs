//! The elements of a policy: which there are, which must be, and what they hold.

mod edit;
mod elements;
mod sids;

checks! { structure:
    data_type_mismatch,
    invalid_policy_element,
    invalid_version,
    missing_version,
    unsupported_version_in_managed_policy,
    missing_statement,
    invalid_effect,
    missing_effect,
    unsupported_element_combination,
    missing_action,
    missing_resource,
    missing_principal,
    unsupported_principal,
    unique_sids_required,
    unique_sids_recommended,
    unsupported_sid,
    empty_sid_value,
    empty_array_action,
    empty_array_resource,
    redundant_statement,
}
