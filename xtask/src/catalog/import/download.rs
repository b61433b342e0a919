//! Fetches the files of the reference.

use std::path::Path;
use std::time::Duration;
use std::{fs, thread};

use anyhow::{Context, Result, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use ureq::Agent;

use super::reference::Index;
use crate::catalog::facts;

/// The index of the reference.
const INDEX: &str = "https://servicereference.us-east-1.amazonaws.com/v1/service-list.json";
/// Times that a file is asked for before the download gives up.
const ATTEMPTS: u32 = 4;

/// Downloads the index and the files it names into `folder`.
pub(super) fn download(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(60)))
        .build()
        .into();
    let text = get(&agent, INDEX)?;
    let index: Index = serde_json::from_str(&text).context("reading the index")?;
    let bar = ProgressBar::new(u64::try_from(index.0.len())?).with_style(
        ProgressStyle::with_template("{msg:20} {wide_bar} {pos}/{len} {eta}")?,
    );
    for entry in bar.wrap_iter(index.0.iter()) {
        bar.set_message(entry.service.clone());
        ensure!(
            entry.url.starts_with("https://"),
            "`{}` is no https address",
            entry.url
        );
        let text = get(&agent, &entry.url)?;
        facts::write_if_changed(&folder.join(entry.file_name()?), text.as_bytes())?;
    }
    bar.finish_and_clear();
    // Last, so that a folder with an index is complete.
    facts::write_if_changed(&folder.join("service-list.json"), text.as_bytes())?;
    Ok(())
}

/// The text at `url`, asked for again after a pause when that fails.
fn get(agent: &Agent, url: &str) -> Result<String> {
    let mut attempt = 1;
    loop {
        let answer = agent
            .get(url)
            .call()
            .and_then(|mut answer| answer.body_mut().read_to_string());
        match answer {
            Ok(text) => return Ok(text),
            Err(error) if attempt == ATTEMPTS => {
                return Err(error).with_context(|| format!("downloading {url}"));
            }
            Err(_) => thread::sleep(Duration::from_secs(1 << attempt)),
        }
        attempt += 1;
    }
}
