use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*", "Condition": { "StringEquals": { "aws:PrincipalOrgId": "o-1234567890", "aws:PrincipleTag/team": "films", "personalize:Campaign": "films", "team": "films", "aws:PrincipalTag": "films", "frob:key": "x" } } },
            { "Effect": "Allow", "Action": "personalize:DescribeCampaign", "Resource": "*", "Condition": { "StringEquals": { "s3:prefix": "films" } } }
        ]
    };
}
