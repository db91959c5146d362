-- The append-only record. The place stands first in every key, so that a cluster may be cut along it.

-- The last number given in each place; updated in the transaction of the entries themselves, hence without gaps.
create table place_head (
    place bigint primary key,
    sequence bigint not null
);

create table entry (
    place bigint not null,
    sequence bigint not null,
    id uuid not null,
    kind text not null,
    version bigint not null,
    -- When it happened, by the device's clock set right; and by how much it was set right.
    happened_at bigint not null,
    clock_offset bigint not null,
    utc_offset bigint not null,
    agent bigint,
    device bigint,
    -- The record that a correction or a withdrawal is about.
    target uuid,
    body text not null,
    digest bytea not null,
    received_at bigint not null,
    -- The packed facts that applying it took away and added.
    removed bytea,
    added bytea,
    -- Names grow with time, and are what an entry is looked up by; SQLite reads a whole place when the list of names must go
    -- through a second index.
    primary key (place, id)
) /*sqlite without rowid sqlite*/;
create unique index entry_by_sequence on entry (place, sequence);
create index entry_by_target on entry (place, target) where target is not null;

-- Words stay out of the record: apart, purgeable, outside the digest.
create table entry_words (
    place bigint not null,
    id uuid not null,
    words text not null,
    at bigint not null,
    primary key (place, id)
);
