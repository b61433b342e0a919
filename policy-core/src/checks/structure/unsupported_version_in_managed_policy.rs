use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports `"Version": "2008-10-17"` in a managed policy. A permissions boundary always is one; an identity policy is
    /// taken for one unless the options say that it is inline.
    ///
    /// ## Why
    /// `CreatePolicy` refuses the document: "Policy document must be version 2012-10-17 or greater". Inline policies, trust
    /// policies and resource policies may still be of 2008.
    ///
    /// ## Example
    /// ```json boundary
    /// {
    ///     "Version": "2008-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalize:*", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json boundary
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalize:*", "Resource": "*" }]
    /// }
    /// ```
    UNSUPPORTED_VERSION_IN_MANAGED_POLICY: Error, Own, IDENTITY, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let Some(version) = cx.document.version.as_ref().filter(|version| version.as_str() == "2008-10-17") else { return };
    if cx.may_be_managed() {
        out.report(version.span(), "a managed policy cannot be of version `2008-10-17`").help(
            "write `\"Version\": \"2012-10-17\"`; `${…}` in resources and condition values then stands for a variable",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;
    use crate::{Options, Placement, PolicyType};

    #[test]
    fn only_managed_policies() {
        let old = r#"{"Version": "2008-10-17"}"#;
        let placed = |placement| Tester::new(&super::CHECK, Options::new(PolicyType::Identity).placement(placement));
        placed(Placement::Managed).fires(old, &[r#""2008-10-17""#]);
        placed(Placement::Managed).quiet(r#"{"Version": "2012-10-17"}"#);
        placed(Placement::Role).quiet(old);
        Tester::identity(&super::CHECK).fires(old, &[r#""2008-10-17""#]);
        Tester::of(&super::CHECK, PolicyType::Session).quiet(old);
        Tester::of(&super::CHECK, PolicyType::Boundary).fires(old, &[r#""2008-10-17""#]);
    }
}
