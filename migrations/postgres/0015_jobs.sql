-- What runs beside the requests, each on one instance at a time. `token` counts up with every run: a run that has lost its
-- lease has an older one, and writes nothing any more. `next_at`: when it is due; `asked`: somebody wants it to run at once.
CREATE TABLE jobs (
    name        TEXT    NOT NULL PRIMARY KEY,
    token       BIGINT  NOT NULL,
    holder      TEXT    NOT NULL,
    lease_until BIGINT  NOT NULL,
    next_at     BIGINT  NOT NULL,
    asked       BOOLEAN NOT NULL,
    started_at  BIGINT,
    ended_at    BIGINT,
    done        BIGINT,
    error       TEXT
);
