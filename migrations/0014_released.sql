-- What left the team: asked for, made by a job, and kept as it was told. A row that was made is never made again; corrections enter with
-- the yearly revision.
create table released (
    -- `network`, `operator-edf`
    series text not null,
    year bigint not null,
    -- 0 at first, then the number of the yearly revision.
    revision bigint not null,
    -- How many quarters of the year it tells.
    quarters bigint not null,
    asked_at bigint not null,
    asked_by bigint,
    made_at bigint,
    -- Why nothing was told.
    refused text,
    -- As JSON: what was counted, which stays here; what is told; and for the team, what was withheld and why.
    counts text,
    told text,
    audit text,
    primary key (series, year, revision, quarters)
) /*sqlite without rowid sqlite*/;

-- Whose figures somebody from a partner reads.
create table partner_reader (
    account bigint not null references account (id),
    operator bigint not null,
    since bigint not null,
    primary key (account, operator)
) /*sqlite without rowid sqlite*/;
