use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        #![allow(unused_allow)]
        "Statement": [{ #![allow(unused_allow)] "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
    };

    policy! {
        "Version": "2012-10-17",
        #[allow(unused_allow)]
        "Statement": #[allow(unused_allow)] [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" } #[allow(unused_allow)]]
    };
}
