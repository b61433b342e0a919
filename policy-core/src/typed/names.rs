//! Pieces of an ARN's resource part.

use super::invalid::{Wildcards, text, text_type};

text_type! {
    /// One piece of a resource's name, between separators: a bucket, a role, a campaign, one folder of a key.
    ///
    /// It holds no `/` and no `:`, so that the piece stays the one that the policy's author saw.
    ///
    /// ```
    /// use policy_core::typed::ResourceName;
    ///
    /// assert!(ResourceName::new("tenant-17").is_ok());
    /// for hostile in ["", "*", "tenant-?", "${aws:username}", "a/b", "a:b", "a\n", "\u{202e}"] {
    ///     assert!(ResourceName::new(hostile).is_err());
    /// }
    /// ```
    ResourceName, "the name of a resource", |value| {
        text(value, Wildcards::Refused)?;
        match value.chars().find(|char| matches!(char, '/' | ':')) {
            Some(char) => Err(format!("`{char}` separates names; a `ResourcePath` may hold it")),
            None => Ok(()),
        }
    }
}

text_type! {
    /// Several pieces of a resource's name with the `/` and `:` between them, such as the key of an S3 object.
    ///
    /// ```
    /// use policy_core::typed::ResourcePath;
    ///
    /// assert!(ResourcePath::new("films/2026/july.csv").is_ok());
    /// assert!(ResourcePath::new("films/*").is_err());
    /// ```
    ResourcePath, "the path of a resource", |value| text(value, Wildcards::Refused)
}

text_type! {
    /// A piece of a resource's name in which `*` and `?` stand for more than themselves, for those who mean it.
    ///
    /// ```
    /// use policy_core::typed::ResourcePattern;
    ///
    /// assert!(ResourcePattern::new("films-*").is_ok());
    /// assert!(ResourcePattern::new("*").is_err());
    /// assert!(ResourcePattern::new("${aws:username}").is_err());
    /// ```
    ResourcePattern, "a pattern of resources", |value| text(value, Wildcards::Allowed)
}
