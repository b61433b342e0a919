//! Entries of `Action` and `NotAction`.

mod unknown;

checks! { action:
    invalid_action,
    invalid_service_in_action,
    withdrawn_action,
    redundant_action,
    unsupported_action_in_policy,
}
