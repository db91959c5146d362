-- Who waits, is called, is served: made from the journal. A visit recorded without waiting has no ticket.
create table ticket (
    place bigint not null,
    visit uuid not null,
    -- The place's day, and the number of that day: from 1, in the order the server learned of the arrivals.
    day bigint not null,
    number bigint not null,
    -- The family of themes the visitor pointed at; nothing when they do not know.
    family bigint,
    -- Pregnant, disabled, elderly: before the others, and nobody asks why.
    priority boolean not null,
    arrived_at bigint not null,
    stage bigint not null,
    since_at bigint not null,
    -- Where it was called to, and by whom; a waiting ticket with an agent waits for that agent.
    desk text,
    agent bigint,
    -- What each stage lasted so far, in milliseconds.
    waited_ms bigint not null,
    called_ms bigint not null,
    served_ms bigint not null,
    held_ms bigint not null,
    primary key (place, visit)
) /*sqlite without rowid sqlite*/;
create unique index ticket_by_number on ticket (place, day, number);
