use iam_policy::policy;

macro_rules! allow {
    ($($action:literal),*) => {
        policy! {
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": [$($action),*], "Resource": all }]
        }
    };
}

macro_rules! statements {
    ($($statement:tt)*) => { policy! { "Version": "2012-10-17", "Statement": [$($statement)*] } };
}

fn main() {
    allow!("personalize:ListSchemas", b"personalize:ListRecipes");
    statements! {
        { "Effect": "Allow", "Action": "personalize:ListSchemas", "Resource": "*" }
        { "Effect": "Allow", "Action": "personalize:ListRecipes", "Resource": * }
    };
}
