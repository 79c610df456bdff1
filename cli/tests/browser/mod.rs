//! A headless Chromium, driven by `chromedriver` over the `WebDriver` protocol (W3C, 2018), which is
//! plain HTTP and JSON: what the tests need of it fits here.

use std::io::{BufRead as _, BufReader, ErrorKind, Lines, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// How long something is waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// The key by which the protocol wraps the id of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// A browser with one page.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// What the driver says; it would end if nobody listened.
    #[allow(dead_code, reason = "kept open")]
    said: Lines<BufReader<ChildStdout>>,
    profile: TempDir,
}

/// An element of the page.
pub(crate) struct Element(String);

impl Browser {
    /// Starts one; where none is installed, says so and gives `None`.
    pub(crate) fn start(arguments: &[&str]) -> Option<Self> {
        let mut driver = match Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).spawn() {
            Ok(driver) => driver,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                println!("skipped: there is no chromedriver");
                return None;
            }
            Err(error) => panic!("chromedriver: {error}"),
        };
        let mut lines = BufReader::new(driver.stdout.take().expect("standard output")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok())
            .expect("chromedriver says its port");
        let profile = TempDir::new().expect("a temporary directory");
        let mut browser = Self { driver, port, session: String::new(), said: lines, profile };
        let flags = [
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--force-color-profile=srgb",
            // A click must not be aimed at what is still scrolling.
            "--force-prefers-reduced-motion",
        ];
        let profile = format!("--user-data-dir={}", browser.profile.path().display());
        let arguments: Vec<&str> = flags.iter().chain(arguments).copied().chain([profile.as_str()]).collect();
        let wanted = json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": { "args": arguments },
            "goog:loggingPrefs": { "browser": "ALL" },
        } } });
        match browser.call("POST", "/session", Some(&wanted)) {
            Ok(answer) => answer["sessionId"].as_str().expect("a session").clone_into(&mut browser.session),
            Err(error) if error.contains("cannot find Chrome") => {
                println!("skipped: there is no Chromium");
                return None;
            }
            Err(error) => panic!("no session: {error}"),
        }
        Some(browser)
    }

    /// Opens a file.
    pub(crate) fn open(&self, path: &str) {
        self.post("/url", &json!({ "url": format!("file://{path}") }));
    }

    /// Runs a script, the body of a function, in the page.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Runs a script until it gives `true`.
    pub(crate) fn wait(&self, script: &str) {
        let start = Instant::now();
        while self.run(script) != Value::Bool(true) {
            assert!(start.elapsed() < PATIENCE, "this did not become true: {script}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// The first element that a CSS selector finds.
    pub(crate) fn find(&self, selector: &str) -> Element {
        let found = self.post("/element", &json!({ "using": "css selector", "value": selector }));
        Element(found[ELEMENT].as_str().expect(selector).to_owned())
    }

    /// Clicks in the middle of an element as a person would; what covers it gets the click.
    pub(crate) fn click(&self, selector: &str) {
        let Element(id) = self.find(selector);
        self.post(&format!("/element/{id}/click"), &json!({}));
    }

    /// Types into an element.
    pub(crate) fn type_into(&self, selector: &str, text: &str) {
        let Element(id) = self.find(selector);
        self.post(&format!("/element/{id}/value"), &json!({ "text": text }));
    }

    /// Types wherever the focus is. Keys have the code points of the protocol, such as `\u{E004}` for Tab.
    pub(crate) fn press(&self, keys: &str) {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key.to_string() }))
            })
            .collect();
        self.post("/actions", &json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] }));
    }

    /// What the page complained about.
    pub(crate) fn complaints(&self) -> Vec<Value> {
        self.post("/se/log", &json!({ "type": "browser" })).as_array().cloned().unwrap_or_default()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let path = format!("/session/{}{path}", self.session);
        self.call("POST", &path, Some(body)).unwrap_or_else(|error| panic!("{path} {body}: {error}"))
    }

    /// One call of the protocol: its value, or the message of its error.
    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value, String> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).map_err(|error| error.to_string())?;
        stream.set_read_timeout(Some(PATIENCE * 3)).map_err(|error| error.to_string())?;
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        );
        stream.write_all(request.as_bytes()).map_err(|error| error.to_string())?;
        // The driver keeps the connection open whatever it is asked: the length says where the answer ends.
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line).map_err(|error| error.to_string())?;
            match line.trim_end().split_once(':') {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.trim().parse().map_err(|_| line.clone())?;
                }
                None if line.trim_end().is_empty() => break,
                _ => {}
            }
        }
        let mut body = vec![0; length];
        answer.read_exact(&mut body).map_err(|error| error.to_string())?;
        let body = String::from_utf8_lossy(&body);
        let mut answer: Value = serde_json::from_str(&body).map_err(|error| format!("{error}: {body}"))?;
        match answer["value"]["message"].as_str() {
            Some(message) if answer["value"]["error"].is_string() => Err(message.to_owned()),
            _ => Ok(answer["value"].take()),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The session's end closes the browser; only then may its driver go.
        if !self.session.is_empty() {
            let _ = self.call("DELETE", &format!("/session/{}", self.session), None);
        }
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}
