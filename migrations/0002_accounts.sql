-- Who signs in, with which role over which scope, from which device. Secrets are stored as hashes only.

create table account (
    id bigint primary key,
    -- Lower case, so that one person has one account.
    email text not null unique,
    name text not null,
    locale text not null,
    -- Argon2id; absent until the invitation is accepted.
    password_hash text,
    pin_hash text,
    disabled_at bigint,
    created_at bigint not null
);

create table role_grant (
    id bigint primary key,
    account bigint not null references account (id),
    role text not null,
    -- network, association or place, and its id (0 for the network).
    scope text not null,
    scope_id bigint not null,
    from_day bigint not null,
    to_day bigint
);
create index role_grant_by_account on role_grant (account);

create table device (
    id bigint primary key,
    place bigint not null references place (id),
    kind text not null,
    name text not null,
    -- One-time code while it waits to be enrolled, token once it is; both hashed.
    code_hash bytea unique,
    code_expires_at bigint,
    token_hash bytea unique,
    expires_at bigint,
    revoked_at bigint,
    seen_at bigint,
    created_at bigint not null
);
create index device_by_place on device (place);

-- Wrong PINs of somebody on a shared counter since the last right one: a short code is worth what its few tries are.
create table pin_trial (
    device bigint not null references device (id),
    account bigint not null references account (id),
    wrong bigint not null,
    primary key (device, account)
);

create table session (
    token_hash bytea primary key,
    -- What a person sees and revokes; the token itself never leaves the cookie.
    id uuid not null unique,
    account bigint not null references account (id),
    -- The shared counter it was opened on: the session lives there only.
    device bigint references device (id),
    -- Opened with a PIN: it serves the counter and nothing else.
    by_pin boolean not null,
    created_at bigint not null,
    seen_at bigint not null,
    rotated_at bigint not null,
    -- The token before the last rotation is honoured until a moment after the new one was first used: requests may be under
    -- way, and an answer may be lost.
    previous_hash bytea,
    confirmed_at bigint,
    agent text not null
);
create index session_by_account on session (account);
create index session_by_device on session (device);
create index session_by_previous on session (previous_hash);

create table invitation (
    token_hash bytea primary key,
    account bigint not null references account (id),
    expires_at bigint not null
);
create index invitation_by_account on invitation (account);

create table access_log (
    id uuid primary key,
    at bigint not null,
    account bigint,
    device bigint,
    what text not null,
    detail text not null
);
create index access_log_by_time on access_log (at);
