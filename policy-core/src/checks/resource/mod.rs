//! Entries of `Resource` and `NotResource`.

mod entry;
mod usage;

pub(super) use entry::is_in_order;

checks! { resource:
    missing_arn_field,
    invalid_arn_prefix,
    invalid_partition,
    wildcard_in_service_name,
    invalid_arn_service_case,
    invalid_service,
    invalid_arn_region,
    invalid_arn_account,
    arn_region_not_allowed,
    arn_account_not_allowed,
    missing_arn_region,
    missing_arn_account,
    invalid_arn_resource,
    misspelt_resource_type,
    iam_resource_path,
    redundant_resource,
    unsupported_resource_arn_in_policy,
    action_without_resource,
    resource_without_action,
}
