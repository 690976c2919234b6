//! Erases elsewhere what belongs to people who asked for it: calls at Vapi, messages and recordings at
//! Twilio; and appointments here once they are over.
//!
//! A task is done when the other side says so, or that there is no such thing (404): after a crash
//! between its answer and our note of it, asking again changes nothing. Anything else is tried again,
//! each time after twice the wait, up to a day, for as long as it takes.

mod twilio;

use std::sync::Arc;

use chrono::TimeDelta;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::{
    db::{BoxFuture, DbError},
    http::{Exchange, timestamp},
    jobs::reconcile::key_context,
    store::erasures::{
        earliest_today,
        tasks::{self, TaskRow},
    },
    vapi::api::{Api, ApiError},
};

/// Tasks of one run.
const AT_MOST: i64 = 20;
const LONGEST_WAIT: TimeDelta = TimeDelta::days(1);

/// Why a task is still open, and how long the other side wants us to wait.
struct Later {
    why: String,
    after: Option<TimeDelta>,
}

impl Later {
    fn because(why: &str) -> Self {
        Self {
            why: why.to_owned(),
            after: None,
        }
    }
}

/// The job: `{"done", "later"}`.
pub fn run(exchange: Arc<Exchange>) -> BoxFuture<'static, Result<Value, DbError>> {
    Box::pin(async move {
        let now = exchange.now();
        let rows = exchange
            .meter
            .read(tasks::due(&timestamp(now), AT_MOST))
            .await?;
        let due: Vec<TaskRow> = rows.all()?;
        let (mut done, mut later) = (0, 0);
        for task in &due {
            let statements = match task.kind.as_str() {
                "appointment" => tasks::appointment(task, &earliest_today(now), &timestamp(now)),
                _ => match elsewhere(&exchange, task).await {
                    Ok(()) => {
                        done += 1;
                        vec![tasks::done(task.id, &timestamp(now))]
                    }
                    Err(why) => {
                        later += 1;
                        let next = timestamp(now + wait(task.attempts, why.after));
                        let why: String = why.why.chars().take(100).collect();
                        vec![tasks::failed(task.id, &why, &next)]
                    }
                },
            };
            exchange.meter.insist(statements).await?;
        }
        Ok(json!({"done": done, "later": later}))
    })
}

/// A minute, doubled with every attempt, at least what was asked for.
fn wait(attempts: i64, asked: Option<TimeDelta>) -> TimeDelta {
    let doubled = u32::try_from(attempts.min(11)).map_or(1, |attempts| 2_i32.pow(attempts));
    (TimeDelta::minutes(1) * doubled)
        .max(asked.unwrap_or_default())
        .min(LONGEST_WAIT)
}

async fn elsewhere(exchange: &Exchange, task: &TaskRow) -> Result<(), Later> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    let id = task.target.strip_prefix("chat:").unwrap_or(&task.target);
    if id.is_empty() || !id.bytes().all(plain) {
        return Err(Later::because("the id cannot stand in an address"));
    }
    match task.kind.as_str() {
        "vapi_call" => at_vapi(exchange, task, &format!("/call/{id}")).await,
        "vapi_chat" => at_vapi(exchange, task, &format!("/chat/{id}")).await,
        "twilio_call" => twilio::call(exchange, id).await,
        _ => twilio::message(exchange, id).await,
    }
}

/// At every account that may have it: where there is no such thing, nothing is left to do.
async fn at_vapi(exchange: &Exchange, task: &TaskRow, path: &str) -> Result<(), Later> {
    for key in keys(exchange, task)? {
        delete(exchange, &key, path).await?;
    }
    Ok(())
}

/// The keys of the platform's and of the tenant's own account; of the latter alone for a call that
/// came from there.
fn keys(exchange: &Exchange, task: &TaskRow) -> Result<Vec<String>, Later> {
    let settings = &exchange.ports.settings;
    let opened = |sealed: &String| {
        let cipher = settings.cipher.as_ref()?;
        cipher.open(sealed, &key_context(&task.tenant_id)).ok()
    };
    let own = task.own_key.as_ref().map(|sealed| {
        opened(sealed).ok_or_else(|| Later::because("the tenant's key cannot be opened"))
    });
    let platform = settings.vapi_api_key.clone().filter(|_| !task.own_account);
    let keys: Vec<String> = platform.into_iter().chain(own.transpose()?).collect();
    match (keys.is_empty(), task.own_account) {
        (false, _) => Ok(keys),
        (true, true) => Err(Later::because("there is no key of the tenant's account")),
        (true, false) => Err(Later::because("there is no VAPI_API_KEY")),
    }
}

async fn delete(exchange: &Exchange, key: &str, path: &str) -> Result<(), Later> {
    let api = Api {
        http: &*exchange.ports.http,
        runtime: &*exchange.ports.runtime,
        base_url: &exchange.ports.settings.vapi_base_url,
        key,
    };
    match api.send(Method::DELETE, path).await {
        Ok(_) | Err(ApiError::Refused(StatusCode::NOT_FOUND | StatusCode::GONE)) => Ok(()),
        Err(ApiError::Refused(status)) => {
            Err(Later::because(&format!("status {}", status.as_u16())))
        }
        Err(ApiError::Later { why, after }) => Err(Later {
            why,
            after: after.and_then(|after| TimeDelta::from_std(after).ok()),
        }),
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::wait;

    #[test]
    fn waits_double_up_to_a_day_and_keep_to_what_was_asked() {
        let minutes = |attempts| wait(attempts, None).num_minutes();
        assert_eq!(
            [0, 1, 2, 5, 10, 11, 40].map(minutes),
            [1, 2, 4, 32, 1024, 1440, 1440]
        );
        assert_eq!(wait(0, Some(TimeDelta::minutes(7))), TimeDelta::minutes(7));
        assert_eq!(wait(0, Some(TimeDelta::days(7))), TimeDelta::days(1));
    }
}
