use super::text;
use crate::Edit;
use crate::catalog::{Catalog, Partition, nearest};
use crate::checks::condition::keys::is_one_of;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement, Value};
use crate::lean::Lean as _;
check! {
    /// ## What it does
    /// Reports values of `aws:RequestedRegion` and other keys that hold regions which are no region.
    ///
    /// ## Why
    /// No request goes to a region that does not exist: a misspelt region allows nothing, or denies everything.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:RequestedRegion": "us-esat-1" } }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east-1" } }
    ///   }]
    /// }
    /// ```
    INVALID_REGION: Error, Aws, ALL;
    Test(check)
}

const KEYS: [&str; 5] =
    ["account:TargetRegion", "aws:RequestedRegion", "ec2:Region", "kms:PrimaryRegion", "kms:ReplicaRegion"];

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !is_one_of(test.condition, &KEYS) {
        return;
    }
    let wrong = |value: &&Value<'_>| cx.catalog.region(&value.text).is_none() && !may_be_new(cx.catalog, &value.text);
    for value in text::literals(test).filter(wrong) {
        let finding = out.report(value.span(), format!("there is no region `{}`", value.text));
        let regions = cx.catalog.partitions().flat(Partition::regions);
        if let Some(region) = nearest(&value.text, regions) {
            finding.help(format!("did you mean `{region}`?"));
            finding.unsafe_fix(format!("write `{region}`"), vec![Edit::replace(value.span(), format!("\"{region}\""))]);
        }
    }
}

/// Whether it may be a region that is newer than the catalog: the next number in a known place, or the first in a new
/// one.
fn may_be_new(catalog: &Catalog<'static>, region: &str) -> bool {
    const PLACES: [&str; 10] =
        ["central", "east", "north", "northeast", "northwest", "south", "southeast", "southwest", "west", "gov-east"];
    let Some((place, number)) = region.rsplit_once('-') else { return false };
    let Some(number) = number.parse::<u8>().ok().filter(|number| (1..=9).contains(number)) else { return false };
    if number > 1 {
        return catalog.region(&format!("{place}-{}", number - 1)).is_some();
    }
    let Some((area, direction)) = place.split_once('-') else { return false };
    let known = |name: &crate::catalog::Name| name.split_once('-').is_some_and(|(known, _)| known == area);
    PLACES.contains(&direction) && catalog.partitions().flat(Partition::regions).any(|name| known(&name))
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let document =
            allow(r#"{ "StringNotEqualsIfExists": { "aws:requestedregion": ["us-east-1", "us-east1", "Ireland"] } }"#);
        tester.fires(&document, &["\"us-east1\"", "\"Ireland\""]);
        assert_eq!(tester.findings(&document)[0].help.as_deref(), Some("did you mean `us-east-1`?"));
        tester.fires(&allow(r#"{ "StringEquals": { "ec2:Region": "us-east-7" } }"#), &["\"us-east-7\""]);
        tester.fires(&allow(r#"{ "StringEquals": { "ec2:Region": "us-east-*" } }"#), &["\"us-east-*\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "StringLike": { "aws:RequestedRegion": ["eu-*", "cn-north-1"] }, "Null": { "ec2:Region": "true" } }"#,
        ));
        tester.quiet(&allow(
            r#"{ "StringEquals": { "aws:RequestedRegion": ["${aws:PrincipalTag/region}", "us-east-3"] } }"#,
        ));
    }
}
