//! The migrations: each applied alone, over data, and every promise of the tables they make.
