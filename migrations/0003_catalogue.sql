-- What people come for, as dated data. Small integer ids are what facts carry; codes are what people and clients write.

create table catalogue_version (
    number bigint primary key,
    code text not null unique,
    from_day bigint not null,
    note text not null
);

create table family (
    id bigint primary key,
    code text not null unique,
    label text not null,
    short text not null,
    icon text not null,
    branch text not null,
    position bigint not null
);

create table theme (
    id bigint primary key,
    code text not null unique,
    family bigint not null references family (id),
    label text not null,
    branch text not null,
    acts text not null,
    support text,
    minutes bigint not null,
    weight double precision not null,
    synonyms text not null,
    operators text not null,
    -- The versions it stands in: from the first on, and before the one that ended it.
    since_version bigint not null,
    until_version bigint
);

-- What an ended theme becomes in later versions, so that ten years remain comparable.
create table theme_mapping (
    version bigint not null,
    theme bigint not null references theme (id),
    becomes bigint not null references theme (id),
    primary key (version, theme)
);

create table operator (
    id bigint primary key,
    code text not null unique,
    short text not null,
    kind text not null,
    synonyms text not null
);

create table operator_name (
    operator bigint not null references operator (id),
    from_day bigint not null,
    name text not null,
    primary key (operator, from_day)
);

-- Which operator was a signed partner of which association, and when.
create table partnership (
    association bigint not null references association (id),
    operator bigint not null references operator (id),
    from_day bigint not null,
    to_day bigint,
    primary key (association, operator, from_day)
);

create table sheet (
    theme bigint primary key references theme (id),
    title text not null,
    body text not null,
    updated_at bigint not null,
    updated_by bigint
);

-- Favourites of a place (agent 0) and of an agent; a position holds for a month.
create table favourite (
    place bigint not null,
    agent bigint not null,
    position bigint not null,
    theme bigint not null references theme (id),
    operator bigint references operator (id),
    acts text not null,
    support text,
    label text not null,
    hint text not null,
    icon text not null,
    since_day bigint not null,
    primary key (place, agent, position)
);
