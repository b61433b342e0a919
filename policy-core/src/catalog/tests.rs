//! Look-ups in the committed catalog. That it holds every fact is proved by
//! `cargo xtask catalog check`; these tests are about how it is asked.

use super::*;

fn catalog() -> &'static Catalog<'static> {
    Catalog::builtin()
}

fn action(name: &str) -> Action<'static> {
    catalog().action(name).unwrap()
}

fn names<'a>(actions: impl Iterator<Item = Action<'a>>) -> Vec<String> {
    actions.map(|action| action.name().to_string()).collect()
}

#[test]
fn builtin_is_of_this_layout() {
    assert_eq!(catalog().date().len(), DATE_LEN);
    assert!(catalog().services().len() > 400);
}

#[test]
fn finds_actions_whatever_their_case() {
    let import = action("personalize:CreateDatasetImportJob");
    assert_eq!(import.name(), "CreateDatasetImportJob");
    assert_eq!(import.full_name(), "personalize:CreateDatasetImportJob");
    assert_eq!(import.service().name(), "Amazon Personalize");
    assert_eq!(import.access_level(), AccessLevel::Write);
    assert!(!import.permission_only());
    assert_eq!(action("PERSONALIZE:createdatasetimportjob"), import);
    assert_eq!(import.service().action("createDatasetImportJob"), Some(import));
    assert_eq!(catalog().action_by_id(import.id()), Some(import));
    for unknown in ["", ":", "personalize", "personalize:", "personalize:Create*", "s3:Nothing"] {
        assert_eq!(catalog().action(unknown), None, "{unknown}");
    }
}

#[test]
fn knows_what_an_action_is_tied_to() {
    let import = action("personalize:CreateDatasetImportJob");
    let resources: Vec<_> = import.resource_types().collect();
    let [dataset, job] = resources[..] else { panic!("{resources:?}") };
    assert_eq!(dataset.resource_type().name(), "dataset");
    assert!(dataset.required() && job.required());
    let keys: Vec<_> = import.condition_keys().map(|key| key.name().to_string()).collect();
    assert_eq!(keys, ["aws:RequestTag/${TagKey}", "aws:TagKeys"]);
    let dependents: Vec<_> = import.dependent_actions().unwrap().collect();
    assert_eq!(dependents, [action("iam:PassRole")]);
    assert_eq!(action("iam:PassRole").access_level(), AccessLevel::Write);
    assert_eq!(action("s3:ListAllMyBuckets").resource_types().count(), 0);
}

#[test]
fn an_action_supports_its_own_keys_and_those_of_its_resources() {
    let import = action("personalize:CreateDatasetImportJob");
    assert!(import.supports_condition_key("aws:TagKeys"));
    assert!(import.supports_condition_key("AWS:tagkeys"));
    assert!(import.supports_condition_key("aws:RequestTag/team"));
    // Listed for the resource type only.
    assert!(import.supports_condition_key("aws:ResourceTag/team"));
    assert!(!import.supports_condition_key("aws:RequestTag/"));
    assert!(!import.supports_condition_key("aws:SourceIp"));
    assert!(!import.supports_condition_key("s3:prefix"));
    assert!(action("s3:GetObject").supports_condition_key("s3:ExistingObjectTag/team"));
    assert!(action("iam:PassRole").supports_condition_key("iam:PassedToService"));
}

#[test]
fn patterns_find_what_they_stand_for() {
    let personalize = catalog().service("personalize").unwrap();
    let all = personalize.actions().count();
    assert_eq!(personalize.actions_matching("*").count(), all);
    assert_eq!(personalize.actions_matching("").count(), 0);
    let found = names(personalize.actions_matching("createDatasetI*"));
    assert_eq!(found, ["CreateDatasetImportJob"]);
    assert_eq!(names(personalize.actions_matching("CREATEDATASET")), ["CreateDataset"]);
    assert_eq!(names(personalize.actions_matching("*Datase?Group")).len(), 3);
    assert!(personalize.any_action_matching("Describe*"));
    assert!(!personalize.any_action_matching("Nothing*"));
    assert!(!personalize.any_action_matching("Nothing"));
    for service in catalog().services() {
        for pattern in ["Describe*", "*", "zz*", "List*s", "?et*", "a*"] {
            let slow = service.actions().filter(|action| crate::pattern::matches_ignore_case(pattern, &action.name()));
            assert_eq!(names(service.actions_matching(pattern)), names(slow), "{service:?} {pattern}");
        }
    }
}

#[test]
fn services_know_their_keys_and_resources() {
    let s3 = catalog().service("S3").unwrap();
    assert_eq!(s3.prefix(), "s3");
    assert!(s3.supports_rcp());
    let prefix = s3.condition_key("S3:Prefix").unwrap();
    assert_eq!((prefix.name(), prefix.value_type()), (prefix.name(), ValueType::String));
    assert_eq!(prefix.name(), "s3:prefix");
    let tag = s3.condition_key("aws:RequestTag/team").unwrap();
    assert_eq!(tag.name(), "aws:RequestTag/${TagKey}");
    assert!(tag.is_template());
    assert!(s3.condition_key("aws:TagKeys").unwrap().multivalued());
    assert!(s3.condition_key("ec2:Region").is_none());
    let bucket = s3.resource_type("bucket").unwrap();
    let arn = bucket.arns().next().unwrap();
    assert_eq!(arn.to_string(), "arn:${Partition}:s3:::${BucketName}");
    assert!(!arn.has_region() && !arn.has_account());
    assert_eq!(arn.resource_type(), Some(bucket));
}

#[test]
fn arn_templates_share_strings_with_patterns() {
    let personalize = catalog().service("personalize").unwrap();
    let dataset = personalize.resource_type("dataset").unwrap();
    let arn = dataset.arns().next().unwrap();
    assert_eq!(arn.resource(), "dataset/${ResourceId}");
    assert!(arn.has_region() && arn.has_account());
    for yes in ["dataset/*", "*", "data*", "dataset/mine/*", "dataset/", "?ataset/*", "*/news"] {
        assert!(arn.matches_resource(yes), "{yes}");
    }
    for no in ["dataset", "dataset-group/*", "datasets/*", "solution/*", ""] {
        assert!(!arn.matches_resource(no), "{no}");
    }
    let recipe = personalize.resource_type("recipe").unwrap().arns().next().unwrap();
    assert!(!recipe.has_account() && recipe.matches_account("") && !recipe.matches_account("1"));
}

#[test]
fn stars_of_arn_templates_are_holes() {
    let instance = catalog().service("dms").unwrap().resource_type("ReplicationInstance").unwrap();
    let arn = instance.arns().next().unwrap();
    assert_eq!(arn.resource(), "rep:*");
    for yes in ["rep:films", "rep:*", "rep:", "*", "r*s"] {
        assert!(arn.matches_resource(yes), "{yes}");
    }
    assert!(!arn.matches_resource("rep") && !arn.matches_resource("replay:films"));
}

#[test]
fn arn_services_may_differ_from_prefixes() {
    let types: Vec<_> = catalog().arn_service("execute-api").collect();
    assert!(!types.is_empty());
    let mut owners: Vec<_> = catalog().arn_service("iam").map(|resource| resource.service().prefix()).collect();
    owners.dedup();
    assert!(owners.iter().any(|prefix| *prefix == "iam"));
    assert!(owners.iter().any(|prefix| *prefix == "sts"));
    assert!(catalog().is_known_arn_service("route53-recovery-control"));
    assert!(catalog().is_known_arn_service("sts"));
    assert!(!catalog().is_known_arn_service("s33"));
}

#[test]
fn global_keys_take_tag_keys() {
    let key = catalog().global_key("AWS:resourcetag/team").unwrap();
    assert_eq!(key.name(), "aws:ResourceTag/${TagKey}");
    assert!(key.tag_template() && key.service_dependent());
    assert!(catalog().global_key("aws:ResourceTag/").is_none());
    assert!(catalog().global_key("aws:Nothing").is_none());
    let arn = catalog().global_key("aws:SourceArn").unwrap();
    assert_eq!(arn.value_type(), ValueType::Arn);
    assert!(!arn.deprecated() && !arn.multivalued());
    assert!(catalog().global_key("aws:PrincipalOrgPaths").unwrap().multivalued());
    let old = catalog().global_key("aws:SourceOwner").unwrap();
    assert!(old.deprecated());
    assert_eq!(old.replacement().unwrap(), "aws:SourceAccount");
    assert!(catalog().global_key("aws:EpochTime").unwrap().also_numeric());
    assert!(catalog().global_key("ec2:SourceInstanceArn").unwrap().cross_service());
}

#[test]
fn service_principals_have_regional_and_partition_forms() {
    let known = |name: &str| catalog().service_principal(name);
    let personalize = known("personalize.amazonaws.com").unwrap();
    assert_eq!(personalize.service().unwrap().prefix(), "personalize");
    assert!(personalize.documented() && !personalize.is_regional());
    assert!(personalize.partition().is_none());
    let regional = known("logs.eu-central-1.amazonaws.com").unwrap();
    assert!(regional.is_regional());
    assert_eq!(regional.name(), "logs.amazonaws.com");
    let china = known("personalize.amazonaws.com.cn").unwrap();
    assert_eq!(china.partition().unwrap().name(), "aws-cn");
    assert_eq!(known("ec2.amazonaws.com.cn").unwrap().partition().unwrap().name(), "aws-cn");
    let both = known("codedeploy.cn-north-1.amazonaws.com.cn").unwrap();
    assert!(both.is_regional() && both.partition().is_some());
    assert!(known("eu-west-1.elasticache-snapshot.amazonaws.com").unwrap().is_pattern());
    assert!(known("lambda.beta.amazonaws.com").unwrap().internal());
    for no in ["", ".", "personalise.amazonaws.com", "personalize", "amazonaws.com", "eu-west-1"] {
        assert!(known(no).is_none(), "{no}");
    }
    assert!(known("personalize.amazonaws.com.cn.amazonaws.com.cn").is_none());
}

#[test]
fn partitions_know_regions_and_their_form() {
    let aws = catalog().partition("aws").unwrap();
    assert_eq!(aws.dns_suffix(), "amazonaws.com");
    assert!(aws.has_region("us-east-1") && !aws.has_region("cn-north-1"));
    assert!(!aws.has_region("US-EAST-1"));
    assert_eq!(catalog().region("cn-north-1").unwrap().name(), "aws-cn");
    assert!(catalog().region("xx-east-1").is_none());
    for yes in ["us-east-9", "mx-central-1", "eu-south-12"] {
        assert!(aws.matches_region_pattern(yes), "{yes}");
    }
    for no in ["us-gov-west-1", "us-east", "us--1", "xx-east-1", "us-east-1a", "", "-", "us-east-"] {
        assert!(!aws.matches_region_pattern(no), "{no}");
    }
    let sovereign = catalog().partition("aws-eusc").unwrap();
    assert!(sovereign.matches_region_pattern("eusc-de-east-1"));
    for partition in catalog().partitions() {
        assert!(partition.regions().all(|region| partition.matches_region_pattern(&region)));
    }
}

#[test]
fn role_passing_says_how_it_is_known() {
    let passes: Vec<_> = action("personalize:CreateDatasetImportJob").passes_role().collect();
    let [import] = passes[..] else { panic!("{passes:?}") };
    assert_eq!(import.operation(), "CreateDatasetImportJob");
    let principals: Vec<_> = import.principals().map(ServicePrincipal::name).collect();
    assert_eq!(principals, ["personalize.amazonaws.com"]);
    assert!(import.documented() && !import.required() && import.is_dependent_action());
    assert_eq!(import.parameters().next().unwrap().path(), "roleArn");
    assert!(action("personalize:CreateDatasetExportJob").passes_role().all(RolePassing::required));
    let personalize = catalog().service("personalize").unwrap();
    assert_eq!(personalize.role_passing().count(), 8);
    assert_eq!(action("personalize:CreateSolution").passes_role().count(), 0);
    assert!(action("apigateway:POST").passes_role().count() > 1);
    let own: Vec<_> =
        action("s3:CreateJob").passes_role().flat_map(super::role_passing::RolePassing::principals).collect();
    assert_eq!(own, [catalog().service_principal("batchoperations.s3.amazonaws.com").unwrap()]);
}

#[test]
fn remembers_what_is_gone_and_what_is_no_action() {
    let gone = catalog().removed_action("ACCOUNT:getChallengeQuestions").unwrap();
    assert_eq!(gone.full_name(), "account:GetChallengeQuestions");
    assert_eq!(gone.last_seen(), "2025-03-01");
    assert!(!gone.service_removed());
    assert!(catalog().removed_action("s3:GetObject").is_none());
    assert!(catalog().removed_service("deeplens").is_some());
    assert!(catalog().removed_service("account").is_none());
    let converse = catalog().operation("bedrock:Converse").unwrap();
    assert_eq!(names(converse.actions()), ["InvokeModel"]);
    assert!(catalog().operation("bedrock:InvokeModel").is_none());
}

#[test]
fn suggests_what_was_meant() {
    let personalize = catalog().service("personalize").unwrap();
    let action = |name| personalize.suggest_action(name).map(|name| name.to_string());
    assert_eq!(action("CreateSolutoin").as_deref(), Some("CreateSolution"));
    assert_eq!(action("DescribeSolutions").as_deref(), Some("DescribeSolution"));
    assert_eq!(action("createDataSetGruop").as_deref(), Some("CreateDatasetGroup"));
    assert_eq!(action("FlyToTheMoon"), None);
    assert_eq!(action(""), None);
    assert_eq!(catalog().suggest_service("personalise").unwrap(), "personalize");
    assert_eq!(catalog().suggest_service("zzzzzzz"), None);
    let principal = |name| catalog().suggest_service_principal(name).map(|name| name.to_string());
    let wanted = Some("personalize.amazonaws.com".to_owned());
    assert_eq!(principal("personalise.amazonaws.com"), wanted);
    assert_eq!(principal("personalize.amazon.com"), wanted);
    assert_eq!(principal("personalize"), wanted);
    let key = |name| catalog().suggest_global_key(name).map(|name| name.to_string());
    assert_eq!(key("aws:SourceAcount").as_deref(), Some("aws:SourceAccount"));
    assert_eq!(key("aws:ResourceTags/team").as_deref(), Some("aws:ResourceTag/team"));
    assert_eq!(personalize.suggest_condition_key("aws:TagKey").unwrap(), "aws:TagKeys");
}
