//! The server that speaks AWS's protocols, and requests that need no SDK.

use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// moto's server, which ends with this value.
pub(super) struct Server {
    process: Child,
    port: u16,
}

/// What a service is asked.
pub(super) enum Request<'r> {
    /// In the protocol of IAM and STS: the action and its parameters.
    Query(&'r str, &'r [(&'r str, &'r str)]),
    /// In the protocol of newer services: the target and a JSON object.
    Json(&'r str, serde_json::Value),
    /// In S3's: where to put a body.
    Put(&'r str, &'r str),
}

impl Server {
    pub(super) fn start(tools: &Path) -> Result<Self> {
        // A port that is free now.
        let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let mut command = Command::new(tools.join("moto_server"));
        command.args(["-H", "127.0.0.1", "-p", &port.to_string()]);
        // AWS's own managed policies can be attached too.
        command.env("MOTO_IAM_LOAD_MANAGED_POLICIES", "true").stdout(Stdio::null()).stderr(Stdio::null());
        let mut server = Self { process: command.spawn().context("cannot start moto_server")?, port };
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if let Some(status) = server.process.try_wait()? {
                bail!("moto_server ended: {status}");
            }
            ensure!(start.elapsed() < Duration::from_secs(60), "moto_server does not answer");
            thread::sleep(Duration::from_millis(100));
        }
        Ok(server)
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// Forgets all that was created.
    pub(super) fn reset(&self) -> Result<()> {
        ureq::post(self.url("moto-api/reset")).send_empty()?;
        Ok(())
    }

    /// Whether a service does what it is asked. The server looks at no signature.
    pub(super) fn accepts(&self, service: &str, request: &Request<'_>) -> Result<bool> {
        let signature = format!(
            "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
        );
        let post = ureq::post(self.url("")).header("Authorization", &signature);
        let answer = match request {
            Request::Query(action, parameters) => {
                post.send_form([("Action", *action)].into_iter().chain(parameters.iter().copied()))
            }
            Request::Json(target, object) => {
                let post = post.header("X-Amz-Target", *target).header("Content-Type", "application/x-amz-json-1.1");
                post.send(object.to_string())
            }
            Request::Put(path, body) => ureq::put(self.url(path)).header("Authorization", &signature).send(*body),
        };
        match answer {
            Ok(_) => Ok(true),
            Err(ureq::Error::StatusCode(400..500)) => Ok(false),
            Err(error) => Err(error).with_context(|| format!("{service} fails")),
        }
    }

    /// Sends AWS's own clients here.
    pub(super) fn environment<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        command
            .env("AWS_ENDPOINT_URL", self.url(""))
            .envs([("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"), ("AWS_REGION", "us-east-1")])
            .envs([("AWS_DEFAULT_REGION", "us-east-1"), ("AWS_EC2_METADATA_DISABLED", "true")])
            .envs([("AWS_CONFIG_FILE", "/dev/null"), ("AWS_SHARED_CREDENTIALS_FILE", "/dev/null"), ("AWS_PAGER", "")])
            .env_remove("AWS_PROFILE")
            .env_remove("AWS_SESSION_TOKEN")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
