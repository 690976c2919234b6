//! The Cloudflare side: the only place that knows `worker`, `js_sys` and bindings.

mod body;
mod d1;
mod host;
mod outgoing;
mod queue;

use std::sync::{Arc, OnceLock};

use axum::body::{Body, HttpBody, to_bytes};
use futures_util::TryStreamExt;
use http::{HeaderName, HeaderValue, Method, request::Parts};
use worker::{Context, Env, MessageBatch, Result, ScheduleContext, ScheduledEvent, event};

use crate::{
    http::{App, BODY_LIMIT, BodyProblem, Exchange, Ports, Settings},
    jobs,
    ports::{Clock, Overflow, RawBody},
};

/// The router and what it remembers live as long as the isolate.
static APP: OnceLock<App> = OnceLock::new();

/// The deployment's secrets, read once: they do not change under a running isolate.
static SETTINGS: OnceLock<(bool, Arc<Settings>)> = OnceLock::new();

#[event(fetch)]
async fn fetch(request: web_sys::Request, env: Env, context: Context) -> Result<web_sys::Response> {
    let url = request.url();
    let local = is_local(&url);
    let runtime = host::HostRuntime::new(move |task| context.wait_until(task));
    let ports = ports(&env, local, runtime)?;
    let body = match body::read(&request, BODY_LIMIT).await {
        Ok(body) => Ok(Arc::new(body) as Arc<dyn RawBody>),
        Err(body::BodyError::TooLarge) => Err(BodyProblem::TooLarge),
        Err(body::BodyError::Unreadable) => Err(BodyProblem::Unreadable),
    };
    let exchange = Arc::new(Exchange::new(ports, url, body));
    let app = APP.get_or_init(App::default).clone();
    respond(app.serve(head(&request, &exchange.url)?, exchange).await).await
}

/// The cron trigger. It has no address, so the development values are refused here even locally:
/// there, jobs are run by `POST /api/jobs/{name}`.
#[event(scheduled)]
async fn scheduled(_: ScheduledEvent, env: Env, context: ScheduleContext) {
    let runtime = host::HostRuntime::new(move |task| context.wait_until(task));
    match ports(&env, false, runtime) {
        Ok(ports) => {
            let exchange = Exchange::new(ports, String::new(), Err(BodyProblem::Unreadable));
            jobs::run_due(Arc::new(exchange)).await;
        }
        Err(_) => worker::console_error!("{{\"error\":\"no database is bound\"}}"),
    }
}

/// The queue of messages that the database did not take. Without a database they stay there.
#[event(queue)]
async fn events(batch: MessageBatch<String>, env: Env, context: Context) -> Result<()> {
    let runtime = host::HostRuntime::new(move |task| context.wait_until(task));
    let Ok(ports) = ports(&env, false, runtime) else {
        worker::console_error!("{{\"error\":\"no database is bound\"}}");
        batch.retry_all();
        return Ok(());
    };
    let exchange = Exchange::new(ports, String::new(), Err(BodyProblem::Unreadable));
    let (mut given, mut taken) = (0_u32, 0_u32);
    for message in batch.raw_iter() {
        given += 1;
        taken += u32::from(queue::take(&exchange, &message).await);
    }
    exchange.note(
        "queue",
        serde_json::json!({ "given": given, "taken": taken }),
    );
    exchange.log_job();
    Ok(())
}

/// What the host gives an event.
fn ports(env: &Env, local: bool, runtime: host::HostRuntime) -> Result<Ports> {
    Ok(Ports {
        db: Arc::new(d1::D1::new(env.d1("DB")?)),
        clock: clock(env, local),
        stopwatch: Arc::new(host::HostClock),
        ids: Arc::new(host::HostIds),
        runtime: Arc::new(runtime),
        log: Arc::new(host::Console),
        http: Arc::new(outgoing::HostHttp),
        overflow: env
            .queue("EVENTS")
            .ok()
            .map(|events| Arc::new(queue::EventQueue(events)) as Arc<dyn Overflow>),
        settings: settings(env, local),
    })
}

/// Local mode is the address itself: a deployed Worker is never reached at a loopback address.
fn is_local(url: &str) -> bool {
    url.parse::<http::Uri>()
        .ok()
        .and_then(|uri| uri.host().map(str::to_owned))
        .is_some_and(|host| matches!(host.as_str(), "127.0.0.1" | "localhost" | "[::1]"))
}

/// Development values are allowed in local mode only, so the mode is part of what is kept.
fn settings(env: &Env, local: bool) -> Arc<Settings> {
    let read = || {
        let variable = |name: &str| env.var(name).ok().map(|value| value.to_string());
        Arc::new(Settings::read(variable, local))
    };
    let (kept_for, settings) = SETTINGS.get_or_init(|| (local, read()));
    if *kept_for == local {
        Arc::clone(settings)
    } else {
        read()
    }
}

/// The host's clock, or the day that a local test has chosen.
fn clock(env: &Env, local: bool) -> Arc<dyn Clock> {
    let fixed = env
        .var("CLOCK_OVERRIDE")
        .ok()
        .filter(|_| local)
        .and_then(|text| chrono::DateTime::parse_from_rfc3339(&text.to_string()).ok());
    match fixed {
        Some(at) => Arc::new(host::FixedClock(at.to_utc())),
        None => Arc::new(host::HostClock),
    }
}

fn head(request: &web_sys::Request, url: &str) -> Result<Parts> {
    let method = Method::from_bytes(request.method().as_bytes())
        .map_err(|error| worker::Error::RustError(error.to_string()))?;
    let mut builder = http::Request::builder().method(method).uri(url);
    if let Some(headers) = builder.headers_mut() {
        for (name, value) in worker::Headers(request.headers()).entries() {
            let name = HeaderName::from_bytes(name.as_bytes());
            // A value that is no header value in HTTP cannot match any secret either.
            if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(&value)) {
                headers.append(name, value);
            }
        }
    }
    let (parts, ()) = builder
        .body(())
        .map_err(|error| worker::Error::RustError(error.to_string()))?
        .into_parts();
    Ok(parts)
}

async fn respond(response: http::Response<Body>) -> Result<web_sys::Response> {
    let (parts, body) = response.into_parts();
    let headers = web_sys::Headers::new()?;
    for (name, value) in &parts.headers {
        headers.append(name.as_str(), value.to_str().unwrap_or_default())?;
    }
    let fault = |error: axum::Error| worker::Error::RustError(error.to_string());
    // A body whose length is known is there; any other is sent as it comes to be.
    if body.size_hint().exact().is_none() {
        let stream = body.into_data_stream().map_err(fault);
        let response = worker::Response::from_stream(stream)?
            .with_status(parts.status.as_u16())
            .with_headers(worker::Headers(headers));
        return Ok(response.into());
    }
    let mut bytes = to_bytes(body, usize::MAX).await.map_err(fault)?.to_vec();
    let init = web_sys::ResponseInit::new();
    init.set_status(parts.status.as_u16());
    init.set_headers(&headers);
    let body = (!bytes.is_empty()).then_some(bytes.as_mut_slice());
    Ok(web_sys::Response::new_with_opt_u8_array_and_init(
        body, &init,
    )?)
}
