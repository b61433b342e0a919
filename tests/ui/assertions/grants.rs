use iam_policy::policy;

fn main() {
    policy! {
        #![grants_at_most(policy_file!("policies/baseline.json"))]
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "personalize:Get*",
                "Resource": "arn:aws:personalize:us-east-1:123456789012:campaign/films"
            }
        ]
    };
    policy! {
        #![grants_at_most(policy_file!("policies/baseline.json"))]
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": "arn:aws:iam::123456789012:role/PersonalizeData",
                "Condition": {
                    "StringEquals": { "iam:PassedToService": ["personalize.amazonaws.com", "sagemaker.amazonaws.com"] }
                }
            }
        ]
    };
    // Within it.
    policy! {
        #![grants_at_most(policy_file!("policies/baseline.json"))]
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Action": "personalize:GetRecommendations",
                "Resource": "arn:aws:personalize:us-east-1:123456789012:campaign/films"
            }
        ]
    };
    policy! {
        #![grants_at_most(policy_file!("policies/slips.json"))]
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
    };
}
