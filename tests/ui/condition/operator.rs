use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*", "Condition": { "StringEqual": { "aws:PrincipalTag/team": "films" }, "stringLike": { "aws:PrincipalTag/team": "f*" }, "NullIfExists": { "aws:PrincipalTag/team": "false" } } }
        ]
    };
}
