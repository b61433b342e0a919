//! Imports of small files in the format of the reference, made for these tests.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use tempfile::TempDir;

use super::*;
use crate::catalog::{check, pack};
use policy_core::catalog::Catalog;

/// A folder of facts and one of reference files.
struct Case {
    folder: TempDir,
}

impl Case {
    /// Facts about `bakery`, which has an oven, and about `florist`, which has one action; both are in
    /// the reference as they are in the facts.
    fn new() -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir_all(case.facts().join("services")).unwrap();
        fs::create_dir_all(case.reference()).unwrap();
        let fact = |name: &str, value: Value| case.write(&case.facts().join(name), &value);
        fact("catalog.json", json!({"date": "2026-10-27", "dependent_actions_date": "2026-07-08"}));
        fact(
            "services/bakery.json",
            json!({
                "prefix": "bakery",
                "name": "Example Bakery",
                "actions": [
                    {
                        "name": "BakeBread",
                        "access_level": "Write",
                        "resource_types": [
                            {"name": "oven", "required": true, "condition_keys": ["bakery:Heat"]},
                        ],
                        "condition_keys": ["aws:TagKeys"],
                        "dependent_actions": ["iam:PassRole", "bakery:ListOvens"],
                        "permission_only": true,
                    },
                    {
                        "name": "ListOvens",
                        "access_level": "List",
                        "resource_types": [],
                        "condition_keys": [],
                        "dependent_actions": [],
                    },
                ],
                "resource_types": [{
                    "name": "oven",
                    "arns": ["arn:${Partition}:bakery:${Region}:${Account}:oven/${OvenId}"],
                    "condition_keys": [],
                }],
                "condition_keys": [
                    {"key": "aws:TagKeys", "type": "ArrayOfString"},
                    {"key": "bakery:Heat", "type": "Numeric"},
                ],
            }),
        );
        fact(
            "services/florist.json",
            json!({
                "prefix": "florist",
                "name": "Example Florist",
                "actions": [{
                    "name": "BindBouquet",
                    "access_level": "Write",
                    "resource_types": [],
                    "condition_keys": [],
                }],
                "resource_types": [],
                "condition_keys": [],
            }),
        );
        let pass_role =
            json!({"service": "iam", "action": "PassRole", "last_seen": "2020-01-01", "service_removed": true});
        fact("removed_actions.json", json!([pass_role]));
        fact(
            "pass_role.json",
            json!([{
                "service": "florist",
                "principals": [],
                "operations": [{
                    "operation": "BindBouquet", "sdk_clients": [], "actions": ["florist:BindBouquet"],
                    "role_params": [], "evidence": ["hand"],
                }],
            }]),
        );
        for empty in ["global_condition_keys", "partitions", "operations_without_action", "rcp_supported_services"] {
            fact(&format!("{empty}.json"), json!([]));
        }
        fact("service_principals.json", json!({"principals": [], "patterns": [], "variants": {}}));
        case.index(&["bakery", "florist"]);
        case.service("bakery", bakery());
        case.service("florist", florist());
        case
    }

    fn facts(&self) -> PathBuf {
        self.folder.path().join("catalog")
    }

    fn reference(&self) -> PathBuf {
        self.folder.path().join("reference")
    }

    fn write(&self, path: &Path, value: &Value) {
        fs::write(self.folder.path().join(path), value.to_string()).unwrap();
    }

    fn index(&self, services: &[&str]) {
        let entry = |service: &&str| json!({"service": service, "url": format!("https://localhost/v1/{service}/{service}.json")});
        let entries: Vec<Value> = services.iter().map(entry).collect();
        self.write(&self.reference().join("service-list.json"), &json!(entries));
    }

    fn service(&self, name: &str, reference: impl std::borrow::Borrow<Value>) {
        self.write(&self.reference().join(format!("{name}.json")), reference.borrow());
    }

    fn import(&self) -> Result<Changes> {
        import(&self.reference(), &self.facts(), "2026-11-20")
    }

    fn read(&self) -> Facts {
        Facts::read(&self.facts()).unwrap()
    }

    /// Packs the facts and asks the packed form for every one of them.
    fn packs(&self) {
        let facts = self.read();
        let bytes = pack::pack(&facts).unwrap();
        check::compare(&Catalog::from_bytes(&bytes).unwrap(), &facts).unwrap();
    }
}

fn properties(property: &str) -> Value {
    let mut properties = json!({
        "IsList": false, "IsPermissionManagement": false, "IsTaggingOnly": false, "IsWrite": false,
    });
    properties[property] = json!(true);
    json!({"Properties": properties})
}

fn bakery() -> Value {
    json!({
        "Name": "bakery",
        "Actions": [
            {
                "Name": "ListOvens",
                "ActionConditionKeys": [],
                "Annotations": properties("IsList"),
                "Resources": [],
                "SupportedBy": {"IAM Access Analyzer Policy Generation": false},
            },
            {
                "Name": "BakeBread",
                "ActionConditionKeys": ["bakery:Heat", "aws:TagKeys"],
                "Annotations": properties("IsWrite"),
                "Resources": [{"Name": "oven"}],
            },
        ],
        "ConditionKeys": [
            {"Name": "aws:TagKeys", "Types": ["ArrayOfString"]},
            {"Name": "bakery:Heat", "Types": ["Numeric"]},
        ],
        "Operations": [{
            "Name": "BakeBread",
            "SDK": [{"Name": "bakery", "Method": "bake_bread", "Package": "Boto3"}],
            "AuthorizedActions": [{"Name": "BakeBread", "Service": "bakery"}],
        }],
        "Resources": [{
            "Name": "oven",
            "ARNFormats": ["arn:${Partition}:bakery:${Region}:${Account}:oven/${OvenId}"],
        }],
        "Version": "v1.4",
    })
}

fn florist() -> Value {
    json!({
        "Name": "florist",
        "Actions": [{"Name": "BindBouquet", "Annotations": properties("IsWrite")}],
        "Version": "v1.4",
    })
}

#[test]
fn the_same_reference_changes_nothing_but_the_date() {
    let case = Case::new();
    let before = case.read();
    assert_eq!(case.import().unwrap(), Changes::default());
    let mut after = case.read();
    assert_eq!(after.info.date, "2026-11-20");
    after.info = before.info.clone();
    assert_eq!(after, before);
    case.packs();
}

#[test]
fn new_actions_keys_and_services_are_added() {
    let case = Case::new();
    let mut reference = bakery();
    let action = json!({
        "Name": "bakeCake",
        "ActionConditionKeys": ["bakery:Sugar/${Kind}"],
        "Annotations": properties("IsPermissionManagement"),
        "Resources": [{"Name": "oven"}, {"Name": "cellar"}],
    });
    reference["Actions"].as_array_mut().unwrap().push(action);
    let key = json!({"Name": "bakery:Sugar/${Kind}", "Types": ["Boolean"]});
    reference["ConditionKeys"].as_array_mut().unwrap().push(key);
    case.service("bakery", reference);
    case.index(&["aquarium", "bakery", "empty", "florist"]);
    case.service(
        "aquarium",
        json!({
            "Name": "aquarium",
            "Actions": [{"Name": "FeedFish", "Annotations": {"Properties": {}}}],
        }),
    );
    case.service("empty", json!({"Name": "empty"}));
    let changes = case.import().unwrap();
    assert_eq!(
        changes,
        Changes {
            added: vec![
                "aquarium (1 actions)".to_owned(),
                "bakery:bakeCake (Permissions management)".to_owned(),
                "bakery condition key bakery:Sugar/${Kind} (Bool)".to_owned(),
            ],
            skipped: vec!["bakery:bakeCake: no resource type `cellar`".to_owned(), "empty: no actions".to_owned(),],
            ..Changes::default()
        }
    );
    let facts = case.read();
    let [aquarium, bakery, _] = &facts.services[..] else { panic!("{:?}", facts.services) };
    assert_eq!(aquarium.actions[0].access_level, "Read");
    let names: Vec<&str> = bakery.actions.iter().map(|action| action.name.as_str()).collect();
    assert_eq!(names, ["BakeBread", "bakeCake", "ListOvens"]);
    // Dependent actions of a new action are not known, which is not the same as none.
    assert_eq!(bakery.actions[1].dependent_actions, None);
    case.packs();
}

#[test]
fn what_only_the_facts_know_is_kept() {
    let case = Case::new();
    let mut reference = bakery();
    reference["Actions"][1]["ActionConditionKeys"] = json!(["bakery:Heat"]);
    reference["Actions"][1]["Annotations"] = properties("IsTaggingOnly");
    case.service("bakery", reference);
    let changes = case.import().unwrap();
    assert_eq!(changes.changed, ["bakery:BakeBread (Write → Tagging, condition keys)"]);
    let facts = case.read();
    let bakery = &facts.services[0];
    assert_eq!(bakery.name, "Example Bakery");
    let bake = &bakery.actions[0];
    assert!(bake.permission_only && bake.resource_types[0].required);
    assert_eq!(bake.resource_types[0].condition_keys, ["bakery:Heat"]);
    assert!(bake.condition_keys.is_empty());
    assert_eq!(bake.dependent_actions.as_ref().unwrap().len(), 2);
    case.packs();
}

#[test]
fn what_is_gone_is_remembered_with_the_day_it_was_last_seen() {
    let case = Case::new();
    let mut reference = bakery();
    reference["Actions"].as_array_mut().unwrap().remove(0);
    case.service("bakery", reference);
    case.index(&["bakery"]);
    let changes = case.import().unwrap();
    assert_eq!(changes.removed, ["bakery:ListOvens (List)", "florist (1 actions)"]);
    assert!(!facts::service_path(&case.facts(), "florist").exists());
    let removed = |facts: &Facts| -> Vec<(String, String, bool)> {
        let one = |one: &Removed| (one.action.clone(), one.last_seen.clone(), one.service_removed);
        facts.removed.iter().map(one).collect()
    };
    let date = || "2026-10-27".to_owned();
    assert_eq!(
        removed(&case.read())[..2],
        [("ListOvens".to_owned(), date(), false), ("BindBouquet".to_owned(), date(), true),]
    );
    // `BakeBread` still names `ListOvens` as a dependent action, `florist` still has role passing.
    case.packs();

    // And back again.
    case.service("bakery", bakery());
    case.index(&["bakery", "florist"]);
    let changes = case.import().unwrap();
    assert_eq!(changes.added, ["bakery:ListOvens (List)", "florist (1 actions)"]);
    assert_eq!(case.read().removed.len(), 1);
    case.packs();
}

#[test]
fn nothing_is_written_when_the_reference_cannot_be_right() {
    let case = Case::new();
    let before = case.read();
    let fails = |wanted: &str| {
        let error = format!("{:#}", case.import().unwrap_err());
        assert!(error.contains(wanted), "{error}");
        assert_eq!(case.read(), before);
    };
    case.index(&[]);
    fails("is it complete?");
    case.index(&["bakery", "../florist"]);
    fails("florist");
    case.index(&["bakery", "florist"]);
    case.service("florist", json!({"Name": "bakery"}));
    fails("holds the service `bakery`");
    case.service("florist", json!({"Name": "florist", "Actions": [{"Name": "New"}]}));
    fails("the access level of `florist:New`");
    let mut reference = bakery();
    reference["ConditionKeys"][0]["Types"] = json!(["Colour"]);
    case.service("florist", florist());
    case.service("bakery", reference);
    fails("the unknown type `Colour`");
    let mut reference = bakery();
    reference["Resources"][0]["ARNFormats"] = json!(["oven"]);
    case.service("bakery", reference);
    fails("is not an ARN template");
    let old = import(&case.reference(), &case.facts(), "2026-01-01").unwrap_err().to_string();
    assert!(old.contains("is older"), "{old}");
    assert!(import(&case.reference(), &case.facts(), "27.10.2026").is_err());
}

/// The committed facts, written in the format of the reference and read back, stay as they are.
#[test]
fn the_committed_facts_survive_the_format() {
    let mut facts = Facts::read(&crate::catalog::facts_folder()).unwrap();
    let before = facts.clone();
    let references = facts.services.iter().map(|service| {
        let level = |action: &facts::Action| match action.access_level.as_str() {
            "List" => properties("IsList"),
            "Write" => properties("IsWrite"),
            "Tagging" => properties("IsTaggingOnly"),
            "Permissions management" => properties("IsPermissionManagement"),
            _ => json!({"Properties": {}}),
        };
        let actions = service.actions.iter().rev().map(|action| {
            let of_links = action.resource_types.iter().flat_map(|link| &link.condition_keys);
            let keys: Vec<_> = of_links.chain(&action.condition_keys).collect();
            let links = action.resource_types.iter().rev();
            let links: Vec<_> = links.map(|link| json!({"Name": link.name})).collect();
            json!({
                "Name": action.name,
                "ActionConditionKeys": keys,
                "Annotations": level(action),
                "Resources": links,
            })
        });
        let keys = service.condition_keys.iter();
        let resources = service.resource_types.iter();
        let reference = json!({
            "Name": service.prefix,
            "Actions": actions.collect::<Vec<_>>(),
            "ConditionKeys": keys
                .map(|key| json!({"Name": key.key, "Types": [key.value_type]}))
                .collect::<Vec<_>>(),
            "Resources": resources
                .map(|one| json!({
                    "Name": one.name, "ARNFormats": one.arns, "ConditionKeys": one.condition_keys,
                }))
                .collect::<Vec<_>>(),
        });
        (service.prefix.clone(), serde_json::from_value(reference).unwrap())
    });
    let references = references.collect();
    let changes = update(&mut facts, &references, &before.info.date).unwrap();
    assert_eq!(changes, Changes::default());
    assert_eq!(facts, before);
}

#[test]
fn dates_follow_the_calendar() {
    assert_eq!(date_of(0), "1970-01-01");
    assert_eq!(date_of(59), "1970-03-01");
    assert_eq!(date_of(11_016), "2000-02-29");
    assert_eq!(date_of(20_753), "2026-10-27");
    assert_eq!(date_of(20_818), "2026-12-31");
    assert!(is_date("2026-10-27") && !is_date("2026-13-01") && !is_date("26-10-27"));
}
