//! Role trust policies.

mod provider;

checks! { trust:
    invalid_federated_principal_syntax_in_role_trust_policy,
    mismatched_action_for_principal,
    missing_action_for_condition_key,
    missing_action_for_roles_anywhere_trust_policy,
    role_trust_policy_syntax_error_notprincipal,
    role_trust_policy_syntax_error_resource,
    role_trust_policy_unsupported_wildcard_in_principal,
    specific_github_repo_and_branch_recommended,
    foranyvalue_with_audience_claim_type,
    missing_condition_key_for_oidc_principal,
    missing_github_repo_condition_key,
    confirm_audience_claim_type,
    redundant_principal_in_role_trust_policy,
    confused_deputy,
}
