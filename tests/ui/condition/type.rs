use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*", "Condition": { "NumericEquals": { "aws:PrincipalTag/team": "7" }, "StringEquals": { "aws:SourceIp": "203.0.113.0/24" }, "Bool": { "aws:CurrentTime": "true" } } }
        ]
    };

    compile_error!("warnings alone do not stop a build");
}
