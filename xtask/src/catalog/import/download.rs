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
pub(super) const INDEX: &str = "https://servicereference.us-east-1.amazonaws.com/v1/service-list.json";
/// Pauses before a file is asked for again, until the download gives up.
const PAUSES: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(8)];

/// Downloads the index at `url` and the files it names into `folder`.
pub(super) fn download(url: &str, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    let config = Agent::config_builder().timeout_global(Some(Duration::from_secs(60)));
    let agent: Agent = config.build().into();
    let origin: String = url.split_inclusive('/').take(3).collect();
    let text = get(&agent, url)?;
    let index: Index = serde_json::from_str(&text).context("reading the index")?;
    let bar = ProgressBar::new(u64::try_from(index.0.len())?)
        .with_style(ProgressStyle::with_template("{msg:24} {wide_bar} {pos}/{len} {eta}")?);
    for entry in bar.wrap_iter(index.0.iter()) {
        bar.set_message(entry.service.clone());
        let same = entry.url.starts_with(&origin);
        ensure!(same, "`{}` is not on the host of the index", entry.url);
        let text = get(&agent, &entry.url)?;
        facts::write_if_changed(&folder.join(entry.file_name()?), text.as_bytes())?;
    }
    bar.finish_and_clear();
    // Last, so that what the index names is there.
    facts::write_if_changed(&folder.join("service-list.json"), text.as_bytes())?;
    Ok(())
}

/// The text at `url`, asked for again after a pause when that fails.
fn get(agent: &Agent, url: &str) -> Result<String> {
    let once = || agent.get(url).call()?.body_mut().read_to_string();
    for pause in PAUSES {
        if let Ok(text) = once() {
            return Ok(text);
        }
        thread::sleep(pause);
    }
    once().with_context(|| format!("downloading {url}"))
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;

    use super::*;

    /// Serves `answers`, one a connection, and gives the address.
    fn serve(answers: impl FnOnce(&str) -> Vec<(u16, String)>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let answers = answers(&origin);
        thread::spawn(move || {
            for (status, body) in answers {
                let (mut stream, _) = listener.accept().unwrap();
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
                while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
                let length = body.len();
                write!(stream, "HTTP/1.1 {status} -\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}")
                    .unwrap();
            }
        });
        origin
    }

    #[test]
    fn fetches_what_the_index_names_and_asks_twice() {
        let origin = serve(|origin| {
            let index = format!("[{{\"service\":\"s3\",\"url\":\"{origin}/v1/s3/s3.json\"}}]");
            vec![(200, index), (503, String::new()), (200, "{\"Name\":\"s3\"}".to_owned())]
        });
        let folder = tempfile::tempdir().unwrap();
        download(&format!("{origin}/v1/service-list.json"), folder.path()).unwrap();
        let text = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!(text("s3.json"), "{\"Name\":\"s3\"}");
        assert!(text("service-list.json").contains("/v1/s3/s3.json"));
    }

    #[test]
    fn goes_to_no_other_host() {
        let index = "[{\"service\":\"s3\",\"url\":\"https://example.com/s3.json\"}]";
        let origin = serve(|_| vec![(200, index.to_owned())]);
        let folder = tempfile::tempdir().unwrap();
        let error = download(&format!("{origin}/index.json"), folder.path()).unwrap_err();
        assert!(error.to_string().contains("not on the host"), "{error}");
        assert!(!folder.path().join("service-list.json").exists());
    }
}
