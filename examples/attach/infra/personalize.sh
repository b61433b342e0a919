#!/bin/sh
# Creates policies and roles with the AWS CLI, and attaches them. Stops at what is there already.
set -eu

policy_1=$(aws iam create-policy \
  --policy-name='PersonalizeFullAccess' \
  --path='/' \
  --description='Everything in Amazon Personalize, and passing roles to it' \
  --tags='[{"Key":"team","Value":"recommendations"}]' \
  --policy-document='{
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
}' \
  --query=Policy.Arn --output=text)

aws iam create-role \
  --role-name='PersonalizeData' \
  --path='/' \
  --description='Amazon Personalize reads its data with this role' \
  --tags='[{"Key":"team","Value":"recommendations"}]' \
  --assume-role-policy-document='{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {
                "Service": "personalize.amazonaws.com"
            },
            "Action": "sts:AssumeRole",
            "Condition": {
                "StringEquals": {
                    "aws:SourceAccount": "123456789012"
                },
                "ArnLike": {
                    "aws:SourceArn": "arn:aws:personalize:eu-west-1:123456789012:*"
                }
            }
        }
    ]
}' >/dev/null

aws iam put-role-policy \
  --role-name='PersonalizeData' \
  --policy-name='ReadAndWriteData' \
  --policy-document='{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "arn:aws:s3:::personalize-films"
        },
        {
            "Effect": "Allow",
            "Action": [
                "s3:GetObject",
                "s3:PutObject"
            ],
            "Resource": "arn:aws:s3:::personalize-films/*"
        }
    ]
}'

aws iam wait role-exists \
  --role-name='PersonalizeData'

aws s3api put-bucket-policy \
  --bucket='personalize-films' \
  --policy='{"Version":"2012-10-17","Id":"PersonalizeS3BucketAccessPolicy","Statement":[{"Sid":"PersonalizeReadsAndWrites","Effect":"Allow","Principal":{"Service":"personalize.amazonaws.com"},"Action":["s3:GetObject","s3:ListBucket","s3:PutObject"],"Resource":["arn:aws:s3:::personalize-films","arn:aws:s3:::personalize-films/*"],"Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}]}'

if ! key=$(aws kms describe-key \
  --key-id='alias/personalize-films' \
  --query=KeyMetadata.KeyId --output=text 2>/dev/null); then

  key=$(aws kms create-key \
  --query=KeyMetadata.KeyId --output=text)

aws kms create-alias \
  --alias-name='alias/personalize-films' \
  --target-key-id="$key"
fi

aws kms put-key-policy \
  --key-id="$key" \
  --policy-name=default \
  --policy='{"Version":"2012-10-17","Statement":[{"Sid":"AccountDecides","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"},{"Sid":"RoleUsesTheKey","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/PersonalizeData"},"Action":["kms:Decrypt","kms:GenerateDataKey"],"Resource":"*"}]}'

aws iam attach-group-policy \
  --group-name='analysts' \
  --policy-arn="$policy_1"

aws iam attach-group-policy \
  --group-name='analysts' \
  --policy-arn='arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess'
