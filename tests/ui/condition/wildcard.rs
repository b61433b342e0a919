use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalTag/team": "films-*" } } }
        ]
    };

    compile_error!("warnings alone do not stop a build");
}
