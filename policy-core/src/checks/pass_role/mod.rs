//! `iam:PassRole` and `iam:CreateServiceLinkedRole`: who may hand which role to whom.

checks! { pass_role:
}
