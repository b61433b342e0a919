use iam_policy::policy;

fn main() {
    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:CreateDatasetExportJob", "Resource": "*" }
        ]
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": "personalize:CreateDatasetGroup", "Resource": "*" }
        ]
    };

    policy! {
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": ["personalize:CreateDatasetImportJob", "personalize:CreateBatchInferenceJob", "sagemaker:CreateTrainingJob"], "Resource": "*" },
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*", "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } } }
        ]
    };

    compile_error!("warnings alone do not stop a build");
}
