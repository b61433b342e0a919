use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": ["personalize:List*", "personalize:ListCampaigns", "personalize:listschemas"], "Resource": "*" }
        ]
    };

    compile_error!("warnings alone do not stop a build");
}
