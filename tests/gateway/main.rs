//! The integration tests: one binary, the real core over a native SQLite as strict as D1.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod any_order;
mod api;
mod app;
mod appointments;
mod architecture;
mod audit;
mod auth;
mod bad_input;
mod budget;
mod business_info;
mod calendar_feed;
mod callback_entries;
mod callbacks;
mod callbacks_api;
mod calls_api;
mod channels;
mod chats;
mod diary_api;
mod emergencies;
mod endpoints;
mod erasures;
mod events_api;
mod faults;
mod fixtures;
mod health;
mod inbox;
mod intruders;
mod late_tickets;
mod live;
mod migrations;
mod noise;
mod odd_arguments;
mod odd_texts;
mod openapi;
mod operator;
mod outgoing;
mod own_accounts;
mod payloads;
mod person;
mod personal_data;
mod plans;
mod prospects;
mod qualification;
mod random;
mod reconciliation;
mod replay;
mod report_effects;
mod reports;
mod retention;
mod reused_ids;
mod scenes;
mod scoring;
mod second_thoughts;
mod sqlite;
mod stale;
mod status;
mod support;
mod support_guide;
mod tables;
mod tenancy;
mod ticket_times;
mod tickets_api;
mod tickets_of_others;
mod transfers;
mod truth;
mod truth_checks;
mod vapi;
