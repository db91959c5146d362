-- What is to be sent by mail: written in the transaction that decides it, handed over by a job. One message a person, a kind and a subject
-- matter, however often it is asked for.
create table mail (
    account bigint not null references account (id),
    -- `digest`, `trial`
    kind text not null,
    -- What it is about: `2026-10` for a month's digest.
    about text not null,
    address text not null,
    subject text not null,
    plain text not null,
    html text not null,
    -- Where it is stopped from, with one request and nobody signed in.
    stop text,
    made_at bigint not null,
    -- When it is tried next; nothing once it was taken over or given up.
    due_at bigint,
    tries bigint not null,
    sent_at bigint,
    -- What the server answered to the last try that failed.
    trouble text,
    primary key (account, kind, about)
) /*sqlite without rowid sqlite*/;
create index mail_by_due on mail (due_at) where due_at is not null;
create index mail_by_made on mail (made_at);

-- Who does not want the month's digest.
create table digest_unwanted (
    account bigint primary key references account (id),
    since bigint not null
);
