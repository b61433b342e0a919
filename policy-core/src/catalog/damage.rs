//! Damaged data must make look-ups fail, never panic and never hang.

use super::format::{DATE_LEN, MAGIC, SECTIONS};
use super::*;
use crate::lean::Lean as _;

static PACKED: &[u8] = include_bytes!("../../data/catalog.bin");
const HEADER: usize = MAGIC.len() + DATE_LEN + 4 * SECTIONS;

/// A number from a fixed sequence.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// The bounds of every section in the packed catalog.
fn sections() -> Vec<core::ops::Range<usize>> {
    let mut start = HEADER;
    (0..SECTIONS)
        .map(|index| {
            let at = MAGIC.len() + DATE_LEN + 4 * index;
            let len = u32::from_le_bytes(PACKED[at..at + 4].try_into().unwrap());
            let range = start..start + usize::try_from(len).unwrap();
            start = range.end;
            range
        })
        .list()
}

/// Asks for everything there is, of every `step`th record.
fn ask(catalog: &Catalog<'_>, step: usize) -> usize {
    let mut sum = 0;
    let mut see = |text: &str| sum += text.len();
    for service in catalog.services().step_by(step) {
        ask_service(service, step, &mut see);
    }
    for text in ["personalize:CreateSolution", "iam:PassRole", "ec2:RunInstances", "s3:Nothing"] {
        see(&format!("{:?}", catalog.action(text)));
        see(&format!("{:?}", catalog.removed_action(text)));
        see(&format!("{:?}", catalog.operation(text).map(|one| one.actions().take(9).count())));
        see(&format!("{:?}", catalog.service(text)));
    }
    for key in catalog.global_keys() {
        see(&key.name());
        see(&format!("{:?} {:?}", key.replacement(), key.category()));
    }
    for principal in catalog.service_principals().step_by(step) {
        see(&format!("{:?} {:?} {:?}", principal, principal.service(), principal.partition()));
    }
    for partition in catalog.partitions() {
        see(&partition.name());
        partition.regions().take(99).for_each(|region| see(&region));
        see(if partition.matches_region_pattern("us-east-1") { "yes" } else { "no" });
    }
    see(&format!("{:?}", catalog.service_principal("logs.eu-west-1.amazonaws.com")));
    see(&format!("{:?}", catalog.global_key("aws:ResourceTag/team")));
    see(&format!("{:?}", catalog.suggest_service("personalise")));
    see(&format!("{:?}", catalog.removed_service("deeplens")));
    see(&format!("{:?}", catalog.arn_service("s3").take(9).count()));
    see(&format!("{:?}", catalog.region("us-east-1")));
    see(&format!("{:?}", catalog.named_keys("github.com/enterprises/me:actor")));
    sum
}

fn ask_service(service: Service<'_>, step: usize, see: &mut impl FnMut(&str)) {
    see(&service.prefix());
    see(&service.name());
    for action in service.actions().step_by(step * 7).take(20) {
        see(&action.full_name());
        see(action.access_level().as_str());
        for link in action.resource_types().take(50) {
            see(&link.resource_type().name());
            link.condition_keys().take(50).for_each(|key| see(&key.name()));
        }
        action.condition_keys().take(50).for_each(|key| see(&key.name()));
        for dependent in action.dependent_actions().into_iter().flatten().take(20) {
            see(&dependent.name());
        }
        for pass in action.passes_role().take(20) {
            see(&pass.operation());
            pass.parameters().take(20).for_each(|one| see(&one.path()));
            pass.principals().take(20).for_each(|one| see(&one.name()));
        }
        see(if action.supports_condition_key("aws:RequestTag/team") { "yes" } else { "no" });
    }
    for resource in service.resource_types().step_by(step).take(20) {
        see(&format!("{resource:?}"));
        for arn in resource.arns().take(4) {
            see(&arn.to_string());
            see(if arn.matches_resource("a*/b") { "yes" } else { "no" });
            see(&format!("{:?}", arn.resource_type()));
        }
    }
    service.condition_keys().take(20).for_each(|key| see(&format!("{:?}", key.value_type())));
    see(if service.condition_key("aws:TagKeys").is_some() { "yes" } else { "no" });
    see(if service.any_action_matching("Describe*") { "yes" } else { "no" });
    see(&format!("{:?}", service.role_passing().next()));
}

#[test]
fn damaged_sections_do_no_harm() {
    let mut random = Random(1);
    for range in sections() {
        for changes in [1, 20, 2_000] {
            let mut bytes = PACKED.to_vec();
            for _ in 0..changes {
                let place = range.start + random.below(range.len());
                bytes[place] ^= u8::try_from(1 + random.below(255)).unwrap();
            }
            ask(&Catalog::from_bytes(&bytes).unwrap(), 7);
        }
        for fill in [0, 0x7f, 0xff] {
            let mut bytes = PACKED.to_vec();
            bytes[range.clone()].fill(fill);
            ask(&Catalog::from_bytes(&bytes).unwrap(), 7);
        }
    }
}

#[test]
fn missing_sections_do_no_harm() {
    for (index, range) in sections().into_iter().enumerate() {
        for kept in [0, 1, 5, range.len() / 2, range.len() - 1] {
            let mut bytes = PACKED.to_vec();
            bytes.drain(range.start + kept..range.end);
            let at = MAGIC.len() + DATE_LEN + 4 * index;
            bytes[at..at + 4].copy_from_slice(&u32::try_from(kept).unwrap().to_le_bytes());
            ask(&Catalog::from_bytes(&bytes).unwrap(), 7);
        }
    }
}

#[test]
fn what_is_no_catalog_is_refused() {
    let error = |bytes: &[u8]| Catalog::from_bytes(bytes).err();
    assert_eq!(error(&[]), Some(CatalogError::NotACatalog));
    assert_eq!(error(b"{\"Version\": \"2012-10-17\"}"), Some(CatalogError::NotACatalog));
    let mut random = Random(2);
    for _ in 0..200 {
        assert!(error(&PACKED[..random.below(PACKED.len())]).is_some());
    }
    for len in 0..HEADER + 2 {
        assert!(error(&PACKED[..len]).is_some(), "{len}");
    }
    let mut longer = PACKED.to_vec();
    longer.push(0);
    assert_eq!(error(&longer), Some(CatalogError::WrongLength));
    let mut newer = PACKED.to_vec();
    newer[MAGIC.len() - 1] += 1;
    assert_eq!(error(&newer), Some(CatalogError::NotACatalog));
    let sum = ask(&Catalog::from_bytes(PACKED).unwrap(), 7);
    assert!(sum > 10_000, "{sum}");
}
