-- What the figures say of a visit's time: how long it waited, and how long it stayed at the desk. Both are known once a ticket has
-- ended; a visit without a ticket waited for nobody, and all its time was at the desk.

-- Milliseconds, of the ticket's stages. Visits that ended before this migration keep the figures they had.
alter table visit add column waited_ms bigint;
alter table visit add column served_ms bigint;
