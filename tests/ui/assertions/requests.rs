use iam_policy::policy;

fn main() {
    policy! {
        #![allows("personalize:GetRecommendations", on = "arn:aws:personalize:us-east-1:123456789012:campaign/films")]
        #![allows("personalize:GetRecommendations", on = "arn:aws:personalize:us-east-1:123456789012:campaign/books")]
        #![allows("personalize:ListSchemas")]
        #![denies("personalize:DeleteCampaign", on = "arn:aws:personalize:us-east-1:123456789012:campaign/films")]
        #![allows(
            "iam:PassRole",
            on = "arn:aws:iam::123456789012:role/Personalize",
            context = { "iam:PassedToService": "personalize.amazonaws.com" }
        )]
        #![denies("iam:PassRole", on = "arn:aws:iam::123456789012:role/Admin")]
        #![denies(
            "iam:PassRole",
            on = "arn:aws:iam::123456789012:role/Admin",
            context = { "iam:PassedToService": "ec2.amazonaws.com" }
        )]
        #![denies(
            "iam:PassRole",
            on = "arn:aws:iam::123456789012:role/Admin",
            context = { "iam:PassedToService": "personalize.amazonaws.com" }
        )]
        #![allows(
            "iam:PassRole",
            on = "arn:aws:iam::123456789012:role/Admin",
            context = { "iam:PassedToService": ["ec2.amazonaws.com"] }
        )]
        #![allows("iam:PassRole", on = "arn:aws:iam::123456789012:role/Admin")]
        #![allows("s3:GetObject", on = "arn:aws:s3:::films/metropolis")]
        #![denies("personalize:ListSchemas", by = "arn:aws:iam::123456789012:role/Reader")]
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "Recommend",
                "Effect": "Allow",
                "Action": "personalize:Get*",
                "Resource": "arn:aws:personalize:*:*:campaign/films"
            },
            { "Effect": "Allow", "Action": "personalize:List*", "Resource": "*" },
            {
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": "arn:aws:iam::123456789012:role/*",
                "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
            },
            { "Sid": "NoMovies", "Effect": "Deny", "Action": "s3:*", "Resource": "arn:aws:s3:::films/*" }
        ]
    };
}
