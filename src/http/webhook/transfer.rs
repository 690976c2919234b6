//! Who takes a call over: the first of the tenant's targets that is reachable now. Where nobody is,
//! the caller is told so, and told of a call back only once it stands on the list.

use std::pin::pin;

use futures_util::future::{Either, select};

use super::{
    live::{self, DEADLINE},
    routing::{Inbound, NoTenant},
};
use crate::{
    db::{DbError, Rows},
    domain::{Language, PhoneNumber},
    http::{RequestError, exchange::timestamp},
    outcome::Saying,
    speech,
    store::{
        callbacks::{Entry, Kind, Source},
        calls,
        guard::GuardRow,
    },
    support::Texts,
    tenant::Tenant,
    vapi::answer as wire,
};

/// 1 the tenant → 2 who is reachable → 3 otherwise an entry of the callback list → 4 what is said.
pub async fn destination(inbound: &Inbound) -> Result<Vec<u8>, RequestError> {
    let tenant = live::tenant(inbound).await?;
    let Some(tenant) = tenant.filter(|tenant| inbound.agent(tenant).is_ok()) else {
        return Ok(wire::refused(&live::sorry(inbound)));
    };
    let now = inbound.exchange.now();
    let language = inbound.exchange.language();
    let reachable = tenant
        .support
        .reachable(&tenant.calendar, tenant.country, now);
    if let Some((target, number)) = reachable {
        inbound.exchange.note("transfer", "handed_over");
        let own = own(&target.say, language);
        let say = spoken(&tenant, language, inbound, &Saying::Transferring { own });
        return Ok(wire::transfer(number.as_str(), &say));
    }
    let listed = match inbound.caller(&tenant) {
        Some(caller) if !inbound.envelope.simulation => listed(inbound, &tenant, caller).await,
        _ => None,
    };
    inbound.exchange.note(
        "transfer",
        if listed.is_some() {
            "call_back"
        } else {
            "nobody"
        },
    );
    Ok(wire::refused(&match listed {
        Some(language) => {
            let own = own(&tenant.support.transfer.nobody, language);
            spoken(&tenant, language, inbound, &Saying::NobodyWillCall { own })
        }
        None => live::sorry(inbound),
    }))
}

fn own(texts: &Texts, language: Language) -> Option<String> {
    texts.get(language).map(str::to_owned)
}

fn spoken(tenant: &Tenant, language: Language, inbound: &Inbound, saying: &Saying) -> String {
    let today = tenant.calendar.today(inbound.exchange.now());
    speech::say(saying, language, today)
}

/// The call's language once the call back is on the list; `None` when that is not certain.
async fn listed(inbound: &Inbound, tenant: &Tenant, caller: PhoneNumber) -> Option<Language> {
    let timer = inbound.exchange.ports.runtime.sleep(DEADLINE);
    let listing = pin!(list(inbound, tenant, caller));
    let listed = match select(listing, timer).await {
        Either::Left((listed, _)) => listed,
        Either::Right(_) => Err(NoTenant::Database(DbError::Unavailable("too slow".into()))),
    };
    match listed {
        Ok(language) => language,
        Err(error) => {
            inbound.exchange.note("error", format!("{error:?}"));
            None
        }
    }
}

async fn list(
    inbound: &Inbound,
    tenant: &Tenant,
    caller: PhoneNumber,
) -> Result<Option<Language>, NoTenant> {
    let Some(call_key) = inbound.call_key() else {
        return Ok(None);
    };
    let routed = inbound.route_to(&call_key).await?;
    let now = inbound.exchange.now();
    let facts = inbound.call_facts(tenant, &call_key);
    let entry = Entry {
        phone: Some(caller.as_str().to_owned()),
        phone_source: Some("caller"),
        caller_number: Some(caller.as_str().to_owned()),
        call_id: Some(facts.id.clone()),
        due_at: Some(timestamp(tenant.calendar.after_open_minutes(now, 0))),
        // Asked for twice in one call, somebody is owed one call.
        ..Entry::new(
            format!("transfer-{}", facts.id),
            Kind::Transfer,
            Source::Transfer,
        )
    };
    let now = timestamp(now);
    let statements = vec![
        routed.bind.clone(),
        calls::upsert(&routed.guard, &facts, &now),
        entry.insert_guarded(&routed.guard, &now),
        routed.guard.read(&facts.id),
    ];
    let rows = inbound.exchange.meter.insist(statements).await?;
    let state: Option<GuardRow> = rows.last().map(Rows::first).transpose()?.flatten();
    Ok(state.filter(|state| state.holds == 1).map(|state| {
        let switched = state.language.as_deref().and_then(Language::parse);
        switched.unwrap_or(tenant.language)
    }))
}
