//! Principals, in policies that are attached to resources.

pub(in crate::checks) mod caller;
pub(in crate::checks) mod known;

checks! { principal:
    invalid_principal_format,
    invalid_principal_key,
    unsupported_wildcard_in_principal,
    federated_principal_not_supported,
    invalid_role_reference,
    invalid_user_reference,
    empty_array_principal,
    empty_object_principal,
    allow_with_not_principal,
    invalid_principal_value,
    misspelt_service_principal,
    unknown_service_principal,
    public_access,
    restrict_access_to_service_principal,
    recommended_condition_key_for_service_principal,
    unsupported_condition_key_for_service_principal,
}
