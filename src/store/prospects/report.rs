//! What an end-of-call report adds to the prospects of its call.

/// The prospects of call ?6 of the guard's tenant, while the guard holds. The plus keeps the planner
/// from walking through all of the tenant's.
macro_rules! of_call {
    () => {
        concat!(
            "+p.tenant_id = ?1 AND p.id IN ( \
               SELECT effect_id FROM tool_calls WHERE tenant_id = ?1 AND call_id = ?6 \
                 AND tool = 'qualify_prospect' AND status = 'recorded' AND dry = 0) AND ",
            guard!()
        )
    };
}

/// Who changes it, for the history.
macro_rules! by_report {
    ($step:literal) => {
        concat!(
            "json_object('by', 'report', 'call_id', ?6, 'id', ?8 || ':",
            $step,
            "')"
        )
    };
}

/// The value of `$column` where there is none yet.
macro_rules! filled {
    ($column:literal) => {
        concat!(
            $column,
            " = coalesce(p.",
            $column,
            ", ?7->>'$.",
            $column,
            "'), "
        )
    };
}

/// An amount where there is none yet, unless the lowest would then be above the highest.
macro_rules! filled_amount {
    ($column:literal) => {
        concat!(
            $column,
            " = iif(coalesce(",
            amount_then!("budget_min"),
            " > ",
            amount_then!("budget_max"),
            ", 0), p.",
            $column,
            ", ",
            amount_then!($column),
            "), "
        )
    };
}

/// The amount with its gap filled.
macro_rules! amount_then {
    ($column:literal) => {
        concat!(
            "coalesce(p.",
            $column,
            ", ",
            meant!(concat!("(?7->>'$.", $column, "')"), buys_now!()),
            ")"
        )
    };
}

macro_rules! buys_now {
    () => {
        buys!("coalesce(p.interest_type, ?7->>'$.interest_type')")
    };
}

/// Fills gaps of the call's prospects from structured outputs, overwriting nothing.
/// ?1 to ?5 guard, ?6 call, ?7 JSON object of fields, ?8 now.
pub const FILL_GAPS: &str = concat!(
    "UPDATE prospects AS p SET \
       name = CASE p.name WHEN '?' THEN coalesce(?7->>'$.name', p.name) ELSE p.name END, ",
    filled!("email"),
    filled!("interest_type"),
    filled_amount!("budget_min"),
    filled_amount!("budget_max"),
    filled!("location_preference"),
    filled!("property_type"),
    filled!("timeline"),
    filled!("decision_maker"),
    "updated_at = ?8, last_change = ",
    by_report!("filled"),
    " WHERE ",
    of_call!()
);

/// The score of what [`FILL_GAPS`] left. ?1 to ?5 guard, ?6 call, ?7 the rules, ?8 now.
pub const SCORE_OF_CALL: &str = concat!(
    "UPDATE prospects AS p SET ",
    rescored!("?7"),
    ", last_change = ",
    by_report!("scored"),
    " WHERE ",
    of_call!()
);
