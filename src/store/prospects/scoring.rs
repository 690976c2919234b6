//! The score of a prospect from the tenant's rules, in SQL, so that it is always that of the row
//! as the batch leaves it. `$scoring` is what `tenant::ScoringRules::plan` gives.

/// What is known of the prospect `p`, as a JSON object by column.
macro_rules! known {
    () => {
        "json_object('name', nullif(p.name, '?'), 'phone', p.phone, 'phone_source', p.phone_source, \
           'caller_number', p.caller_number, 'email', p.email, 'interest_type', p.interest_type, \
           'budget_min', p.budget_min, 'budget_max', p.budget_max, \
           'location_preference', p.location_preference, 'property_type', p.property_type, \
           'timeline', p.timeline, 'decision_maker', p.decision_maker, 'notes', p.notes)"
    };
}

/// The field `$field` of the rules in the object `d.doc`; NULL when it is not known.
macro_rules! field {
    ($field:literal) => {
        concat!(
            "CASE ",
            $field,
            " WHEN 'budget' THEN coalesce(d.doc->>'$.budget_max', d.doc->>'$.budget_min') \
              WHEN 'contact' THEN coalesce(d.doc->>'$.phone', d.doc->>'$.caller_number', d.doc->>'$.email') \
              ELSE d.doc->>",
            $field,
            " END"
        )
    };
}

/// Text as the phrases of the rules are written: lower case, without accents and punctuation,
/// a blank at either end.
macro_rules! folded {
    ($text:literal) => {
        concat!(
            "(' ' || replace(replace(replace(replace(replace(replace(replace(replace(replace(replace( \
             replace(replace(replace(replace(replace(replace(replace(replace(replace(replace( \
             replace(replace(replace(replace(replace(replace(replace(lower(",
            $text,
            "), 'à', 'a'), 'â', 'a'), 'À', 'a'), 'Â', 'a'), 'ç', 'c'), 'Ç', 'c'), 'é', 'e'), 'è', 'e'), \
             'ê', 'e'), 'ë', 'e'), 'É', 'e'), 'È', 'e'), 'Ê', 'e'), 'î', 'i'), 'ï', 'i'), 'ô', 'o'), \
             'ö', 'o'), 'ù', 'u'), 'û', 'u'), 'ü', 'u'), 'œ', 'oe'), '''', ' '), '’', ' '), '-', ' '), \
             ',', ' '), '.', ' '), '  ', ' ') || ' ')"
        )
    };
}

/// Whether a phrase of the list `$list` of the rule `r` is in the folded text of its field.
macro_rules! says {
    ($list:literal) => {
        concat!(
            "EXISTS (SELECT 1 FROM json_each(r.rule, '$.",
            $list,
            "') w WHERE instr(r.text, ' ' || w.value || ' ') > 0)"
        )
    };
}

/// The points that the rules give the object `d.doc` for the criterion `k.value`.
macro_rules! points {
    ($scoring:literal) => {
        concat!(
            "(SELECT coalesce(sum(r.rule->>'$.points'), 0) FROM (SELECT q.*, ",
            folded!("q.known"),
            "    AS text FROM (SELECT j.value AS rule, ",
            field!("(j.value->>'$.field')"),
            "      AS known FROM json_each(",
            $scoring,
            ", '$.rules') j WHERE j.value->>'$.criterion' = k.value) q) r \
             WHERE r.known IS NOT NULL \
               AND (r.rule->>'$.at_least' IS NULL OR r.known >= r.rule->>'$.at_least') \
               AND (r.rule->>'$.at_most' IS NULL OR r.known <= r.rule->>'$.at_most') \
               AND (r.rule->>'$.is' IS NULL OR r.known = r.rule->>'$.is') \
               AND (r.rule->'$.says' IS NULL OR ",
            says!("says"),
            ") AND (r.rule->'$.unless_says' IS NULL OR NOT ",
            says!("unless_says"),
            "))"
        )
    };
}

/// A table of one row: `score`, `criteria` (points by criterion), `missing` (fields, the most
/// useful first), the `status` by the rules, and `notes` that say all of it to staff.
macro_rules! scored {
    ($doc:expr, $scoring:literal) => {
        concat!(
            "(SELECT x.score, x.criteria, x.missing, \
                CASE WHEN x.score >= ",
            $scoring,
            "->>'$.statuses.qualified' THEN 'qualified' WHEN x.score >= ",
            $scoring,
            "->>'$.statuses.follow_up' THEN 'follow_up' ELSE 'new' END AS status, \
                (",
            $scoring,
            "->>'$.words.score') || ' ' || x.score || '/100' || (",
            $scoring,
            "->>'$.words.colon') || coalesce((SELECT group_concat((",
            $scoring,
            "->>('$.words.criteria.' || c.key)) || ' ' || c.value, ', ') \
                   FROM json_each(x.criteria) c), '') || '. ' || \
                CASE json_array_length(x.missing) WHEN 0 THEN ",
            $scoring,
            "->>'$.words.complete' ELSE (",
            $scoring,
            "->>'$.words.missing') || (",
            $scoring,
            "->>'$.words.colon') || (SELECT group_concat(",
            $scoring,
            "->>('$.words.fields.' || m.value), ', ') FROM json_each(x.missing) m) || '.' END AS notes \
              FROM (SELECT y.criteria, y.missing, max(0, min(100, \
                  (SELECT coalesce(sum(c.value), 0) FROM json_each(y.criteria) c))) AS score \
                FROM (SELECT (SELECT json_group_object(k.value, ",
            points!($scoring),
            ") FROM json_each(",
            $scoring,
            ", '$.criteria') k) AS criteria, \
                    (SELECT json_group_array(a.value) FROM json_each(",
            $scoring,
            ", '$.asked') a WHERE ",
            field!("a.value"),
            " IS NULL) AS missing \
                  FROM (SELECT ",
            $doc,
            " AS doc) d) y) x)"
        )
    };
}

/// The columns of the prospect `p` that follow from its score. The status moves unless somebody
/// has set it, the notes unless somebody has written others.
macro_rules! rescored {
    ($scoring:literal) => {
        concat!(
            "(qualification_score, score_detail, qualification_status, qualification_notes) = ( \
               SELECT s.score, json_object('score', s.score, 'criteria', json(s.criteria), \
                   'missing', json(s.missing), 'status', s.status, 'notes', s.notes), \
                 iif(p.status_set_by = 'human', p.qualification_status, s.status), \
                 iif(p.qualification_notes IS NULL \
                     OR p.qualification_notes IS p.score_detail->>'$.notes', \
                   s.notes, p.qualification_notes) \
               FROM ",
            scored!(known!(), $scoring),
            " s)"
        )
    };
}

/// Whether somebody with the interest `$interest` buys: then amounts are prices.
macro_rules! buys {
    ($interest:expr) => {
        concat!(
            "coalesce(",
            $interest,
            " LIKE '%ach_t%' OR ",
            $interest,
            " LIKE '%acqu%' OR ",
            $interest,
            " LIKE '%invest%' OR ",
            $interest,
            " LIKE '%buy%' OR ",
            $interest,
            " LIKE '%purchas%', 0)"
        )
    };
}

/// The amount of somebody who buys as it is meant: "trois cents" is said for 300,000.
macro_rules! meant {
    ($amount:expr, $buys:expr) => {
        concat!(
            "iif(",
            $buys,
            " AND ",
            $amount,
            " BETWEEN 1 AND 9999, ",
            $amount,
            " * 1000, ",
            $amount,
            ")"
        )
    };
}
