//! The native `Database`: SQLite in memory or in a file, as strict as D1, with fault injection.
//!
//! What D1 refuses is refused here, so that a green test means a statement that D1 takes:
//! https://developers.cloudflare.com/d1/platform/limits/ and what a local D1 was seen to do.

mod convert;
mod fault;
mod parity;

use std::{
    collections::{BTreeSet, VecDeque},
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard,
        atomic::{AtomicUsize, Ordering},
    },
};

use coccinelle_gateway::db::{BoxFuture, Database, DbError, Row, Rows, Stmt};
use rusqlite::{Connection, config::DbConfig, limits::Limit};

pub use fault::{Fault, Gate};

/// The database of one test. Share it as `Arc<SqliteDb>`; it is also an `Arc<dyn Database>`.
pub struct SqliteDb {
    connection: Mutex<Connection>,
    faults: Mutex<VecDeque<Option<Fault>>>,
    batches: AtomicUsize,
    seen: Mutex<BTreeSet<&'static str>>,
}

impl SqliteDb {
    /// In memory, without any table.
    pub fn empty() -> Self {
        Self::over(Connection::open_in_memory().unwrap())
    }

    /// In a file, which is created when missing.
    pub fn file(path: &Path) -> Self {
        Self::over(Connection::open(path).unwrap())
    }

    /// In memory, with every file of `migrations/` applied.
    pub fn migrated() -> Self {
        let db = Self::empty();
        for (_, sql) in migrations() {
            db.execute(&sql);
        }
        db
    }

    /// With the demo tenant of `seeds/demo.sql`.
    pub fn with_demo(self) -> Self {
        self.execute(&read("seeds/demo.sql"));
        self
    }

    fn over(connection: Connection) -> Self {
        connection
            .pragma_update(None, "foreign_keys", true)
            .unwrap();
        // A statement is prepared once: its plan depends on no parameter.
        connection.set_prepared_statement_cache_capacity(500);
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)
            .unwrap();
        for (limit, value) in LIMITS {
            connection.set_limit(limit, value).unwrap();
        }
        Self {
            connection: Mutex::new(connection),
            faults: Mutex::default(),
            batches: AtomicUsize::new(0),
            seen: Mutex::default(),
        }
    }

    /// Runs a script by hand, in one transaction, as `wrangler d1 execute` does.
    ///
    /// # Errors
    /// SQLite's message; nothing of the script took effect.
    pub fn try_execute(&self, script: &str) -> Result<(), String> {
        let mut connection = self.connection();
        let transaction = connection.transaction().unwrap();
        transaction
            .execute_batch(script)
            .map_err(|error| error.to_string())?;
        transaction.commit().map_err(|error| error.to_string())
    }

    /// `try_execute` that must succeed.
    pub fn execute(&self, script: &str) {
        if let Err(error) = self.try_execute(script) {
            panic!("{error}\nin: {script:.400}");
        }
    }

    /// The rows of one statement without parameters, for assertions; not counted as a batch.
    pub fn query(&self, sql: &str) -> Vec<Row> {
        convert::rows(&self.connection(), sql, &[])
            .unwrap_or_else(|error| panic!("{error}\nin: {sql}"))
            .0
    }

    /// The first column of the first row, for assertions. Null when there is no row.
    pub fn value(&self, sql: &str) -> serde_json::Value {
        let first = self.query(sql).into_iter().next();
        first
            .and_then(|row| row.into_iter().next())
            .map_or(serde_json::Value::Null, |(_, v)| v)
    }

    /// How many batches were sent so far, failed ones included.
    pub fn batches(&self) -> usize {
        self.batches.load(Ordering::SeqCst)
    }

    /// The text of every statement that was run in a batch so far.
    pub fn seen(&self) -> Vec<&'static str> {
        self.seen.lock().unwrap().iter().copied().collect()
    }

    /// How SQLite would run a statement, one step a line; its parameters stay unbound.
    pub fn plan(&self, sql: &str) -> Vec<String> {
        let connection = self.connection();
        let mut statement = connection
            .prepare(&format!("EXPLAIN QUERY PLAN {sql}"))
            .unwrap();
        let mut rows = statement.raw_query();
        let mut steps = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            steps.push(row.get("detail").unwrap());
        }
        steps
    }

    /// Lets the next batch without a fault meet this one.
    pub fn inject(&self, fault: Fault) {
        self.faults.lock().unwrap().push_back(Some(fault));
    }

    /// Lets that many batches pass unharmed before what is injected next.
    pub fn inject_nothing(&self, batches: usize) {
        let mut faults = self.faults.lock().unwrap();
        faults.extend(std::iter::repeat_with(|| None).take(batches));
    }

    /// Forgets the faults that no batch has met.
    pub fn heal(&self) {
        self.faults.lock().unwrap().clear();
    }

    fn run_and_roll_back(&self, statements: &[Stmt]) -> Result<(), DbError> {
        let mut connection = self.connection();
        let transaction = connection.transaction().map_err(convert::error)?;
        for statement in statements {
            convert::rows(&transaction, statement.sql, &statement.params)?;
        }
        transaction.rollback().map_err(convert::error)
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap()
    }

    fn run(&self, statements: &[Stmt]) -> Result<Vec<Rows>, DbError> {
        if statements.is_empty() {
            return Err(DbError::Invalid("No SQL statements detected.".into()));
        }
        let texts = statements.iter().map(|statement| statement.sql);
        self.seen.lock().unwrap().extend(texts);
        let mut connection = self.connection();
        let transaction = connection.transaction().map_err(convert::error)?;
        let rows = statements
            .iter()
            .map(|statement| convert::rows(&transaction, statement.sql, &statement.params))
            .collect::<Result<_, _>>()?;
        transaction.commit().map_err(convert::error)?;
        Ok(rows)
    }
}

impl Database for SqliteDb {
    fn batch(&self, statements: Vec<Stmt>) -> BoxFuture<'_, Result<Vec<Rows>, DbError>> {
        Box::pin(async move {
            self.batches.fetch_add(1, Ordering::SeqCst);
            // What follows an answer for the audit log comes at any time, and is not what faults
            // are for.
            let audit = matches!(&statements[..], [one] if one.sql.contains("INTO audit_log"));
            let fault = match audit {
                true => None,
                false => self.faults.lock().unwrap().pop_front().flatten(),
            };
            match fault {
                None => self.run(&statements),
                Some(Fault::Refused) => Err(DbError::Unavailable("D1 DB is overloaded".into())),
                Some(Fault::BrokenAt(statement)) => {
                    self.run_and_roll_back(statements.get(..statement).unwrap_or(&statements))?;
                    Err(DbError::Unavailable("Network connection lost".into()))
                }
                Some(Fault::Constraint) => {
                    Err(DbError::Constraint("CHECK constraint failed".into()))
                }
                Some(Fault::CommittedThenFailed) => {
                    self.run(&statements)?;
                    Err(DbError::Unavailable("Network connection lost".into()))
                }
                Some(Fault::Slow(gate)) => {
                    gate.pass().await;
                    self.run(&statements)
                }
            }
        })
    }
}

const LIMITS: [(Limit, i32); 8] = [
    (Limit::SQLITE_LIMIT_LENGTH, 2_000_000),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (Limit::SQLITE_LIMIT_COLUMN, 100),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 100),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 5),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 32),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 50),
    (Limit::SQLITE_LIMIT_VARIABLE_NUMBER, 100),
];

/// The files of `migrations/` in the order of their names: name and text.
pub fn migrations() -> Vec<(String, String)> {
    let mut names: Vec<String> = std::fs::read_dir(in_repository("migrations"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            Path::new(name)
                .extension()
                .is_some_and(|extension| extension == "sql")
        })
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let sql = read(&format!("migrations/{name}"));
            (name, sql)
        })
        .collect()
}

/// The text of a file of the repository.
pub fn read(path: &str) -> String {
    std::fs::read_to_string(in_repository(path)).unwrap()
}

fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
