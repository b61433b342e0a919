//! Amazon Personalize's policies: full access as its guide gives it, and what each kind of user really needs.
//!
//! `cargo run --example full_access` prints the full-access policy as the console shows it; with a name behind it
//! (`-- data_import`, `-- training`, `-- recommendations`, `-- events`) that policy.

use iam_policy::{Policy, policy};

/// "Giving users permission to access Amazon Personalize": everything in Personalize, and any role handed to Personalize.
pub const PERSONALIZE_FULL_ACCESS: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": [
                "personalize:*"
            ],
            "Resource": "*"
        },
        {
            "Effect": "Allow",
            "Action": [
                "iam:PassRole"
            ],
            "Resource": "*",
            "Condition": {
                "StringEquals": {
                    "iam:PassedToService": "personalize.amazonaws.com"
                }
            }
        }
    ]
};

/// Who brings data in: schemas, datasets and import jobs, with the one role that may read the bucket.
pub const DATA_IMPORT: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "ImportData",
            "Effect": "Allow",
            "Action": [
                "personalize:CreateDataset",
                "personalize:CreateDatasetImportJob",
                "personalize:CreateSchema",
                "personalize:DescribeDataset",
                "personalize:DescribeDatasetGroup",
                "personalize:DescribeDatasetImportJob",
                "personalize:DescribeSchema"
            ],
            "Resource": [
                "arn:aws:personalize:us-east-1:123456789012:dataset/films/*",
                "arn:aws:personalize:us-east-1:123456789012:dataset-group/films",
                "arn:aws:personalize:us-east-1:123456789012:dataset-import-job/films-*",
                "arn:aws:personalize:us-east-1:123456789012:schema/films-*"
            ]
        },
        {
            "Sid": "LookAround",
            "Effect": "Allow",
            "Action": [
                "personalize:ListDatasetImportJobs",
                "personalize:ListDatasets",
                "personalize:ListSchemas"
            ],
            "Resource": "*"
        },
        {
            "Sid": "LetPersonalizeReadTheBucket",
            "Effect": "Allow",
            "Action": "iam:PassRole",
            "Resource": "arn:aws:iam::123456789012:role/PersonalizeFilmsImport",
            "Condition": {
                "StringEquals": {
                    "iam:PassedToService": "personalize.amazonaws.com"
                }
            }
        }
    ]
};

/// Who trains models and puts them to use. No role is passed on this road.
pub const TRAINING: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "Train",
            "Effect": "Allow",
            "Action": [
                "personalize:CreateCampaign",
                "personalize:CreateSolution",
                "personalize:CreateSolutionVersion",
                "personalize:DescribeCampaign",
                "personalize:DescribeSolution",
                "personalize:DescribeSolutionVersion",
                "personalize:GetSolutionMetrics",
                "personalize:UpdateCampaign"
            ],
            "Resource": [
                "arn:aws:personalize:us-east-1:123456789012:campaign/films-*",
                "arn:aws:personalize:us-east-1:123456789012:dataset-group/films",
                "arn:aws:personalize:us-east-1:123456789012:solution/films-*"
            ]
        },
        {
            "Sid": "ReadRecipes",
            "Effect": "Allow",
            "Action": "personalize:DescribeRecipe",
            "Resource": "arn:aws:personalize:::recipe/*"
        },
        {
            "Sid": "LookAround",
            "Effect": "Allow",
            "Action": [
                "personalize:ListCampaigns",
                "personalize:ListRecipes",
                "personalize:ListSolutions",
                "personalize:ListSolutionVersions"
            ],
            "Resource": "*"
        }
    ]
};

/// A runtime that asks one campaign for recommendations, and nothing else.
pub const RECOMMENDATIONS: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": [
            "personalize:GetPersonalizedRanking",
            "personalize:GetRecommendations"
        ],
        "Resource": "arn:aws:personalize:us-east-1:123456789012:campaign/films-home"
    }
};

/// A web server that reports what its visitors do. `PutEvents` knows no resources.
pub const EVENTS: Policy = policy! {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "personalize:PutEvents",
            "Resource": "*"
        },
        {
            "Effect": "Allow",
            "Action": [
                "personalize:PutItems",
                "personalize:PutUsers"
            ],
            "Resource": "arn:aws:personalize:us-east-1:123456789012:dataset/films/*"
        }
    ]
};

/// Every policy with the name that the command line takes.
pub const ALL: [(&str, Policy); 5] = [
    ("full_access", PERSONALIZE_FULL_ACCESS),
    ("data_import", DATA_IMPORT),
    ("training", TRAINING),
    ("recommendations", RECOMMENDATIONS),
    ("events", EVENTS),
];

#[allow(clippy::print_stdout, clippy::print_stderr, reason = "printing is what this program is for")]
fn main() -> std::process::ExitCode {
    let name = std::env::args().nth(1).unwrap_or_else(|| "full_access".into());
    if let Some((_, policy)) = ALL.iter().find(|(known, _)| *known == name) {
        println!("{policy:#}");
        return std::process::ExitCode::SUCCESS;
    }
    eprintln!("error: no policy `{name}`; there are {}", ALL.map(|(known, _)| format!("`{known}`")).join(", "));
    std::process::ExitCode::from(2)
}
