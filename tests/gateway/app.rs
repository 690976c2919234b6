//! The gateway of one test: the real router over a native database, a fixed clock and counted ids.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use chrono::{DateTime, Utc};
use coccinelle_gateway::{
    auth::MemoryBody,
    db::BoxFuture,
    http::{App, BodyProblem, Exchange, Ports, Settings},
    ports::{Clock, Ids, Log, Overflow, RawBody, Runtime},
};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use uuid::{Builder, Uuid};

use crate::{
    outgoing::PlayedHttp,
    sqlite::{SqliteDb, migrations},
};

/// Monday 5 October 2026, 10:00 in Paris.
pub const MONDAY: &str = "2026-10-05T08:00:00Z";
pub const DEMO_ASSISTANT: &str = "vapi_assistant_demo_123";

/// A gateway with the demo tenant.
#[derive(Clone)]
pub struct TestApp {
    pub db: Arc<SqliteDb>,
    app: App,
    clock: Arc<TestClock>,
    /// The day that was chosen instead of the clock's.
    day: Option<Arc<TestClock>>,
    ids: Arc<CountedIds>,
    log: Arc<Lines>,
    pub http: Arc<PlayedHttp>,
    settings: Arc<Settings>,
    runtime: Arc<TestRuntime>,
    queue: Option<Arc<TestQueue>>,
}

impl TestApp {
    pub fn new() -> Self {
        Self::at(MONDAY)
    }

    pub fn at(now: &str) -> Self {
        Self::over(Arc::new(SqliteDb::migrated().with_demo()), now)
    }

    /// Another isolate over the same database.
    pub fn another_isolate(&self) -> Self {
        Self {
            app: App::default(),
            ..self.clone()
        }
    }

    fn over(db: Arc<SqliteDb>, now: &str) -> Self {
        db.execute(
            "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY, name TEXT UNIQUE)",
        );
        for (name, _) in migrations() {
            db.execute(&format!(
                "INSERT OR IGNORE INTO d1_migrations (name) VALUES ('{name}')"
            ));
        }
        Self {
            db,
            app: App::default(),
            clock: Arc::new(TestClock(Mutex::new(now.parse().unwrap()))),
            day: None,
            ids: Arc::default(),
            log: Arc::default(),
            http: Arc::default(),
            settings: Arc::new(Settings::read(dev_variable, true)),
            runtime: Arc::default(),
            queue: None,
        }
    }

    /// Every deadline is over before the database answers.
    pub fn impatient(mut self) -> Self {
        self.runtime = Arc::new(TestRuntime {
            deadline_missed: true,
            ..TestRuntime::default()
        });
        self
    }

    /// The same gateway, with time for its answers.
    pub fn patient(&self) -> Self {
        Self {
            runtime: Arc::default(),
            ..self.clone()
        }
    }

    /// Waits for what outlived its answer.
    pub async fn settled(&self) {
        let tasks = std::mem::take(&mut *self.runtime.tasks.lock().unwrap());
        for task in tasks {
            task.await.unwrap();
        }
    }

    /// The deadlines set so far, in milliseconds.
    pub fn deadlines(&self) -> Vec<u128> {
        self.runtime.deadlines.lock().unwrap().clone()
    }

    /// With a queue beside the database.
    pub fn with_queue(mut self) -> (Self, Arc<TestQueue>) {
        let queue = Arc::new(TestQueue::default());
        self.queue = Some(Arc::clone(&queue));
        (self, queue)
    }

    /// With these settings instead of the development ones.
    pub fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = Arc::new(settings);
        self
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn set_clock(&self, now: &str) {
        *self.clock.0.lock().unwrap() = now.parse().unwrap();
    }

    /// Chooses the day, as `CLOCK_OVERRIDE` does; signatures still follow the clock.
    pub fn on_day(mut self, now: &str) -> Self {
        self.day = Some(Arc::new(TestClock(Mutex::new(now.parse().unwrap()))));
        self
    }

    /// Sends one request as it is.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        let body: Arc<dyn RawBody> = Arc::new(MemoryBody(Bytes::copy_from_slice(body)));
        self.send_body(method, path, headers, Ok(body)).await
    }

    async fn send_body(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Result<Arc<dyn RawBody>, BodyProblem>,
    ) -> Reply {
        let url = format!("http://127.0.0.1:8787{path}");
        let mut builder = http::Request::builder().method(method).uri(&url);
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let (head, ()) = builder.body(()).unwrap().into_parts();
        let exchange = Arc::new(Exchange::new(self.ports(), url, body));
        let response = self.app.serve(head, exchange).await;
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Reply { parts, body }
    }

    /// What a run of the jobs works with.
    pub fn jobs(&self) -> Arc<Exchange> {
        let nothing = Err(BodyProblem::Unreadable);
        Arc::new(Exchange::new(self.ports(), String::new(), nothing))
    }

    fn ports(&self) -> Ports {
        Ports {
            db: Arc::clone(&self.db) as _,
            clock: Arc::clone(self.day.as_ref().unwrap_or(&self.clock)) as _,
            stopwatch: Arc::clone(&self.clock) as _,
            ids: Arc::clone(&self.ids) as _,
            runtime: Arc::clone(&self.runtime) as _,
            log: Arc::clone(&self.log) as _,
            http: Arc::clone(&self.http) as _,
            overflow: self.queue.clone().map(|queue| queue as _),
            settings: Arc::clone(&self.settings),
        }
    }

    /// Posts a message with the development secret.
    pub async fn post(&self, body: &Value) -> Reply {
        self.post_to("/webhooks/vapi", "dev-secret", body).await
    }

    pub async fn post_to(&self, path: &str, secret: &str, body: &Value) -> Reply {
        let headers = [
            ("x-vapi-secret", secret),
            ("content-type", "application/json"),
        ];
        self.send("POST", path, &headers, body.to_string().as_bytes())
            .await
    }

    /// The log so far, one line a request.
    pub fn log(&self) -> Vec<Value> {
        self.log.0.lock().unwrap().clone()
    }
}

/// The variables of `.dev.vars.example`.
pub fn dev_variable(name: &str) -> Option<String> {
    let plans = json!([
        {"type": "bearer", "token": "dev-secret", "headerName": "X-Vapi-Secret", "bearerPrefixEnabled": false},
        {"type": "hmac", "secretKey": "dev-hmac-secret", "algorithm": "sha256"},
    ]);
    Some(match name {
        "VAPI_AUTH_PLANS" => plans.to_string(),
        "OPERATOR_TOKEN" => "dev-operator-token".into(),
        "ENCRYPTION_KEY" => "dev-encryption-key-32-characters".into(),
        _ => return None,
    })
}

/// What came back.
pub struct Reply {
    pub parts: http::response::Parts,
    pub body: Bytes,
}

impl Reply {
    pub fn status(&self) -> u16 {
        self.parts.status.as_u16()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in {:?}", String::from_utf8_lossy(&self.body)))
    }

    /// `Server-Timing`'s number of batches.
    pub fn batches(&self) -> u32 {
        let timing = self.parts.headers["server-timing"].to_str().unwrap();
        let rest = timing.split("desc=\"").nth(1).unwrap();
        rest.split('"').next().unwrap().parse().unwrap()
    }

    /// The entries of a tool-call answer.
    pub fn results(&self) -> Vec<Value> {
        assert_eq!(self.status(), 200, "{:?}", self.body);
        self.json()["results"].as_array().unwrap().clone()
    }

    /// The parsed `result` of the only call.
    pub fn result(&self) -> Value {
        let results = self.results();
        assert_eq!(results.len(), 1, "{results:?}");
        let text = results[0]["result"]
            .as_str()
            .unwrap_or_else(|| panic!("no result in {results:?}"));
        serde_json::from_str(text).unwrap()
    }

    /// The `error` of the only call.
    pub fn error(&self) -> String {
        let results = self.results();
        results[0]["error"]
            .as_str()
            .unwrap_or_else(|| panic!("no error in {results:?}"))
            .to_owned()
    }
}

struct TestClock(Mutex<DateTime<Utc>>);

impl Clock for TestClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

/// Ids that are new and the same in every run.
#[derive(Default)]
struct CountedIds(AtomicU64);

impl Ids for CountedIds {
    fn new_id(&self, now: DateTime<Utc>) -> Uuid {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        let mut random = [0; 10];
        random[2..].copy_from_slice(&count.to_be_bytes());
        let millis = u64::try_from(now.timestamp_millis()).unwrap();
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }

    fn random(&self) -> Option<[u8; 32]> {
        let count = self.0.fetch_add(1, Ordering::SeqCst);
        let mut bytes = [0xa5; 32];
        bytes[4..12].copy_from_slice(&count.to_be_bytes());
        bytes[24..].copy_from_slice(&count.to_be_bytes());
        Some(bytes)
    }
}

/// Background tasks run on; timers never fire, or at once.
#[derive(Default)]
struct TestRuntime {
    deadline_missed: bool,
    deadlines: Mutex<Vec<u128>>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
}

impl Runtime for TestRuntime {
    fn wait_until(&self, task: BoxFuture<'static, ()>) {
        self.tasks.lock().unwrap().push(tokio::spawn(task));
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'static, ()> {
        self.deadlines.lock().unwrap().push(duration.as_millis());
        if self.deadline_missed {
            Box::pin(tokio::task::yield_now())
        } else {
            Box::pin(std::future::pending())
        }
    }
}

/// A queue that the test empties itself.
#[derive(Default)]
pub struct TestQueue {
    pub messages: Mutex<Vec<String>>,
    /// Every message is refused.
    pub down: AtomicBool,
}

impl Overflow for TestQueue {
    fn send(&self, message: String) -> BoxFuture<'_, Result<(), String>> {
        Box::pin(async move {
            if self.down.load(Ordering::SeqCst) {
                return Err("the queue is down".into());
            }
            self.messages.lock().unwrap().push(message);
            Ok(())
        })
    }
}

#[derive(Default)]
struct Lines(Mutex<Vec<Value>>);

impl Log for Lines {
    fn write(&self, line: &Value) {
        self.0.lock().unwrap().push(line.clone());
    }
}
