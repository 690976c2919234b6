//! The Cloudflare side: the only place that knows `worker`, `js_sys` and bindings.

#[expect(dead_code, reason = "until the fetch handler reads bodies through it")]
mod body;

use worker::{Context, Env, Result, event};

#[event(fetch)]
async fn fetch(
    request: web_sys::Request,
    _env: Env,
    _context: Context,
) -> Result<web_sys::Response> {
    Ok(web_sys::Response::new_with_opt_str(Some(&request.url()))?)
}
