//! Whose prospect a call speaks of, decided in SQL so that calls at once find the same row.
//!
//! One person is one prospect by phone number, else by e-mail address, else by the call; the same
//! number with a clearly different name is somebody else. A number or an address that the model
//! only passes on leads to the row but does not open it.

/// The words of a folded name.
macro_rules! words {
    ($name:literal) => {
        concat!(
            "json_each('[' || replace(json_quote(",
            $name,
            "), ' ', '\",\"') || ']')"
        )
    };
}

/// Whether two words of names are one as far as a transcription can be trusted: equal, an initial,
/// or from five letters on one letter apart. A final e more tells a woman from a man.
macro_rules! alike {
    () => {
        "(x.value = y.value \
          OR length(x.value) = 1 AND substr(y.value, 1, 1) = x.value \
          OR length(y.value) = 1 AND substr(x.value, 1, 1) = y.value \
          OR min(length(x.value), length(y.value)) >= 5 \
            AND x.value || 'e' <> y.value AND y.value || 'e' <> x.value \
            AND EXISTS (SELECT 1 FROM json_each('[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]') n \
              WHERE substr(x.value, 1, n.value - 1) = substr(y.value, 1, n.value - 1) \
                AND (length(x.value) = length(y.value) \
                      AND substr(x.value, n.value + 1) = substr(y.value, n.value + 1) \
                  OR n.value <= length(x.value) AND substr(x.value, n.value + 1) = substr(y.value, n.value) \
                  OR n.value <= length(y.value) AND substr(x.value, n.value) = substr(y.value, n.value + 1))))"
    };
}

/// Whether every word of the name `$some`, titles aside, is in the name `$all`.
macro_rules! within {
    ($some:literal, $all:literal) => {
        concat!(
            "NOT EXISTS (SELECT 1 FROM ",
            words!($some),
            " x WHERE x.value <> '' AND x.value NOT IN (SELECT w.value FROM json_each(t.plan, '$.titles') w) \
               AND NOT EXISTS (SELECT 1 FROM ",
            words!($all),
            " y WHERE ",
            alike!(),
            "))"
        )
    };
}

/// Whether the title at the head of the folded name is that of a `$sex`.
macro_rules! is_title {
    (man, $name:literal) => {
        concat!(
            "substr(",
            $name,
            ", 1, instr(",
            $name,
            " || ' ', ' ') - 1) IN ('m', 'mr', 'monsieur', 'mister')"
        )
    };
    (woman, $name:literal) => {
        concat!(
            "substr(",
            $name,
            ", 1, instr(",
            $name,
            " || ' ', ' ') - 1) IN ('mme', 'madame', 'mlle', 'mademoiselle', 'mrs', 'ms', 'miss')"
        )
    };
}

/// Every row that could be this person's, as a list in `facts`.
///
/// `tier`: 0 the call has spoken of it, 1 the caller's number, 2 a number that was given, 3 an
/// e-mail address. `fit` of the name, that of the call's earlier questions where none is given:
/// 3 the same or both unknown, 2 one is a part of the other, 1 only the row has none, 0 somebody
/// else. `open`: the answer may come from the row. `fresh`: no other call has spoken of it.
pub const CANDIDATES: &str = concat!(
    "UPDATE tool_calls AS t SET facts = ( \
       SELECT json_group_array(json_object('id', c.id, 'seen', c.seen, 'fresh', c.fresh, \
         'open', c.verified OR c.spoken AND c.fresh, \
         'tier', CASE WHEN c.spoken THEN 0 WHEN c.calls THEN 1 WHEN c.given THEN 2 ELSE 3 END, \
         'fit', CASE WHEN ",
    is_title!(man, "c.said"),
    " AND ",
    is_title!(woman, "c.named"),
    " OR ",
    is_title!(woman, "c.said"),
    " AND ",
    is_title!(man, "c.named"),
    "    THEN 0 \
           WHEN c.said_within AND c.named_within THEN 3 WHEN c.named = '' THEN 1 \
           WHEN c.said_within OR c.named_within THEN 2 ELSE 0 END)) \
       FROM (SELECT r.*, e.said, ",
    within!("e.said", "r.named"),
    "    AS said_within, ",
    within!("r.named", "e.said"),
    "    AS named_within \
         FROM (SELECT p.id, p.last_contact_at AS seen, iif(p.name = '?', '', p.name_key) AS named, \
             coalesce(p.caller_number = t.plan->>'$.caller', 0) \
               OR coalesce(p.phone IN (SELECT w.value FROM json_each(t.plan, '$.own_written') w), 0) \
               AS calls, \
             coalesce(p.caller_number = t.plan->>'$.caller', 0) \
               OR coalesce(p.phone IN (SELECT w.value FROM json_each(t.plan, '$.own_written') w), 0) \
                 AND p.phone_source IS NOT 'model' AS verified, \
             coalesce(p.caller_number IN (SELECT w.value FROM json_each(t.plan, '$.numbers') w), 0) \
               OR coalesce(p.phone IN (SELECT w.value FROM json_each(t.plan, '$.written') w), 0) \
               AS given, \
             EXISTS (SELECT 1 FROM prospect_calls o WHERE o.tenant_id = t.tenant_id \
               AND o.call_id = t.call_id AND o.prospect_id = p.id) AS spoken, \
             p.call_id IS t.call_id AND NOT EXISTS (SELECT 1 FROM prospect_calls o \
               WHERE o.tenant_id = t.tenant_id AND o.prospect_id = p.id AND o.call_id <> t.call_id) \
               AS fresh \
           FROM prospects p WHERE +p.tenant_id = t.tenant_id AND p.id IN ( \
             SELECT f.id FROM prospects f WHERE f.tenant_id = t.tenant_id \
               AND f.caller_number IN (SELECT w.value FROM json_each(t.plan, '$.numbers') w) \
             UNION SELECT f.id FROM prospects f WHERE f.tenant_id = t.tenant_id \
               AND f.phone IN (SELECT w.value FROM json_each(t.plan, '$.written') w) \
             UNION SELECT f.id FROM prospects f WHERE f.tenant_id = t.tenant_id \
               AND f.email = t.plan->>'$.told.email' COLLATE NOCASE \
             UNION SELECT o.prospect_id FROM prospect_calls o \
               WHERE o.tenant_id = t.tenant_id AND o.call_id = t.call_id)) r, \
         (SELECT coalesce(nullif(t.plan->>'$.name_key', ''), ( \
             SELECT iif(o.name = '?', '', o.name_key) FROM prospects o WHERE o.id = ( \
               SELECT l.effect_id FROM tool_calls l WHERE l.tenant_id = t.tenant_id \
                 AND l.call_id = t.call_id AND l.tool = 'qualify_prospect' AND l.dry = 0 \
                 AND l.status = 'recorded' AND l.id <> t.id ORDER BY l.seq DESC LIMIT 1) \
               AND +o.tenant_id = t.tenant_id), '') AS said) e) c) \
     WHERE t.id = ?1 AND t.status IS NULL AND t.dry = 0"
);

/// Takes one row: that of the call, else the nearest that is not ambiguous, else a new one. A row
/// that only this call has spoken of becomes one with the person's, once it is known whose it is.
pub const CHOOSE: &str = "UPDATE tool_calls AS t SET (status, effect_id, facts) = ( \
       SELECT 'recorded', \
         coalesce(iif(c.joins OR c.own IS NULL, c.person, c.own), t.plan->>'$.new_id'), \
         json_object('from', iif(c.joins, c.own, NULL), \
           'open', coalesce(iif(c.joins OR c.own IS NULL, c.person_open, c.own_open), 1)) \
       FROM (SELECT o.id AS own, o.open AS own_open, b.id AS person, b.open AS person_open, \
               coalesce(o.fresh AND b.id IS NOT NULL, 0) AS joins \
         FROM (SELECT 1) \
         LEFT JOIN (SELECT c.value->>'$.id' AS id, c.value->>'$.open' AS open, \
                 c.value->>'$.fresh' AS fresh \
               FROM json_each(t.facts) c WHERE c.value->>'$.tier' = 0 AND c.value->>'$.fit' > 0 \
               ORDER BY c.value->>'$.fit' DESC, c.value->>'$.seen' DESC, c.value->>'$.id' DESC \
               LIMIT 1) o \
         LEFT JOIN (SELECT c.value->>'$.id' AS id, c.value->>'$.open' AS open \
               FROM json_each(t.facts) c WHERE c.value->>'$.tier' > 0 AND c.value->>'$.fit' > 0 \
                 AND (c.value->>'$.fit' <> 2 OR 1 = (SELECT count(*) FROM json_each(t.facts) d \
                   WHERE d.value->>'$.tier' = c.value->>'$.tier' AND d.value->>'$.fit' = 2)) \
               ORDER BY c.value->>'$.tier', c.value->>'$.fit' DESC, c.value->>'$.seen' DESC LIMIT 1) b \
       ) c) \
     WHERE t.id = ?1 AND t.status IS NULL";
