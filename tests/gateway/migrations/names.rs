//! `name_key`: how names are compared, whoever spelt them.

use super::column;
use crate::sqlite::SqliteDb;

#[test]
fn names_fold_to_what_is_heard() {
    for (name, key) in [
        ("Martin", "martin"),
        ("ÉLODIE Lefèvre", "elodie lefevre"),
        ("Jean-François D’Été", "jean francois d ete"),
        ("Jean - Paul  Sartre ", "jean paul sartre"),
        ("D'Œuvré", "d oeuvre"),
        ("Ægir Ångström", "aegir angstrom"),
        ("Groß Müller", "gross muller"),
        ("Łukasz Žižek", "lukasz zizek"),
        ("Dağdeviren Şahin", "dagdeviren sahin"),
        ("Ñuñez Çelik", "nunez celik"),
        ("M. Ÿvon Ý", "m yvon y"),
        ("El\u{301}odie\u{a0}Lefe\u{300}vre", "elodie lefevre"),
        (
            "ÀÁÂÃÄÅ ÈÉÊË ÌÍÎÏ ÒÓÔÕÖØ ÙÚÛÜ",
            "aaaaaa eeee iiii oooooo uuuu",
        ),
        (
            "àáâãäå èéêë ìíîï òóôõöø ùúûü ÿý",
            "aaaaaa eeee iiii oooooo uuuu yy",
        ),
        ("李", "李"),
        ("", ""),
    ] {
        let db = SqliteDb::migrated();
        let quoted = name.replace('\'', "''");
        db.execute(&format!(
            "INSERT INTO rendez_vous (id, tenant_id, customer_name, rdv_date, rdv_time)
             VALUES ('r', 't', '{quoted}', '2026-10-05', '10:00');
             INSERT INTO prospects (id, tenant_id, name) VALUES ('p', 't', '{quoted}');
             INSERT INTO tickets (id, tenant_id, customer_name, subject)
             VALUES ('k', 't', '{quoted}', 'S')"
        ));
        let keys = column(
            &db,
            "SELECT name_key FROM rendez_vous UNION ALL SELECT name_key FROM prospects
             UNION ALL SELECT name_key FROM tickets",
        );
        assert_eq!(keys, [key; 3], "{name}");
    }
}
