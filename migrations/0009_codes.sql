-- The codes by which visitors without an account find their own ticket: written when one is handed out, good for the ticket's
-- day, then forgotten. The code comes first in the key: whoever types one does not know the number of the place.
create table ticket_code (
    code text primary key,
    place bigint not null,
    visit uuid not null,
    -- The place's day.
    day bigint not null
) /*sqlite without rowid sqlite*/;
create index ticket_code_by_day on ticket_code (day);
