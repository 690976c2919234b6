//! Dates as said, read against today: the missing month and year.

use chrono::{Datelike, NaiveDate};

use super::resolve::{Today, year_number, ymd};
use super::{Days, Unclear};

/// A day and month that passed within so many days is a day in the past, not one of next year.
const JUST_PASSED_DAYS: i64 = 60;

impl Today {
    pub(super) fn date(
        self,
        day: u32,
        month: Option<u32>,
        year: Option<u32>,
    ) -> Result<NaiveDate, Unclear> {
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
    pub(super) fn coming_year(
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
    pub(super) fn numeric(
        self,
        first: u32,
        second: u32,
        year: Option<u32>,
    ) -> Result<Days, Unclear> {
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
}
