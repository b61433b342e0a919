//! ARNs by their parts.

use super::arns::{TYPES, iam, personalize, s3};
use super::{AccountId, Arn, Partition, Region, ResourceName, ResourcePath};
use crate::catalog::Catalog;

#[test]
fn what_new_builds_parse_reads() {
    let (partition, region) = (Partition::new("aws").unwrap(), Region::new("eu-west-1").unwrap());
    let account = AccountId::new("123456789012").unwrap();
    let (name, path) = (ResourceName::new("films").unwrap(), ResourcePath::new("a/b/films").unwrap());
    let campaign = Arn::<personalize::Campaign>::new(&partition, &region, &account, &name);
    assert_eq!(campaign.as_str(), "arn:aws:personalize:eu-west-1:123456789012:campaign/films");
    assert_eq!(Arn::parse(campaign.as_str()), Ok(campaign));
    let role = Arn::<iam::Role>::new(&partition, &account, &path);
    assert_eq!((role.as_str(), role.name()), ("arn:aws:iam::123456789012:role/a/b/films", "films"));
    let object = Arn::<s3::Object>::new(&partition, &name, &path);
    assert_eq!(object.as_str(), "arn:aws:s3:::films/a/b/films");
    assert!(object.clone().of_type::<s3::Bucket>().is_err());
    assert_eq!(object.clone().of_any_type().of_type(), Ok(object));
}

#[test]
fn every_type_is_in_the_catalog() {
    for (service, name, _) in TYPES {
        let service = Catalog::builtin().service(service).unwrap();
        assert!(service.resource_type(name).is_some(), "{name}");
    }
}
