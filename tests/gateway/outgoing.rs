//! Other servers, as a test plays them: every request is recorded and answered by a function.

use std::sync::Mutex;

use bytes::Bytes;
use coccinelle_gateway::{
    db::BoxFuture,
    ports::{Http, Unreachable},
};
use http::{Request, Response};

type Answer = Box<dyn Fn(&Request<Bytes>) -> Result<Response<Bytes>, Unreachable> + Send>;

/// Nobody answers until a test says who does.
#[derive(Default)]
pub struct PlayedHttp {
    answer: Mutex<Option<Answer>>,
    requests: Mutex<Vec<Request<Bytes>>>,
}

impl PlayedHttp {
    pub fn play(
        &self,
        answer: impl Fn(&Request<Bytes>) -> Result<Response<Bytes>, Unreachable> + Send + 'static,
    ) {
        *self.answer.lock().unwrap() = Some(Box::new(answer));
    }

    /// What was sent since the last look.
    pub fn sent(&self) -> Vec<Request<Bytes>> {
        std::mem::take(&mut self.requests.lock().unwrap())
    }
}

impl Http for PlayedHttp {
    fn send(&self, request: Request<Bytes>) -> BoxFuture<'_, Result<Response<Bytes>, Unreachable>> {
        let answer = match &*self.answer.lock().unwrap() {
            Some(answer) => answer(&request),
            None => Err(Unreachable("nobody listens".into())),
        };
        self.requests.lock().unwrap().push(request);
        Box::pin(std::future::ready(answer))
    }
}
