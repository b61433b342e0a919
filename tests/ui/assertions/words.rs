use iam_policy::{policy, trust_policy};

fn main() {
    policy! {
        #![allows("personalize:GetRecomendations", on = "arn:aws:personalize:us-east-1:123456789012:campaign/films")]
        #![denies("personalise:ListSchemas")]
        #![denies("PassRole")]
        #![denies("iam:*")]
        #![denies("iam:PassRole")]
        #![denies("iam:PassRole", on = "*")]
        #![denies("iam:PassRole", on = "arn:aws:iam::123456789012:role/*")]
        #![denies("iam:PassRole", on = "arn:aws:iam:123456789012:role/Admin")]
        #![denies("iam:PassRole", on = "arn:aws:iam::123456789012:user/Admin")]
        #![denies("s3:GetObject", on = "arn:aws:s3:::films")]
        #![denies(
            "iam:PassRole",
            on = "arn:aws:iam::123456789012:role/Admin",
            context = { "iam:PassedToServices": "ec2.amazonaws.com", "aws:SourceIpp": "10.0.0.1", "team": "x" }
        )]
        #![denies("personalize:ListSchemas", by = "personalize.amazonaws.com")]
        #![denies("personalize:ListSchemas", by = "arn:aws:iam::1234:user/ana")]
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "personalize:List*", "Resource": "*" }]
    };
    trust_policy! {
        #![allows("sts:AssumeRole")]
        #![allows("sts:AssumeRole", by = "personalise.amazonaws.com")]
        #![allows("sts:AssumeRole", by = "ana")]
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Principal": { "Service": "personalize.amazonaws.com" },
            "Action": "sts:AssumeRole",
            "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
        }]
    };
}
