-- Who does a job that one server at a time may do.
create table lease (
    name text primary key,
    holder text not null,
    until_at bigint not null
) /*sqlite without rowid sqlite*/;

-- The nights of the watch that were run: one a day that is over.
create table watch_night (
    day bigint primary key,
    ran_at bigint not null,
    took_ms bigint not null,
    places bigint not null,
    series bigint not null,
    signals bigint not null,
    -- Of what was known of the day: when it has changed since, the nights are run again from there.
    digest bytea not null
);

-- The states of series after some of these nights: the last, and the Sundays before it. Place 0 is the network.
create table watch_state (
    place bigint not null,
    day bigint not null,
    states bytea not null,
    primary key (place, day)
);

-- What was found. Place 0 is the network.
create table watch_signal (
    place bigint not null,
    -- What the series counts: 0 visits, 65536 + a theme, 131072 + an operator.
    watched bigint not null,
    night bigint not null,
    kind text not null,
    since_day bigint not null,
    open_days bigint not null,
    observed double precision not null,
    expected double precision not null,
    -- How sure: standard deviations.
    score double precision not null,
    primary key (place, watched, night, kind)
) /*sqlite without rowid sqlite*/;
create index watch_signal_by_night on watch_signal (night);

-- What people said of an episode of signals: the last word holds, all of them stay with the series.
create table watch_answer (
    place bigint not null,
    watched bigint not null,
    -- `up`, `down`, or nothing when the weekdays changed places.
    way text not null,
    -- The night of the episode's first signal.
    about_day bigint not null,
    said_at bigint not null,
    said_by bigint not null references account (id),
    -- `explained`, `acted`, `irrelevant`
    verdict text not null,
    words text not null,
    -- The event of the calendar that it made.
    event bigint,
    primary key (place, watched, way, about_day, said_at)
) /*sqlite without rowid sqlite*/;
