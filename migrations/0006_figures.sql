-- What the tally starts from: the packed facts of each place and month up to a number, so that a start reads few rows.

create table tally_through (
    place bigint primary key,
    sequence bigint not null
);

create table tally_block (
    place bigint not null,
    -- year × 12 + month − 1
    month bigint not null,
    facts bytea not null,
    primary key (place, month)
);
