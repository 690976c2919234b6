//! Weeks, weekends and months as said, read against today.

use chrono::{Datelike, Months, NaiveDate};

use super::resolve::{Today, monday, plus, year_number, ymd};
use super::token::Edge;
use super::{Days, Unclear};

impl Today {
    pub(super) fn week(self, ahead: Option<i64>, edge: Option<Edge>) -> Result<Days, Unclear> {
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
    pub(super) fn weekend(self, next: bool) -> Result<Days, Unclear> {
        let saturday = plus(monday(self.date)?, 5)?;
        let after = plus(saturday, 7)?;
        match next {
            false => self.clip(saturday, plus(saturday, 1)?),
            true if self.date < saturday => Ok(Days::Either(saturday, after)),
            true => self.clip(after, plus(after, 1)?),
        }
    }

    pub(super) fn month_ahead(
        self,
        ahead: Option<u32>,
        edge: Option<Edge>,
    ) -> Result<Days, Unclear> {
        let (first, last) = month_days(self.month(ahead.unwrap_or(0))?, edge)?;
        if ahead.is_none() && last < self.date {
            let (first, last) = month_days(self.month(1)?, edge)?;
            return self.clip(first, last);
        }
        self.clip(first, last)
    }

    pub(super) fn named_month(
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
