use iam_policy::policy;

fn main() {
    policy! {
        #![allow]
        #![allow()]
        #![allow = "unused_allow"]
        #![allow("unused_allow")]
        #![allow(unused_allow unknown_check)]
        #![allow(unused_allow, because = "why")]
        #![allow(unused_allow) deny]
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }]
    };
}
