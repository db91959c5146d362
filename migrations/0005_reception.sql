-- Visits and requests: the state one looks at and corrects, made from the journal and nothing else.

create table visit (
    place bigint not null,
    id uuid not null,
    day bigint not null,
    opened_at bigint not null,
    closed_at bigint,
    channel bigint,
    stop bigint,
    age bigint,
    origin bigint,
    language text,
    first boolean,
    company text,
    source bigint not null,
    agent bigint,
    -- The entry it was last made from: a correction names it.
    entry uuid not null,
    withdrawn boolean not null,
    -- Two people corrected the same facts without seeing each other's: somebody should look.
    contested boolean not null,
    primary key (place, id)
) /*sqlite without rowid sqlite*/;
-- With what a count of a day must know, so that it reads the index alone.
create index visit_by_day on visit (place, day, withdrawn);

create table request (
    place bigint not null,
    id uuid not null,
    visit uuid not null,
    day bigint not null,
    at bigint not null,
    theme bigint not null,
    operator bigint,
    branch bigint not null,
    acts bigint not null,
    support bigint,
    outcome bigint,
    reason text,
    referred_to bigint,
    minutes bigint,
    -- Which of acts (1), support (2) and outcome (4) nobody touched.
    defaults bigint not null,
    agent bigint,
    entry uuid not null,
    withdrawn boolean not null,
    -- Two people corrected the same facts without seeing each other's: somebody should look.
    contested boolean not null,
    primary key (place, id)
) /*sqlite without rowid sqlite*/;
create index request_by_day on request (place, day, withdrawn);
create index request_by_visit on request (place, visit);

-- A closed month: a correction in it needs a reason.
create table closed_month (
    place bigint not null,
    -- year × 12 + month − 1
    month bigint not null,
    closed_at bigint not null,
    closed_by bigint not null,
    primary key (place, month)
);

-- Daily counts from before the changeover, in their own additive table.
create table daily_count (
    place bigint not null,
    day bigint not null,
    measure text not null,
    number bigint not null,
    source text not null,
    primary key (place, day, measure)
);
