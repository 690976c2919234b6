//! One day or period as said, read against today.

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};

use super::day::{Day, Which};
use super::days::on_weekday;
use super::token::Unit;
use super::{Days, Unclear};

/// How far "à partir de lundi" reaches; bookings are not taken that far ahead.
const OPEN_END_DAYS: i64 = 365;

/// What the words are read against.
#[derive(Clone, Copy, Debug)]
pub(super) struct Today {
    pub date: NaiveDate,
    pub english: bool,
}

impl Today {
    /// The days that one expression names, none of them over.
    ///
    /// # Errors
    /// [`Unclear`] for a day that is over or does not exist.
    pub(super) fn resolve(self, day: &Day) -> Result<Days, Unclear> {
        match day {
            Day::Shift(days) => self.ahead(plus(self.date, *days)?),
            Day::After(count, unit) => self.after(*count, *unit),
            Day::Weekday(day, which) => self.weekday(*day, *which),
            Day::Date { day, month, year } => self.date(*day, *month, *year).map(Days::On),
            Day::Dated(weekday, date) => on_weekday(self.resolve(date)?, *weekday, self.date),
            Day::OfMonth { day, ahead } => self.ahead(ymd(self.month(*ahead)?, *day)?),
            Day::Numeric {
                first,
                second,
                year,
            } => self.numeric(*first, *second, *year),
            Day::Week { ahead, edge } => self.week(*ahead, *edge),
            Day::WeekOf(day) => {
                let monday = monday(self.only(day)?.0)?;
                self.clip(monday, plus(monday, 6)?)
            }
            Day::Weekend { next } => self.weekend(*next),
            Day::MonthAhead { ahead, edge } => self.month_ahead(*ahead, *edge),
            Day::Month { month, year, edge } => self.named_month(*month, *year, *edge),
            Day::From(day) => self.open(self.only(day)?.0),
            Day::FromAfter(day) => self.open(plus(self.only(day)?.1, 1)?),
            Day::Before(day) => self.clip(self.date, plus(self.only(day)?.0, -1)?),
            Day::Until(day) => match self.resolve(day)? {
                // The later reading leaves out nothing.
                Days::Either(_, later) => self.clip(self.date, later),
                _ => self.clip(self.date, self.only(day)?.1),
            },
            Day::Range(first, second) => self.range(first, second),
        }
    }

    pub(super) fn ahead(self, date: NaiveDate) -> Result<Days, Unclear> {
        self.not_over(date).map(Days::On)
    }

    pub(super) fn not_over(self, date: NaiveDate) -> Result<NaiveDate, Unclear> {
        if date < self.date {
            Err(Unclear::Past(date))
        } else {
            Ok(date)
        }
    }

    /// The days of a period that are not over.
    pub(super) fn clip(self, first: NaiveDate, last: NaiveDate) -> Result<Days, Unclear> {
        let first = first.max(self.date);
        if self.not_over(last)? == first {
            Ok(Days::On(first))
        } else {
            Ok(Days::Between(first, last))
        }
    }

    fn open(self, first: NaiveDate) -> Result<Days, Unclear> {
        self.clip(first, plus(first, OPEN_END_DAYS)?)
    }

    /// First and last day, where there is one reading.
    fn only(self, day: &Day) -> Result<(NaiveDate, NaiveDate), Unclear> {
        match self.resolve(day)? {
            Days::On(date) => Ok((date, date)),
            Days::Between(first, last) => Ok((first, last)),
            _ => Err(Unclear::NotUnderstood),
        }
    }

    fn range(self, first: &Day, second: &Day) -> Result<Days, Unclear> {
        let start = self.only(first)?.0;
        let after_start = match second {
            Day::Date { .. } | Day::Dated(..) | Day::Weekday(_, Which::Bare) => Self {
                date: start,
                ..self
            },
            _ => self,
        };
        let end = match after_start.only(second) {
            Ok((_, last)) => last,
            Err(Unclear::Past(date)) if date >= self.date => return Err(Unclear::Contradiction),
            Err(unclear) => return Err(unclear),
        };
        if end < start {
            Err(Unclear::Contradiction)
        } else {
            self.clip(start, end)
        }
    }

    fn after(self, count: u32, unit: Unit) -> Result<Days, Unclear> {
        let days = |each: i64| {
            plus(
                self.date,
                each.checked_mul(count.into()).ok_or(Unclear::Impossible)?,
            )
        };
        let months = |each: u32| {
            let months = Months::new(each.checked_mul(count).ok_or(Unclear::Impossible)?);
            self.date
                .checked_add_months(months)
                .ok_or(Unclear::Impossible)
        };
        match (unit, count) {
            // In French eight days are said for a week, fifteen for two.
            (Unit::Day, 8 | 15) if !self.english => {
                let literal = days(1)?;
                Ok(Days::Either(plus(literal, -1)?, literal))
            }
            (Unit::Week, _) => days(7).map(Days::On),
            (Unit::Fortnight, _) => days(14).map(Days::On),
            (Unit::Month, _) => months(1).map(Days::On),
            (Unit::Year, _) => months(12).map(Days::On),
            (Unit::Day | Unit::Hour | Unit::Minute, _) => days(1).map(Days::On),
        }
    }

    fn weekday(self, day: Weekday, which: Which) -> Result<Days, Unclear> {
        let until = i64::from(day.days_since(self.date.weekday()));
        let coming = plus(self.date, if until == 0 { 7 } else { until })?;
        match which {
            Which::Bare if until == 0 => Ok(Days::Either(self.date, coming)),
            Which::Bare => Ok(Days::On(coming)),
            Which::This => plus(self.date, until).map(Days::On),
            // "Mardi prochain" said on Monday is tomorrow for some, in eight days for others.
            Which::Next if coming.iso_week() == self.date.iso_week() => {
                Ok(Days::Either(coming, plus(coming, 7)?))
            }
            Which::Next => Ok(Days::On(coming)),
            Which::Last => Err(Unclear::Past(plus(
                coming,
                if until == 0 { -14 } else { -7 },
            )?)),
            Which::Later(weeks) => {
                let later = plus(coming, i64::from(weeks) * 7)?;
                if until == 0 {
                    Ok(Days::Either(plus(later, -7)?, later))
                } else {
                    Ok(Days::On(later))
                }
            }
        }
    }

    /// Year and number of the month that is so many months ahead.
    pub(super) fn month(self, ahead: u32) -> Result<(i32, u32), Unclear> {
        let first = self.date.with_day(1).ok_or(Unclear::Impossible)?;
        let month = first
            .checked_add_months(Months::new(ahead))
            .ok_or(Unclear::Impossible)?;
        Ok((month.year(), month.month()))
    }
}

pub(super) fn monday(date: NaiveDate) -> Result<NaiveDate, Unclear> {
    plus(date, -i64::from(date.weekday().num_days_from_monday()))
}

pub(super) fn plus(date: NaiveDate, days: i64) -> Result<NaiveDate, Unclear> {
    TimeDelta::try_days(days)
        .and_then(|days| date.checked_add_signed(days))
        .ok_or(Unclear::Impossible)
}

pub(super) fn ymd((year, month): (i32, u32), day: u32) -> Result<NaiveDate, Unclear> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(Unclear::Impossible)
}

pub(super) fn year_number(year: u32) -> Result<i32, Unclear> {
    i32::try_from(year)
        .ok()
        .filter(|year| *year <= 9999)
        .ok_or(Unclear::Impossible)
}
