//! Dates and times as callers say them, in French and English.
