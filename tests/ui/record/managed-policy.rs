use iam_policy::{ManagedPolicy, Policy, Role, Trust, grant, managed_policy, policy, role, trust_policy};

const READ: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": [{ "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*" }]
};

const TRUST: Policy<Trust> = trust_policy! {
    "Version": "2012-10-17",
    "Statement": [{
        "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::123456789012:role/Deploy" },
        "Action": "sts:AssumeRole"
    }]
};

const NAME: ManagedPolicy = managed_policy! { name: "Personalize access", policy: READ };

const TAGS: ManagedPolicy = managed_policy! {
    name: "Read",
    path: "personalize",
    tags: { "Team": "a", "team": "b", "aws:x": "c" },
    policy: READ,
};

const FIELDS: ManagedPolicy = managed_policy! { nam: "Read", policy: READ, policy: READ, path };

const ACTION: ManagedPolicy = managed_policy! {
    name: "Read",
    policy: {
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "personalize:ListCampaign", "Resource": "*" }]
    }
};

const ROLE: Role = role! {
    name: "Read",
    description: "日本",
    trust: TRUST,
    managed: ["ReadOnlyAccess"],
    max_session: 60,
};

fn main() {
    grant! { policies: [NAME] };
    grant! { user: "a", group: "b", policies: [NAME] };
}
