//! What French callers are asked about days and times.

use chrono::{Datelike, NaiveDate, NaiveTime};

use super::calendar::{date, day, time, weekday};
use crate::speech::read_back::Questions;

pub fn which_date(one: NaiveDate, other: NaiveDate, today: NaiveDate) -> String {
    format!(
        "Parlez-vous du {} ou du {} ?",
        date(one, today),
        date(other, today)
    )
}

pub fn which_time(one: NaiveTime, other: NaiveTime) -> String {
    format!("Est-ce à {} ou à {} ?", time(one), time(other))
}

/// The day itself may be today, when only its time has passed.
pub fn in_the_past(asked: NaiveDate, now: NaiveDate, today: NaiveDate) -> String {
    if asked == now {
        let now = date(now, today);
        return format!("Nous sommes le {now} et cette heure est passée. Laquelle voulez-vous ?");
    }
    let (asked, now) = (date(asked, today), date(now, today));
    format!("Le {asked} est déjà passé, nous sommes le {now}. Quel jour souhaitez-vous ?")
}

pub fn weekday_mismatch(on: NaiveDate, today: NaiveDate) -> String {
    let weekday = weekday(on.weekday());
    format!(
        "Le {} est un {weekday}. Est-ce bien le jour que vous voulez ?",
        day(on, today)
    )
}

pub fn date_unclear(now: NaiveDate, today: NaiveDate) -> String {
    let now = date(now, today);
    format!("Je n'ai pas bien saisi le jour. Nous sommes le {now}, quel jour souhaitez-vous ?")
}

pub const READ_BACK: Questions = Questions {
    phone: |number| format!("Le numéro est bien {number} ?"),
    email: |letters| format!("L'adresse est bien {letters} ?"),
    name: |letters| format!("Le nom est bien {letters} ?"),
    spell_email: "Pouvez-vous m'épeler votre adresse ?",
    spell_name: "Pouvez-vous m'épeler votre nom ?",
};
