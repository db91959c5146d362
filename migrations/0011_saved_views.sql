-- Questions that somebody asks often, under a name of their own: the address of the page holds the whole question.
create table saved_view (
    id bigint primary key,
    owner bigint not null,
    name text not null,
    -- The address after the question mark.
    query text not null,
    created_at bigint not null
);
-- A name saved again is the newer question.
create unique index saved_view_by_owner on saved_view (owner, name);
