//! The summary's HTML page: whole, self-contained, and shown by a browser where one is installed.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::path::{Path, PathBuf};
use std::process::Command;

const POLICY: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        { "Sid": "Use", "Effect": "Allow", "Action": "personalize:*", "Resource": "*" },
        { "Sid": "Keep", "Effect": "Deny", "Action": "personalize:Delete*", "Resource": "arn:aws:personalize:*:*:<b>&\"" }
    ]
}"#;

fn page(folder: &Path) -> PathBuf {
    std::fs::write(folder.join("access.json"), POLICY).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-iam"))
        .args(["summary", "--html", "out.html", "access.json"])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    folder.join("out.html")
}

/// The tags of a page in order, attributes left out.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    let body = html.split("</style>").nth(1).unwrap();
    body.split('<').skip(1).map(|tag| tag.split(['>', ' ']).next().unwrap())
}

#[test]
fn the_page_is_self_contained_and_well_formed() {
    let folder = tempfile::tempdir().unwrap();
    let html = std::fs::read_to_string(page(folder.path())).unwrap();
    for loaded in ["<script", "<link", "<img", "src=", "href=", "url(", "@import", "http"] {
        assert!(!html.contains(loaded), "{loaded}");
    }
    for shown in ["Amazon Personalize", "Full access", "&lt;b&gt;&amp;", "Explicit deny (1 service)", "Findings"] {
        assert!(html.contains(shown), "{shown}");
    }
    let mut open = vec!["html", "body"];
    for tag in tags(&html).filter(|tag| *tag != "body" && *tag != "/head") {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None => open.push(tag),
        }
    }
    assert!(open.is_empty(), "{open:?}");
}

#[test]
fn a_browser_shows_the_page() {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let Some(browser) = names.into_iter().find(|name| Command::new(name).arg("--version").output().is_ok()) else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file://{}", page(folder.path()).display());
    // The browser keeps to itself: a profile of its own, and no call home.
    let quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
    let profile = format!("--user-data-dir={}", folder.path().join("profile").display());
    let output = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", &profile])
        .args(quiet)
        .arg(&url)
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(dom.matches("<section>").count(), 1, "{dom}");
    assert_eq!(dom.matches("<table").count(), 3, "{dom}");
    assert!(dom.contains("<td class=\"full\">full</td>"), "{dom}");
}
