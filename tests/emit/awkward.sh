#!/bin/sh
# Creates policies and roles with the AWS CLI, and attaches them. Stops at what is there already.
set -eu

policy_1=$(aws iam create-policy \
  --policy-name='-a+b=c,d.e@f' \
  --path='/a+b/c=d/' \
  --cli-input-json='{
  "Description": "file://it'\''s \"$HOME\" `x` ${y} %{z} \\ \t日本 # - : {{a}}"
}' \
  --tags='[{"Key":"a=b c","Value":"d:e/f@g"},{"Key":"no","Value":""}]' \
  --policy-document='{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "OwnFolder",
            "Effect": "Allow",
            "Action": "s3:ListBucket",
            "Resource": "arn:aws:s3:::home",
            "Condition": {
                "StringLike": {
                    "s3:prefix": [
                        "${aws:username}/*",
                        "$${$}%%{a}",
                        "it'\''s `x` \"y\" \\ $(z) "
                    ]
                },
                "Bool": {
                    "aws:SecureTransport": true
                },
                "NumericLessThan": {
                    "s3:max-keys": [
                        10
                    ]
                }
            }
        }
    ]
}' \
  --query=Policy.Arn --output=text)

policy_2=$(aws iam create-policy \
  --policy-name='aBCDEF' \
  --path='/' \
  --policy-document='{
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "personalize:ListCampaigns",
        "Resource": "*"
    }
}' \
  --query=Policy.Arn --output=text)

aws iam create-role \
  --role-name='9.role' \
  --path='/p/' \
  --description='Rôle' \
  --tags='[{"Key":"k","Value":"v"}]' \
  --max-session-duration=7200 \
  --permissions-boundary="$policy_1" \
  --assume-role-policy-document='{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {
                "AWS": "arn:aws:iam::123456789012:role/Deploy"
            },
            "Action": "sts:AssumeRole"
        }
    ]
}' >/dev/null

aws iam put-role-policy \
  --role-name='9.role' \
  --policy-name='a.b' \
  --policy-document='{
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "personalize:ListCampaigns",
        "Resource": "*"
    }
}'

aws iam attach-role-policy \
  --role-name='9.role' \
  --policy-arn="$policy_2"

aws iam attach-role-policy \
  --role-name='9.role' \
  --policy-arn='arn:aws:iam::aws:policy/ReadOnlyAccess'

aws iam wait role-exists \
  --role-name='9.role'

aws s3api put-bucket-policy \
  --bucket='data.films' \
  --policy='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:role/p/9.role"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::data.films/*"}]}'

if ! key=$(aws kms describe-key \
  --key-id='alias/a/b_c' \
  --query=KeyMetadata.KeyId --output=text 2>/dev/null); then

  key=$(aws kms create-key \
  --query=KeyMetadata.KeyId --output=text)

aws kms create-alias \
  --alias-name='alias/a/b_c' \
  --target-key-id="$key"
fi

aws kms put-key-policy \
  --key-id="$key" \
  --policy-name=default \
  --policy='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"kms:*","Resource":"*"}]}'

aws iam attach-user-policy \
  --user-name='ana@example.com' \
  --policy-arn="$policy_1"

aws iam attach-user-policy \
  --user-name='ana@example.com' \
  --policy-arn='arn:aws:iam::aws:policy/ReadOnlyAccess'

aws iam attach-group-policy \
  --group-name='a+b' \
  --policy-arn="$policy_2"
