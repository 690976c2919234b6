//! The catalogue of tools: names, folders, compiled schemas, and which agent has which.
//!
//! `tool-schemas/<agent>/<tool>.json` is the bare parameters schema of a tool: the folder is the
//! agent type (`common`: every agent), the stem the tool's name, the root `description` what the
//! model is told.

use jsonschema::ErrorIterator;
use serde_json::Value;

/// What an assistant is for; decides which tools it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AgentType {
    Appointment,
    Qualification,
    Support,
    /// Every tool.
    MultiPurpose,
}

impl AgentType {
    /// Reads a stored agent type. A missing or blank one and `reception` mean every tool; `None`
    /// for an unknown one: the line counts as not configured.
    #[must_use]
    pub fn parse(text: Option<&str>) -> Option<Self> {
        match text.map(str::trim).unwrap_or_default() {
            "" | "reception" | "multi_purpose" => Some(Self::MultiPurpose),
            "appointment" => Some(Self::Appointment),
            "qualification" => Some(Self::Qualification),
            "support" => Some(Self::Support),
            _ => None,
        }
    }

    /// The stored name, also the folder of its own tools.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Appointment => "appointment",
            Self::Qualification => "qualification",
            Self::Support => "support",
            Self::MultiPurpose => "multi_purpose",
        }
    }

    /// The tools of this agent: those of its folder and the common ones.
    pub fn tools(self) -> impl Iterator<Item = Tool> {
        Tool::ALL.into_iter().filter(move |tool| {
            self == Self::MultiPurpose || tool.folder() == self.name() || tool.folder() == COMMON
        })
    }
}

const COMMON: &str = "common";

impl Tool {
    /// The tool of that exact name, if the agent has it.
    #[must_use]
    pub fn find(agent: AgentType, name: &str) -> Option<Self> {
        agent.tools().find(|tool| tool.name() == name)
    }
}

/// Declares the tools; everything about one stands on one line.
macro_rules! tools {
    ($($tool:ident, $folder:literal, $name:literal, writes: $writes:literal, $path:literal;)*) => {
        /// A tool that a model may call.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Tool {
            $($tool,)*
        }

        impl Tool {
            /// All tools, by folder.
            pub const ALL: [Self; [$(Self::$tool),*].len()] = [$(Self::$tool),*];

            /// The name the model calls.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$tool => $name,)* }
            }

            /// The folder of its schema: the agent type that has it, or `common`.
            #[must_use]
            pub fn folder(self) -> &'static str {
                match self { $(Self::$tool => $folder,)* }
            }

            /// Whether it changes anything; a reading tool is read afresh at every call.
            #[must_use]
            pub fn writes(self) -> bool {
                match self { $(Self::$tool => $writes,)* }
            }

            /// The text of its schema file.
            #[must_use]
            pub fn schema_text(self) -> &'static str {
                match self {
                    $(Self::$tool => include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/", $path)),)*
                }
            }

            /// What is wrong with `arguments` (an object) by its schema; empty if nothing is.
            #[must_use]
            pub fn errors(self, arguments: &Value) -> ErrorIterator<'_> {
                match self { $(Self::$tool => validators::$tool::iter_errors(arguments),)* }
            }
        }

        /// The validators, compiled from the schema files.
        mod validators {
            $(
                #[jsonschema::validator(
                    path = $path,
                    draft = Draft202012,
                    validate_formats = true,
                    methods = { is_valid = false, validate = false }
                )]
                pub struct $tool;
            )*
        }
    };
}

#[rustfmt::skip]
tools! {
    CheckAvailability, "appointment", "check_availability", writes: false, "tool-schemas/appointment/check_availability.json";
    BookAppointment, "appointment", "book_appointment", writes: true, "tool-schemas/appointment/book_appointment.json";
    FindAppointments, "appointment", "find_appointments", writes: false, "tool-schemas/appointment/find_appointments.json";
    RescheduleAppointment, "appointment", "reschedule_appointment", writes: true, "tool-schemas/appointment/reschedule_appointment.json";
    CancelAppointment, "appointment", "cancel_appointment", writes: true, "tool-schemas/appointment/cancel_appointment.json";
    QualifyProspect, "qualification", "qualify_prospect", writes: true, "tool-schemas/qualification/qualify_prospect.json";
    ScheduleFollowUp, "qualification", "schedule_follow_up", writes: true, "tool-schemas/qualification/schedule_follow_up.json";
    CreateTicket, "support", "create_ticket", writes: true, "tool-schemas/support/create_ticket.json";
    FindTickets, "support", "find_tickets", writes: false, "tool-schemas/support/find_tickets.json";
    AddTicketNote, "support", "add_ticket_note", writes: true, "tool-schemas/support/add_ticket_note.json";
    EscalateTicket, "support", "escalate_ticket", writes: true, "tool-schemas/support/escalate_ticket.json";
    RequestCallback, "common", "request_callback", writes: true, "tool-schemas/common/request_callback.json";
    GetBusinessInfo, "common", "get_business_info", writes: false, "tool-schemas/common/get_business_info.json";
}

#[cfg(test)]
mod tests;
