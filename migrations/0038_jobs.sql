-- When each periodic job is due again. Taking a job moves `due_at`, so that one run starts it.
CREATE TABLE jobs (
  name TEXT NOT NULL PRIMARY KEY,
  due_at TEXT NOT NULL,
  started_at TEXT NOT NULL
) STRICT;
