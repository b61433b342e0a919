//! Keys of a `Condition`: whether they exist, and whether the actions of the statement carry them.

mod carried;
mod tags;
mod vpce;

checks! { condition_key:
    invalid_condition_key_format,
    invalid_global_condition_key,
    invalid_service_condition_key,
    missing_tag_key_in_condition,
    unsupported_global_condition_key,
    deprecated_global_condition_key,
    unsupported_action_for_condition_key,
    condition_key_never_carried,
    deny_with_unsupported_tag_condition_key_for_service,
    deny_notaction_with_unsupported_tag_condition_key_for_service,
    allow_with_unsupported_tag_condition_key_for_service,
    allow_notaction_with_unsupported_tag_condition_key_for_service,
    use_condition_key_only_with_supported_services,
    untrustworthy_condition_key,
    irrelevant_condition_key_in_policy,
}
