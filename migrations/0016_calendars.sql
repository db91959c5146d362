-- Calendars: the school years that a network adds to those that the program ships, and what happens around its places. Both explain
-- figures; neither opens nor closes a place.

create table school_days (
    -- `A`, `reunion`: a row is of one zone, so that each is replaced by itself.
    zone text not null,
    first_day bigint not null,
    last_day bigint not null,
    -- « Vacances d’hiver »; empty where the row says which days are covered.
    name text not null,
    primary key (zone, first_day, last_day, name)
) /*sqlite without rowid sqlite*/;

-- A strike, a market day, a line that closed. A number is never given twice: what was found to explain a figure keeps its meaning,
-- so what is removed stays with the instant of its removal.
create table event (
    id bigint primary key,
    -- network, association or place, and its id (0 for the network).
    scope text not null,
    scope_id bigint not null,
    from_day bigint not null,
    -- Its last day; none while it goes on.
    to_day bigint,
    -- From 1, Monday: on that day of each week.
    weekday bigint,
    kind text not null,
    title text not null,
    made_by bigint,
    made_at bigint not null,
    removed_at bigint
);
