//! `iam:PassRole` and `iam:CreateServiceLinkedRole`: who may hand which role to whom.

mod family;
mod needs;
mod role_name;

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
}
