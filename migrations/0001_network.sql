-- The network: what exists, where, and when it is open. Small tables, one row a thing; history stands in dated rows beside them.

-- Words about the whole installation: its name, its lineage, whether it is a demonstration.
create table setting (
    name text primary key,
    value text not null
);

create table association (
    id bigint primary key,
    external text unique,
    name text not null,
    created_at bigint not null
);

create table place (
    id bigint primary key,
    association bigint not null references association (id),
    external text unique,
    name text not null,
    short_name text not null,
    kind text not null,
    stage text not null,
    opened_day bigint not null,
    closed_day bigint,
    address text not null,
    post_code text not null,
    commune text not null,
    insee text not null,
    department text not null,
    latitude double precision,
    longitude double precision,
    phone text,
    mail text,
    zone text not null,
    holiday_zone text not null,
    school_zone text not null,
    hours text,
    by_appointment boolean not null,
    remark text not null,
    source text not null,
    simulated boolean not null,
    -- Imported daily counts speak for the days before this one, recorded entries from it on.
    changeover_day bigint,
    updated_at bigint not null
);
create index place_by_association on place (association);

-- Every stage a place went through, so that a figure of last year knows what the place was then.
create table place_stage (
    place bigint not null references place (id),
    from_day bigint not null,
    stage text not null,
    primary key (place, from_day)
);

-- Special hours and closures; no hours means closed.
create table place_exception (
    place bigint not null references place (id),
    id bigint not null,
    from_day bigint not null,
    to_day bigint not null,
    hours text,
    reason text not null,
    primary key (place, id)
);

-- Where a bus stops, with the hours of each stop.
create table stop (
    place bigint not null references place (id),
    id bigint not null,
    name text not null,
    commune text not null,
    hours text,
    latitude double precision,
    longitude double precision,
    ended_day bigint,
    primary key (place, id)
);
