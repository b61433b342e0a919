use iam_policy::policy;
use iam_policy::typed::{AccountId, AnyResource, Arn, ResourceName, ServicePrincipal};

fn main() {}

fn some_decisions_depend_on_the_values(
    account: AccountId,
    bucket: ResourceName,
    service: ServicePrincipal,
    denied: Vec<Arn<AnyResource>>,
) {
    policy! {
        // Whatever the values.
        #![denies("iam:CreateUser", on = "arn:aws:iam::123456789012:user/ana")]
        #![denies("iam:PassRole", on = "arn:aws:iam::123456789012:role/Admin")]
        #![allows("personalize:ListSchemas")]
        #![denies("s3:GetObject", on = "arn:aws:s3:::films/private")]
        // It depends.
        #![denies("s3:GetObject", on = "arn:aws:s3:::films/metropolis")]
        #![allows(
            "iam:PassRole",
            on = "arn:aws:iam::123456789012:role/Admin",
            context = { "iam:PassedToService": "personalize.amazonaws.com" }
        )]
        #![allows("personalize:CreateSchema", on = "arn:aws:personalize:us-east-1:123456789012:schema/films")]
        // It does not hold, whatever the values.
        #![allows("s3:GetObject", on = "arn:aws:s3:::films/private")]
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:List*", "Resource": "*" },
            { "Effect": "Allow", "Action": "s3:GetObject", "Resource": ("arn:aws:s3:::{bucket}/*") },
            { "Effect": "Deny", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::films/private" },
            {
                "Effect": "Allow",
                "Action": "iam:PassRole",
                "Resource": ("arn:aws:iam::{account}:role/*"),
                "Condition": { "StringEquals": { "iam:PassedToService": (service) } }
            },
            { "Effect": "Allow", "Action": "personalize:CreateSchema", "Resource": "*" },
            { "Effect": "Deny", "Action": "personalize:CreateSchema", "Resource": [(..denied)] }
        ]
    };
}
