use iam_policy::typed::{AccountId, Action, Region, ResourceName, Text};
use iam_policy::{policy, trust_policy};

fn main() {}

fn nowhere(name: Text, account: AccountId, region: Region, action: Action) {
    policy! {
        "Version": (name),
        "Statement": [
            { "Sid": ("{name}"), "Effect": (name), "Action": ("personalize:{action}"), "Resource": "*" },
            { "Effect": "Allow", "Action": "personalize:ListSchemas", (name): "*" },
            {
                "Effect": "Allow",
                "Action": "personalize:ListSchemas",
                "Resource": "*",
                "Condition": {
                    "StringEquals": { ("aws:PrincipalTag/{name}"): "a" },
                    "BinaryEquals": { "aws:PrincipalTag/key": (name) }
                }
            },
            {
                "Effect": "Allow",
                "Action": "personalize:DescribeCampaign",
                "Resource": [
                    ("arn:aws:personalize:eu-{region}:1234{account}:campaign/films"),
                    ("arn:aws:{name}:us-east-1:123456789012:campaign/films"),
                    ("{name}:campaign/films")
                ]
            }
        ]
    };
    trust_policy! {
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Principal": (account), "Action": "sts:AssumeRole" }]
    };
}

fn not_holes(name: ResourceName) {
    policy! {
        "Version": "2012-10-17",
        "Statement": [{
            "Effect": "Allow",
            "Action": ("personalize:DescribeCampaign"),
            "Resource": [
                (),
                (1),
                (..),
                ("arn:aws:personalize:us-east-1:123456789012:campaign/{}"),
                ("arn:aws:personalize:us-east-1:123456789012:campaign/{name:?}"),
                ("arn:aws:personalize:us-east-1:123456789012:campaign/{name.0}"),
                ("arn:aws:personalize:us-east-1:123456789012:campaign/{name"),
                ("arn:aws:personalize:us-east-1:123456789012:campaign/name}")
            ]
        }]
    };
}
