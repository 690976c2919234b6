//! The parts of a server message that are read, borrowed from the body.
//!
//! Fields follow Vapi's OpenAPI of 2026-08 and the payloads captured since 2024-03. Every one is
//! optional whatever the schema says; unknown ones are skipped. A key that stands twice is the
//! one error of these types, see `message::parse`.

use serde::Deserialize;

use super::json::{Raw, object};

/// Declares borrowed, lenient structs: `serde(default)`, camel case.
macro_rules! wire {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attribute:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Default, Deserialize)]
        #[serde(default, rename_all = "camelCase", bound(deserialize = "'de: 'a"))]
        pub(super) struct $name<'a> { $($(#[$attribute])* pub $field: $type,)* }
    )*};
}

wire! {
    /// The body: the wrapper, and envelope fields that some senders put beside it.
    Body {
        #[serde(deserialize_with = "object")] message: Option<Message<'a>>,
        /// The wrapper as the schema of `voice-request` spells it.
        #[serde(deserialize_with = "object")] messsage: Option<Message<'a>>,
        call: Raw<'a>,
        customer: Raw<'a>,
        phone_number: Raw<'a>,
        assistant: Raw<'a>,
        timestamp: Raw<'a>,
    }

    /// The message of any type.
    Message {
        #[serde(rename = "type")] kind: Raw<'a>,
        timestamp: Raw<'a>,
        #[serde(deserialize_with = "object")] call: Option<Call<'a>>,
        #[serde(deserialize_with = "object")] chat: Option<Chat<'a>>,
        #[serde(deserialize_with = "object")] session: Option<Chat<'a>>,
        #[serde(deserialize_with = "object")] customer: Option<Customer<'a>>,
        /// The customer beside the message, not in it.
        #[serde(skip)] customer_beside: Option<Customer<'a>>,
        #[serde(deserialize_with = "object")] phone_number: Option<PhoneNumber<'a>>,
        #[serde(deserialize_with = "object")] assistant: Option<Assistant<'a>>,

        tool_call_list: Raw<'a>,
        tool_calls: Raw<'a>,
        tool_with_tool_call_list: Raw<'a>,
        function_call: Raw<'a>,

        status: Raw<'a>,
        #[serde(deserialize_with = "object")]
        inbound_phone_call_debugging_artifacts: Option<Debugging<'a>>,
        language: Raw<'a>,

        ended_reason: Raw<'a>,
        started_at: Raw<'a>,
        ended_at: Raw<'a>,
        #[serde(deserialize_with = "object")] artifact: Option<Artifact<'a>>,
        #[serde(deserialize_with = "object")] analysis: Option<Analysis<'a>>,
        #[serde(deserialize_with = "object")] compliance: Option<Compliance<'a>>,
        cost: Raw<'a>,
        #[serde(deserialize_with = "object")] cost_breakdown: Option<CostBreakdown<'a>>,
        duration_seconds: Raw<'a>,
        duration_ms: Raw<'a>,
        summary: Raw<'a>,
        transcript: Raw<'a>,
        messages: Raw<'a>,
        recording_url: Raw<'a>,
        #[serde(deserialize_with = "object")] destination: Option<Destination<'a>>,
    }

    /// A picture of the call at its creation: its status is stale, its cost 0.
    Call {
        id: Raw<'a>,
        #[serde(rename = "type")] kind: Raw<'a>,
        assistant_id: Raw<'a>,
        #[serde(deserialize_with = "object")] assistant_overrides: Option<Overrides<'a>>,
        #[serde(deserialize_with = "object")] metadata: Option<Metadata<'a>>,
        phone_number_id: Raw<'a>,
        #[serde(deserialize_with = "object")] phone_number: Option<PhoneNumber<'a>>,
        #[serde(deserialize_with = "object")] customer: Option<Customer<'a>>,
        #[serde(deserialize_with = "object")] transport: Option<Transport<'a>>,
        forwarded_from: Raw<'a>,
        phone_call_provider: Raw<'a>,
        phone_call_provider_id: Raw<'a>,
        twilio_call_sid: Raw<'a>,
        created_at: Raw<'a>,
        started_at: Raw<'a>,
        ended_at: Raw<'a>,
        ended_reason: Raw<'a>,
        cost: Raw<'a>,
        #[serde(deserialize_with = "object")] analysis: Option<Analysis<'a>>,
        #[serde(deserialize_with = "object")] compliance: Option<Compliance<'a>>,
    }

    /// A text chat or a session of chats.
    Chat { id: Raw<'a>, session_id: Raw<'a>, assistant_id: Raw<'a>, }

    /// The other party. One sender of 2025-01 nested our number in it.
    Customer {
        number: Raw<'a>,
        #[serde(deserialize_with = "object")] phone_number: Option<PhoneNumber<'a>>,
    }

    /// Our number.
    PhoneNumber { id: Raw<'a>, number: Raw<'a>, }

    Assistant { id: Raw<'a>, }

    Overrides { #[serde(deserialize_with = "object")] metadata: Option<Metadata<'a>>, }

    Metadata { is_simulation: Raw<'a>, }

    Transport { provider: Raw<'a>, call_sid: Raw<'a>, forwarded_from: Raw<'a>, }

    /// Why an inbound call could not be accepted.
    Debugging { error: Raw<'a>, assistant_request_error: Raw<'a>, }

    Artifact {
        transcript: Raw<'a>,
        messages: Raw<'a>,
        #[serde(deserialize_with = "object")] recording: Option<Recording<'a>>,
        presigned_mono_url: Raw<'a>,
        recording_url: Raw<'a>,
        variable_values: Raw<'a>,
        variables: Raw<'a>,
        structured_outputs: Raw<'a>,
        transfers: Raw<'a>,
        assistant_activations: Raw<'a>,
    }

    Recording { #[serde(deserialize_with = "object")] mono: Option<MonoRecording<'a>>, }

    MonoRecording { combined_url: Raw<'a>, }

    Analysis { summary: Raw<'a>, structured_data: Raw<'a>, success_evaluation: Raw<'a>, }

    Compliance { recording_consent: Raw<'a>, }

    CostBreakdown { total: Raw<'a>, }

    /// One tool call, in every form of 2024 to 2026.
    ToolCall {
        id: Raw<'a>,
        name: Raw<'a>,
        #[serde(deserialize_with = "object")] function: Option<Function<'a>>,
        arguments: Raw<'a>,
        parameters: Raw<'a>,
    }

    Function { name: Raw<'a>, arguments: Raw<'a>, parameters: Raw<'a>, }

    /// An entry of `toolWithToolCallList`: the tool's definition around its call.
    ToolWithCall {
        tool_call: Raw<'a>,
        name: Raw<'a>,
        #[serde(deserialize_with = "object")] function: Option<Function<'a>>,
        #[serde(deserialize_with = "object")] tool: Option<Named<'a>>,
    }

    Named { name: Raw<'a>, }

    /// One entry of the conversation: what was said, a call of a tool, or its result.
    Turn {
        role: Raw<'a>,
        message: Raw<'a>,
        time: Raw<'a>,
        seconds_from_start: Raw<'a>,
        /// The same in OpenAI's form.
        content: Raw<'a>,
        tool_calls: Raw<'a>,
        tool_call_id: Raw<'a>,
        name: Raw<'a>,
        result: Raw<'a>,
    }

    /// One transfer of the call.
    Transfer {
        status: Raw<'a>,
        #[serde(deserialize_with = "object")] destination: Option<Destination<'a>>,
    }

    /// Where a call is forwarded to.
    Destination { number: Raw<'a>, sip_uri: Raw<'a>, }

    /// An assistant that took part in the call.
    Activation { assistant_id: Raw<'a>, assistant_name: Raw<'a>, }
}
