//! A damaged catalog answers "not there": no panic, no hang. The first byte says how the rest is taken: as changes to the
//! catalog that comes with the crate, or as the sections of one, their lengths first.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policy_core::catalog::format::{MAGIC, SECTIONS};
use policy_core::catalog::{Catalog, Service};

static PACKED: &[u8] = include_bytes!("../../policy-core/data/catalog.bin");

fuzz_target!(|data: &[u8]| {
    let _ = Catalog::from_bytes(data);
    let Some((&first, rest)) = data.split_first() else { return };
    let bytes = if first & 1 == 0 { changed(rest) } else { made(rest) };
    if let Ok(catalog) = Catalog::from_bytes(&bytes) {
        ask(&catalog, usize::from(first / 2));
    }
});

/// The real catalog with four bytes of `data` a change: where and what.
fn changed(data: &[u8]) -> Vec<u8> {
    let mut bytes = PACKED.to_vec();
    for &[a, b, c, value] in data.as_chunks::<4>().0 {
        let at = u32::from_le_bytes([a, b, c, 0]) as usize % bytes.len();
        bytes[at] ^= value;
    }
    bytes
}

/// A catalog whose sections are cut out of `data`.
fn made(data: &[u8]) -> Vec<u8> {
    let lengths = data.get(..SECTIONS).unwrap_or_default();
    let mut rest = data.get(SECTIONS..).unwrap_or_default();
    let (mut table, mut sections) = (Vec::new(), Vec::new());
    for at in 0..SECTIONS {
        let length = lengths.get(at).map_or(0, |&length| usize::from(length)).min(rest.len());
        let (section, after) = rest.split_at(length);
        table.extend((length as u32).to_le_bytes());
        sections.extend(section);
        rest = after;
    }
    [&MAGIC[..], b"2026-01-01", &table, &sections].concat()
}

fn see(what: impl core::fmt::Debug) {
    core::hint::black_box(format!("{what:?}").len());
}

/// Asks for something of everything, from service `start` on.
fn ask(catalog: &Catalog<'_>, start: usize) {
    see(catalog.date());
    for service in catalog.services().skip(start).step_by(29).take(8) {
        ask_service(service);
    }
    for name in ["personalize:CreateSolution", "iam:PassRole", "s3:Nothing"] {
        see(catalog.action(name));
        see(catalog.removed_action(name));
        see(catalog.operation(name).map(|one| one.actions().take(9).count()));
        see(catalog.service(name.split(':').next().unwrap_or_default()).map(|one| one.suggest_action("GetObjet")));
    }
    see(catalog.action_by_id(start as u16));
    for key in catalog.global_keys().take(40) {
        see((key.name(), key.value_type(), key.category(), key.replacement()));
    }
    for principal in catalog.service_principals().step_by(31).take(20) {
        see((principal.name(), principal.service(), principal.partition()));
    }
    for partition in catalog.partitions().take(9) {
        see((partition.name(), partition.dns_suffix(), partition.regions().take(50).count()));
        see(partition.matches_region_pattern("us-*-1"));
    }
    see(catalog.service_principal("logs.eu-west-1.amazonaws.com"));
    see(catalog.global_key("aws:ResourceTag/team"));
    see(catalog.suggest_service("personalise"));
    see(catalog.suggest_global_key("aws:SorceIp"));
    see(catalog.suggest_service_principal("lamda.amazonaws.com"));
    see(catalog.removed_service("deeplens"));
    see(catalog.arn_service("s3").take(9).count());
    see(catalog.region("us-east-1"));
    see(catalog.named_keys("github.com:actor").is_empty());
}

fn ask_service(service: Service<'_>) {
    see((service.prefix(), service.name(), service.supports_rcp()));
    for action in service.actions().step_by(7).take(9) {
        see((action.full_name(), action.access_level(), action.permission_only(), action.id()));
        for link in action.resource_types().take(9) {
            see((link.resource_type().name(), link.required(), link.condition_keys().take(9).count()));
        }
        action.condition_keys().take(9).for_each(|key| see((key.name(), key.value_type())));
        see(action.dependent_actions().into_iter().flatten().take(9).count());
        for pass in action.passes_role().take(9) {
            see((pass.operation(), pass.service(), pass.principals().take(9).count()));
            pass.parameters().take(9).for_each(|one| see(one.path()));
        }
        see(action.supports_condition_key("aws:RequestTag/team"));
    }
    for resource in service.resource_types().take(9) {
        for arn in resource.arns().take(4) {
            see((arn.to_string(), arn.matches_resource("a*/b"), arn.resource_type().is_some()));
        }
    }
    see(service.actions_matching("*Get*").take(9).count());
    see((service.condition_key("aws:TagKeys"), service.any_action_matching("Describe*")));
    see((service.suggest_action("Creat"), service.suggest_condition_key("s3:prefx")));
    see(service.principals().take(9).count());
}
