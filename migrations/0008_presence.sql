-- Which colleague is at a desk now, and who handed a visitor over to whom: made from the journal like all the rest.

-- One row an agent, with the last thing that is known of them: nothing here tells how their days went.
create table presence (
    place bigint not null,
    agent bigint not null,
    -- It holds on this day of the place only.
    day bigint not null,
    state bigint not null,
    since_at bigint not null,
    -- « Bureau 2 », when at a desk.
    desk text,
    primary key (place, agent)
) /*sqlite without rowid sqlite*/;

-- Who receives in a place is asked whenever its counter opens.
create index role_grant_by_scope on role_grant (scope, scope_id);

-- The entry that last handed the ticket over, under whose name its words stand, and whose it is.
alter table ticket add column handed uuid;
alter table ticket add column handed_by bigint;
