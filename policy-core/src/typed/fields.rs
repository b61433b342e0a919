//! Accounts, regions, partitions, actions and service principals.

use super::invalid::text_type;
use crate::catalog::Catalog;

text_type! {
    /// The ID of an AWS account.
    ///
    /// ```
    /// use policy_core::typed::AccountId;
    ///
    /// assert!(AccountId::new("123456789012").is_ok());
    /// assert!(AccountId::new("1234-5678-9012").is_err());
    /// ```
    AccountId, "an account ID", |value| {
        let is_right = value.len() == 12 && value.bytes().all(|byte| byte.is_ascii_digit());
        if is_right { Ok(()) } else { Err("an account ID has twelve digits".to_owned()) }
    }
}

text_type! {
    /// A region, such as `eu-central-1`: one that the catalog lists, or one of the same form that is newer.
    ///
    /// ```
    /// use policy_core::typed::Region;
    ///
    /// assert!(Region::new("eu-central-1").is_ok());
    /// assert!(Region::new("europe").is_err());
    /// ```
    Region, "a region", |value| {
        let catalog = Catalog::builtin();
        let is_plain = value.len() <= 32 && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let is_known = || {
            catalog.region(value).is_some()
                || catalog.partitions().any(|partition| partition.matches_region_pattern(value))
        };
        if is_plain && is_known() { Ok(()) } else { Err("no partition has regions of such a name".to_owned()) }
    }
}

text_type! {
    /// A partition of AWS: `aws`, `aws-cn`, `aws-us-gov` and the closed ones.
    ///
    /// ```
    /// use policy_core::typed::Partition;
    ///
    /// assert!(Partition::new("aws-cn").is_ok());
    /// assert!(Partition::new("azure").is_err());
    /// ```
    Partition, "a partition", |value| match Catalog::builtin().partition(value) {
        Some(_) => Ok(()),
        None => Err("there is none of that name".to_owned()),
    }
}

text_type! {
    /// One action of a service, such as `personalize:GetRecommendations`.
    ///
    /// ```
    /// use policy_core::typed::Action;
    ///
    /// assert!(Action::new("personalize:GetRecommendations").is_ok());
    /// assert!(Action::new("personalize:*").is_err());
    /// assert!(Action::new("personalize:GetRecomendations").is_err());
    /// ```
    Action, "an action", |value| {
        let catalog = Catalog::builtin();
        if catalog.action(value).is_some() {
            return Ok(());
        }
        let (prefix, name) = value.split_once(':').ok_or("an action has the form `service:Name`")?;
        let Some(service) = catalog.service(prefix) else { return Err("there is no such service".to_owned()) };
        Err(match service.suggest_action(name) {
            Some(known) => format!("the service has none of that name; did you mean `{prefix}:{known}`?"),
            None => "the service has none of that name".to_owned(),
        })
    }
}

text_type! {
    /// The principal that an AWS service is, such as `personalize.amazonaws.com`.
    ///
    /// ```
    /// use policy_core::typed::ServicePrincipal;
    ///
    /// assert!(ServicePrincipal::new("personalize.amazonaws.com").is_ok());
    /// assert!(ServicePrincipal::new("personalise.amazonaws.com").is_err());
    /// ```
    ServicePrincipal, "a service principal", |value| {
        let catalog = Catalog::builtin();
        let is_plain = value.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_'));
        if is_plain && catalog.service_principal(value).is_some() {
            return Ok(());
        }
        Err(match catalog.suggest_service_principal(value) {
            Some(known) => format!("no service is known by it; did you mean `{known}`?"),
            None => "no service is known by it".to_owned(),
        })
    }
}
