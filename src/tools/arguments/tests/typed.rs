//! The structs against the schemas: every property has its field and every field its property.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{clean, full, required};
use crate::{
    record::Record,
    tools::{Clean, Tool, arguments::typed::*},
};

/// What the tool's struct makes of the values: the fields that hold something.
fn round_trip(tool: Tool, clean: &Clean) -> Option<Map<String, Value>> {
    fn through<T: Record + Serialize>(clean: &Clean) -> Option<Map<String, Value>> {
        let value = serde_json::to_value(clean.read::<T>().ok()?).unwrap();
        Some(
            value
                .as_object()?
                .clone()
                .into_iter()
                .filter(|(_, value)| !value.is_null())
                .collect(),
        )
    }
    match tool {
        Tool::CheckAvailability => through::<CheckAvailability>(clean),
        Tool::BookAppointment => through::<BookAppointment>(clean),
        Tool::FindAppointments => through::<FindAppointments>(clean),
        Tool::RescheduleAppointment => through::<RescheduleAppointment>(clean),
        Tool::CancelAppointment => through::<CancelAppointment>(clean),
        Tool::QualifyProspect => through::<QualifyProspect>(clean),
        Tool::ScheduleFollowUp => through::<ScheduleFollowUp>(clean),
        Tool::CreateTicket => through::<CreateTicket>(clean),
        Tool::FindTickets => through::<FindTickets>(clean),
        Tool::AddTicketNote => through::<AddTicketNote>(clean),
        Tool::EscalateTicket => through::<EscalateTicket>(clean),
        Tool::RequestCallback => through::<RequestCallback>(clean),
        Tool::GetBusinessInfo => through::<GetBusinessInfo>(clean),
    }
}

/// Whether the values read as the tool's struct without loss.
pub(super) fn reads(tool: Tool, clean: &Clean) -> bool {
    let mut values = clean.values.clone();
    values.remove("language");
    round_trip(tool, clean) == Some(values)
}

#[test]
fn full_and_minimal_arguments_read_without_loss() {
    for tool in Tool::ALL {
        let full = full(tool);
        assert!(reads(tool, &clean(tool, &full).unwrap()), "{tool:?}");

        let required = required(tool);
        let minimal = full
            .into_iter()
            .filter(|(name, _)| required.contains(name))
            .collect();
        assert!(reads(tool, &clean(tool, &minimal).unwrap()), "{tool:?}");
    }
}

#[test]
fn every_option_of_an_enumeration_has_a_variant() {
    for tool in Tool::ALL {
        let schema: Value = serde_json::from_str(tool.schema_text()).unwrap();
        for (name, property) in schema["properties"].as_object().unwrap() {
            for option in property["enum"].as_array().into_iter().flatten() {
                let mut raw = full(tool);
                raw.insert(name.clone(), option.clone());
                assert!(
                    reads(tool, &clean(tool, &raw).unwrap()),
                    "{tool:?} {name} {option}"
                );
            }
        }
    }
}

#[test]
fn a_struct_of_another_tool_is_a_fault_without_details() {
    let values = clean(Tool::GetBusinessInfo, &Map::new()).unwrap();
    let error = values.read::<BookAppointment>().unwrap_err();
    assert!(!error.0.contains("required"), "{error}");
}
