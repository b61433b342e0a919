use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:ListCampaigns", "Resource": "*", "Condition": { "DateLessThan": { "aws:CurrentTime": "tomorrow" }, "NumericLessThan": { "aws:MultiFactorAuthAge": "soon" }, "Bool": { "aws:SecureTransport": "yes" }, "IpAddress": { "aws:SourceIp": "203.0.113.0/33" }, "ArnLike": { "aws:PrincipalArn": "role/films" } } }
        ]
    };
}
