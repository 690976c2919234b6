//! Where an appointment is to stand: the start under its UTC offset, the resources that come into
//! question, and what speaks against it.

use axum::response::Response;
use http::StatusCode;
use serde_json::{Value, json};

use super::{
    body::{Fold, Move, New, address, e164},
    shape::{Appointment, NOT_OFFERED, Placed, Warning},
};
use crate::{
    calendar,
    domain::Slot,
    http::{
        Exchange, RequestError,
        api::{
            fields::{Day, LocalTime},
            tagged,
        },
        exchange::serialized,
        timestamp,
    },
    tenant::{Service, Tenant},
};

/// Where an appointment is to stand, and on which of several resources.
pub struct Place<'a> {
    tenant: &'a Tenant,
    service: Option<&'a Service>,
    slot: Slot,
    offset: i32,
    minutes: i64,
    before: i64,
    after: i64,
    /// In order of preference, never none.
    resources: Vec<&'a str>,
}

impl<'a> Place<'a> {
    /// Of a new appointment.
    ///
    /// # Errors
    /// 422 naming what the tenant does not have, or a time that the clocks skip.
    pub fn of_new(tenant: &'a Tenant, body: &New) -> Result<Self, RequestError> {
        let service =
            match &body.service {
                None => tenant.default_service(),
                Some(id) => Some(named(&tenant.services, &id.0).ok_or_else(|| {
                    RequestError::Invalid("service: is no enabled service".into())
                })?),
            };
        let minutes = body.duration_minutes.map(|minutes| minutes.0);
        let of_service = |field: fn(&Service) -> u16| service.map(field).map(i64::from);
        let (slot, offset) = start(tenant, body.date, body.time, body.fold)?;
        Ok(Self {
            tenant,
            service,
            slot,
            offset,
            minutes: minutes.or(of_service(|it| it.duration)).unwrap_or(60),
            before: of_service(|it| it.before).unwrap_or(0),
            after: of_service(|it| it.after).unwrap_or(0),
            resources: resources(tenant, service, body.resource_id.as_ref().map(|id| &*id.0))?,
        })
    }

    /// Of an appointment that moves: on its own resource first, as long as it was.
    ///
    /// # Errors
    /// As [`Place::of_new`].
    pub fn of_move(
        tenant: &'a Tenant,
        body: &Move,
        old: &Appointment,
    ) -> Result<Self, RequestError> {
        let service = old.service.as_deref();
        let service = service.and_then(|id| named(&tenant.services, id));
        let minutes = body.duration_minutes.map(|minutes| minutes.0);
        let asked = body.resource_id.as_ref().map(|id| &*id.0);
        let mut resources = resources(tenant, service, asked)?;
        resources.sort_by_key(|resource| *resource != old.resource_id);
        let (slot, offset) = start(tenant, body.date, body.time, body.fold)?;
        Ok(Self {
            tenant,
            service,
            slot,
            offset,
            minutes: minutes.unwrap_or(old.duration_minutes),
            before: old.buffer_before_minutes,
            after: old.buffer_after_minutes,
            resources,
        })
    }

    /// Whether the appointment stands just there.
    pub fn is_where(&self, old: &Appointment) -> bool {
        let offset = old.utc_offset_minutes.unwrap_or(self.offset);
        old.slot() == self.slot
            && offset == self.offset
            && old.duration_minutes == self.minutes
            && self.resources.first() == Some(&&*old.resource_id)
    }

    /// The plan that `store::appointments::staff` carries out.
    pub fn plan(&self, here: &Exchange, more: Value) -> Value {
        let now = here.now();
        let wall = calendar::wall(self.slot);
        // As `calendar::Candidate` serializes; what follows in there is for the tools' rules.
        let candidates = self.resources.iter();
        let candidates = candidates.map(|resource| json!([wall, self.offset, resource]));
        let mut plan = json!({
            "config": self.tenant.version,
            "new_id": here.ports.ids.new_id(now).to_string(),
            "now": timestamp(now),
            "default_resource": self.tenant.calendar.resources.first(),
            "exact": candidates.collect::<Vec<_>>(),
            "duration": self.minutes,
            "before": self.before,
            "after": self.after,
        });
        if let (Value::Object(plan), Value::Object(more)) = (&mut plan, more) {
            plan.extend(more);
        }
        plan
    }

    /// What is written about a new appointment.
    ///
    /// # Errors
    /// 422 for what is no phone number or e-mail address.
    pub fn row(&self, body: &New) -> Result<Value, RequestError> {
        let country = self.tenant.country;
        let phone = body.customer_phone.as_ref();
        let email = body.customer_email.as_ref();
        Ok(json!({
            "customer_name": body.customer_name,
            "customer_phone": phone.map(|phone| e164(&phone.0, country)).transpose()?,
            "customer_email": email.map(|email| address(&email.0)).transpose()?,
            "service": self.service.map(|service| &service.id),
            "location": body.location,
            "notes": body.notes,
            "internal_notes": body.internal_notes,
        }))
    }

    /// The appointment, and what a caller could not have been given of it.
    ///
    /// # Errors
    /// 500 for what has no JSON form: a defect.
    pub fn answer(
        &self,
        here: &Exchange,
        status: StatusCode,
        row: Appointment,
    ) -> Result<Response, RequestError> {
        let minutes = u16::try_from(row.duration_minutes).unwrap_or(u16::MAX);
        let objections = self.tenant.calendar.objections(
            &row.resource_id,
            self.slot,
            self.offset,
            minutes,
            here.now(),
        );
        let mut warnings: Vec<Warning> = objections.into_iter().map(Warning::from).collect();
        if self
            .service
            .is_some_and(|service| !does(service, &row.resource_id))
        {
            warnings.push(NOT_OFFERED);
        }
        let version = row.version;
        let placed = Placed {
            appointment: row.timed(),
            warnings,
        };
        Ok(tagged(serialized(status, &placed)?, version))
    }
}

fn named<'a>(services: &'a [Service], id: &str) -> Option<&'a Service> {
    services.iter().find(|service| service.id == id)
}

fn does(service: &Service, resource: &str) -> bool {
    service.resources.is_empty() || service.resources.iter().any(|id| id == resource)
}

/// The resource that was asked for, or all that do the service.
fn resources<'a>(
    tenant: &'a Tenant,
    service: Option<&Service>,
    asked: Option<&str>,
) -> Result<Vec<&'a str>, RequestError> {
    let mut enabled = tenant.calendar.resources.iter().map(String::as_str);
    if let Some(asked) = asked {
        let resource = enabled.find(|resource| *resource == asked);
        return resource
            .map(|resource| vec![resource])
            .ok_or_else(|| RequestError::Invalid("resource_id: is no enabled resource".into()));
    }
    let able: Vec<_> = enabled
        .filter(|resource| service.is_none_or(|service| does(service, resource)))
        .collect();
    if able.is_empty() {
        return Err(RequestError::Invalid(
            "resource_id: no enabled resource does that service".into(),
        ));
    }
    Ok(able)
}

/// The start on the wall clock, and under which UTC offset.
fn start(
    tenant: &Tenant,
    date: Day,
    time: LocalTime,
    fold: Fold,
) -> Result<(Slot, i32), RequestError> {
    let slot = Slot {
        date: date.0,
        time: time.0,
    };
    let offsets = calendar::offsets(tenant.calendar.zone, slot);
    let offset = match fold {
        Fold::First => offsets.first(),
        Fold::Second => offsets.last(),
    };
    let offset = offset.ok_or_else(|| {
        RequestError::Invalid("time: the clocks are put forward over that time on that day".into())
    })?;
    Ok((slot, *offset))
}
