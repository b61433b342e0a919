//! How long a policy may be.

mod measure;
pub(crate) mod quotas;

checks! { size:
    policy_size_exceeds_identity_policy_quota,
    policy_size_exceeds_managed_policy_quota,
    policy_size_exceeds_session_policy_quota,
    policy_size_exceeds_role_trust_policy_quota,
    policy_size_exceeds_resource_policy_quota,
    policy_size_exceeds_scp_quota,
    policy_size_exceeds_rcp_quota,
    white_space_exceeds_quota,
}
