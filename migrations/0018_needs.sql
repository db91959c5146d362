-- Needs that nothing meets: what raised them, and how far each has come.

-- A line noted at a counter. Its words stand with its entry, where they can be purged.
create table need_note (
    place bigint not null,
    id uuid not null,
    day bigint not null,
    noted_at bigint not null,
    agent bigint,
    -- What was being recorded then.
    theme bigint,
    -- The need it belongs to; none while nobody has read it.
    need bigint,
    -- When it was gathered there.
    gathered_at bigint,
    -- Read, and no need of its own.
    set_aside boolean not null,
    primary key (place, id)
) /*sqlite without rowid sqlite*/;
create index need_note_by_agent on need_note (agent);
create index need_note_by_need on need_note (need);
create index need_note_by_day on need_note (place, day);

-- What a partner, the State or another body says, entered by the Union.
create table need_observation (
    id bigint primary key,
    -- partner, state, local, other
    source text not null,
    -- The partner's operator.
    operator bigint,
    -- Who said it, in words: « Préfecture du Rhône ».
    who text not null,
    words text not null,
    observed_day bigint not null,
    entered_at bigint not null,
    entered_by bigint not null,
    need bigint,
    set_aside boolean not null
);
create index need_observation_by_operator on need_observation (operator);

create table need (
    id bigint primary key,
    title text not null,
    -- What rose, when that is what raised it: a theme, words of « Autre » as they are folded.
    theme bigint,
    words text,
    -- seen, studied, answered
    stage text not null,
    opened_at bigint not null,
    moved_at bigint not null
);

-- Until when somebody has read what was answered.
create table need_reader (
    account bigint primary key,
    read_at bigint not null
);

-- What was said of a need, oldest first.
create table need_step (
    need bigint not null,
    number bigint not null,
    said_at bigint not null,
    said_by bigint not null,
    stage text not null,
    words text not null,
    primary key (need, number)
) /*sqlite without rowid sqlite*/;
