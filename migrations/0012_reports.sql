-- A funder's own categories. A version holds from its day until the next one; an issued report names the version it was made with, so
-- none is ever changed.
create table frame_version (
    code text not null,
    version bigint not null,
    from_day bigint not null,
    -- As JSON: title, about, rules.
    body text not null,
    made_at bigint not null,
    made_by bigint,
    primary key (code, version)
) /*sqlite without rowid sqlite*/;

-- The last number of each year.
create table report_number (
    year bigint primary key,
    last bigint not null
);

-- What was issued, as it was issued: it is read, never computed again.
create table report (
    year bigint not null,
    number bigint not null,
    title text not null,
    issued_at bigint not null,
    issued_by bigint not null,
    -- As JSON: what was asked for; and the document that answered.
    asked text not null,
    document text not null,
    -- Of the document, so that what was handed out can be recognised.
    digest bytea not null,
    primary key (year, number)
) /*sqlite without rowid sqlite*/;
create index report_by_time on report (issued_at);
