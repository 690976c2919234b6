//! One day or period as said, read against today.

use chrono::{Datelike, Months, NaiveDate, TimeDelta, Weekday};

use super::day::{Day, Which};
use super::token::{Edge, Unit};
use super::{Days, Unclear};

/// A day and month that passed within so many days is a day in the past, not one of next year.
const JUST_PASSED_DAYS: i64 = 60;
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
            Day::Until(day) => self.clip(self.date, self.only(day)?.1),
            Day::Range(first, second) => self.range(first, second),
        }
    }

    fn ahead(self, date: NaiveDate) -> Result<Days, Unclear> {
        self.not_over(date).map(Days::On)
    }

    fn not_over(self, date: NaiveDate) -> Result<NaiveDate, Unclear> {
        if date < self.date {
            Err(Unclear::Past(date))
        } else {
            Ok(date)
        }
    }

    /// The days of a period that are not over.
    fn clip(self, first: NaiveDate, last: NaiveDate) -> Result<Days, Unclear> {
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
            Day::Date { .. } | Day::Weekday(_, Which::Bare) => Self {
                date: start,
                ..self
            },
            _ => self,
        };
        let end = after_start.only(second)?.1;
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

    fn date(self, day: u32, month: Option<u32>, year: Option<u32>) -> Result<NaiveDate, Unclear> {
        match (month, year) {
            (Some(month), Some(year)) => self.not_over(ymd((year_number(year)?, month), day)?),
            (Some(month), None) => self.coming_year(|year| ymd((year, month), day)),
            (None, _) => self.day_of_month(day),
        }
    }

    /// The next such day of a month; months that lack it are passed over.
    fn day_of_month(self, day: u32) -> Result<NaiveDate, Unclear> {
        let dates = (0..3).filter_map(|ahead| ymd(self.month(ahead).ok()?, day).ok());
        dates
            .into_iter()
            .find(|date| *date >= self.date)
            .ok_or(Unclear::Impossible)
    }

    /// The date of the coming year, unless that of the year before has just passed.
    fn coming_year(
        self,
        date_of: impl Fn(i32) -> Result<NaiveDate, Unclear>,
    ) -> Result<NaiveDate, Unclear> {
        let year = self.date.year();
        let passed = [year, year - 1]
            .into_iter()
            .filter_map(|year| date_of(year).ok())
            .find(|date| *date < self.date);
        if let Some(date) = passed
            && self.date.signed_duration_since(date).num_days() <= JUST_PASSED_DAYS
        {
            return Err(Unclear::Past(date));
        }
        match date_of(year) {
            Ok(date) if date >= self.date => Ok(date),
            // This year's is over, or is a 29 February that does not exist and would be.
            Ok(_) => date_of(year + 1),
            Err(_) if self.date.month() > 2 => date_of(year + 1),
            Err(unclear) => Err(unclear),
        }
    }

    /// French puts the day first, English either; an impossible or past reading is none.
    fn numeric(self, first: u32, second: u32, year: Option<u32>) -> Result<Days, Unclear> {
        let day_first = self.date(first, Some(second), year);
        let month_first = self.date(second, Some(first), year);
        match (day_first, month_first) {
            (Ok(one), Ok(other)) if self.english && one != other => {
                Ok(Days::Either(one.min(other), one.max(other)))
            }
            (Ok(date), _) => Ok(Days::On(date)),
            (Err(Unclear::Past(date)), Ok(_)) if !self.english => Err(Unclear::Past(date)),
            (Err(_), Ok(date)) => Ok(Days::On(date)),
            (Err(Unclear::Impossible), Err(unclear)) | (Err(unclear), Err(_)) => Err(unclear),
        }
    }

    fn week(self, ahead: Option<i64>, edge: Option<Edge>) -> Result<Days, Unclear> {
        let (first, last) = match edge {
            None => (0, 6),
            Some(Edge::Start) => (0, 1),
            Some(Edge::Middle) => (1, 3),
            Some(Edge::End) => (3, 4),
        };
        let monday = plus(monday(self.date)?, ahead.unwrap_or(0).saturating_mul(7))?;
        let monday = match ahead {
            None if plus(monday, last)? < self.date => plus(monday, 7)?,
            _ => monday,
        };
        self.clip(plus(monday, first)?, plus(monday, last)?)
    }

    /// "Next weekend" said before the weekend is either of two.
    fn weekend(self, next: bool) -> Result<Days, Unclear> {
        let saturday = plus(monday(self.date)?, 5)?;
        let after = plus(saturday, 7)?;
        match next {
            false => self.clip(saturday, plus(saturday, 1)?),
            true if self.date < saturday => Ok(Days::Either(saturday, after)),
            true => self.clip(after, plus(after, 1)?),
        }
    }

    fn month_ahead(self, ahead: Option<u32>, edge: Option<Edge>) -> Result<Days, Unclear> {
        let (first, last) = month_days(self.month(ahead.unwrap_or(0))?, edge)?;
        if ahead.is_none() && last < self.date {
            let (first, last) = month_days(self.month(1)?, edge)?;
            return self.clip(first, last);
        }
        self.clip(first, last)
    }

    fn named_month(
        self,
        month: u32,
        year: Option<u32>,
        edge: Option<Edge>,
    ) -> Result<Days, Unclear> {
        let year = match year {
            Some(year) => year_number(year)?,
            None => self
                .coming_year(|year| Ok(month_days((year, month), edge)?.1))?
                .year(),
        };
        let (first, last) = month_days((year, month), edge)?;
        self.clip(first, last)
    }

    /// Year and number of the month that is so many months ahead.
    fn month(self, ahead: u32) -> Result<(i32, u32), Unclear> {
        let first = self.date.with_day(1).ok_or(Unclear::Impossible)?;
        let month = first
            .checked_add_months(Months::new(ahead))
            .ok_or(Unclear::Impossible)?;
        Ok((month.year(), month.month()))
    }
}

/// First and last day of a month or of a third of it.
fn month_days(month: (i32, u32), edge: Option<Edge>) -> Result<(NaiveDate, NaiveDate), Unclear> {
    let first = ymd(month, 1)?;
    let next = first
        .checked_add_months(Months::new(1))
        .ok_or(Unclear::Impossible)?;
    let last = plus(next, -1)?;
    Ok(match edge {
        None => (first, last),
        Some(Edge::Start) => (first, plus(first, 9)?),
        Some(Edge::Middle) => (plus(first, 10)?, plus(first, 19)?),
        Some(Edge::End) => (plus(first, 20)?, last),
    })
}

fn monday(date: NaiveDate) -> Result<NaiveDate, Unclear> {
    plus(date, -i64::from(date.weekday().num_days_from_monday()))
}

pub(super) fn plus(date: NaiveDate, days: i64) -> Result<NaiveDate, Unclear> {
    TimeDelta::try_days(days)
        .and_then(|days| date.checked_add_signed(days))
        .ok_or(Unclear::Impossible)
}

fn ymd((year, month): (i32, u32), day: u32) -> Result<NaiveDate, Unclear> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(Unclear::Impossible)
}

fn year_number(year: u32) -> Result<i32, Unclear> {
    i32::try_from(year)
        .ok()
        .filter(|year| *year <= 9999)
        .ok_or(Unclear::Impossible)
}
