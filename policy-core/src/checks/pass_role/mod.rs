//! `iam:PassRole` and `iam:CreateServiceLinkedRole`: who may hand which role to whom.

mod family;
mod missing;
mod needs;
mod role_name;
mod services;

checks! { pass_role:
    pass_role_with_star_in_resource,
    pass_role_with_star_in_action_and_resource,
    pass_role_with_star_in_resource_and_not_action,
    pass_role_with_not_resource,
    pass_role_with_star_in_action_and_not_resource,
    pass_role_with_not_action_and_not_resource,
    create_slr_with_star_in_resource,
    create_slr_with_star_in_action_and_resource,
    create_slr_with_star_in_resource_and_not_action,
    create_slr_with_not_resource,
    create_slr_with_star_in_action_and_not_resource,
    create_slr_with_not_action_and_not_resource,
    missing_pass_role,
    missing_pass_role_for_optional_role,
    pass_role_misspelt_service,
    pass_role_unknown_service,
    pass_role_unused_service,
    pass_role_operator_mismatch,
    pass_role_service_left_open,
    pass_role_resource_not_a_role,
}
