-- Inventory Ledger, schema version 1, PostgreSQL.
-- Placeholders: ${schema} is empty or a schema's name with a dot; ${prefix} begins every name, such as inventory_.

create sequence if not exists ${schema}${prefix}position cache 1;
create sequence if not exists ${schema}${prefix}pending cache 1;

-- The figures of one stock key. Its indexes hold no figure, so that most updates stay on their page.
create table if not exists ${schema}${prefix}level (
    tenant     varchar(100) collate "C" not null,
    sku        varchar(100) collate "C" not null,
    location   varchar(100) collate "C" not null,
    lot        varchar(100) collate "C" not null,
    version    bigint not null check (version > 0),
    on_hand    bigint not null check (on_hand >= 0),
    reserved   bigint not null,
    allocated  bigint not null check (allocated >= 0),
    status     varchar(20) not null,
    is_low     boolean not null generated always as (status in ('LOW', 'LOW_AND_OUT')) stored,
    changed_at timestamp (6) with time zone not null,
    due_from   timestamp (6) with time zone,
    primary key (tenant, sku, location, lot),
    check (allocated <= reserved and reserved <= on_hand)
) with (fillfactor = 70);
create index if not exists ${prefix}level_low on ${schema}${prefix}level (tenant, sku, location, lot) where is_low;

create table if not exists ${schema}${prefix}reservation (
    tenant     varchar(100) collate "C" not null,
    id         varchar(100) collate "C" not null,
    version    bigint not null check (version > 0),
    phase      varchar(20) not null check (phase in ('HELD', 'CONFIRMED', 'CLOSED')),
    owner      varchar(100) collate "C",
    order_id   varchar(100) collate "C",
    created_at timestamp (6) with time zone not null,
    changed_at timestamp (6) with time zone not null,
    expires_at timestamp (6) with time zone not null,
    primary key (tenant, id)
) with (fillfactor = 80);
create index if not exists ${prefix}reservation_order on ${schema}${prefix}reservation (tenant, order_id, id) where order_id is not null;
create index if not exists ${prefix}reservation_owner on ${schema}${prefix}reservation (tenant, owner, id) where owner is not null;
create index if not exists ${prefix}reservation_held on ${schema}${prefix}reservation (tenant, phase, expires_at, id) where phase = 'HELD';

-- What one line of a reservation has under one stock key. Phase and expiry repeat the reservation's, for the indexes.
create table if not exists ${schema}${prefix}reservation_line (
    tenant         varchar(100) collate "C" not null,
    reservation_id varchar(100) collate "C" not null,
    ordinal        integer not null,
    number         integer not null,
    sku            varchar(100) collate "C" not null,
    location       varchar(100) collate "C",
    lot            varchar(100) collate "C",
    asked_location varchar(100) collate "C",
    asked_lot      varchar(100) collate "C",
    asked_quantity bigint not null,
    phase          varchar(20) not null,
    expires_at     timestamp (6) with time zone not null,
    requested      bigint not null,
    open           bigint not null check (open >= 0),
    outstanding    bigint not null check (outstanding >= 0),
    fulfilled      bigint not null check (fulfilled >= 0),
    released       bigint not null check (released >= 0),
    expired        bigint not null check (expired >= 0),
    primary key (tenant, reservation_id, ordinal),
    check (requested = open + outstanding + fulfilled + released + expired)
) with (fillfactor = 80);
create index if not exists ${prefix}line_open on ${schema}${prefix}reservation_line
    (tenant, sku, location, lot, phase, expires_at, reservation_id) where open > 0;
create index if not exists ${prefix}line_outstanding on ${schema}${prefix}reservation_line
    (tenant, sku, phase, reservation_id) where outstanding > 0;

-- The journal's heads. A position below zero waits for its place: it was written in a transaction of the host's.
-- A VOID entry closes a gap that a writer left behind; it belongs to no tenant and nobody is told of it.
create table if not exists ${schema}${prefix}entry (
    position            bigint primary key,
    tenant              varchar(100) collate "C",
    type                varchar(20) not null,
    command_id          varchar(100) collate "C",
    rejected_command_id varchar(100) collate "C",
    actor               varchar(500),
    reason              varchar(500),
    reference           varchar(500),
    content_high        bigint,
    content_low         bigint,
    recorded_at         timestamp (6) with time zone,
    facts               bytea,
    check (type = 'VOID' or tenant is not null and recorded_at is not null and facts is not null
        and content_high is not null and content_low is not null
        and (command_id is null) <> (rejected_command_id is null))
);
create index if not exists ${prefix}entry_tenant on ${schema}${prefix}entry (tenant, position);
create index if not exists ${prefix}entry_time on ${schema}${prefix}entry (tenant, recorded_at);
create unique index if not exists ${prefix}entry_command on ${schema}${prefix}entry (tenant, command_id);

create table if not exists ${schema}${prefix}posting (
    position         bigint not null,
    ordinal          integer not null,
    tenant           varchar(100) collate "C" not null,
    sku              varchar(100) collate "C" not null,
    location         varchar(100) collate "C" not null,
    lot              varchar(100) collate "C" not null,
    version          bigint not null check (version > 0),
    type             varchar(20) not null,
    reservation_id   varchar(100) collate "C",
    on_hand_before   bigint not null,
    reserved_before  bigint not null,
    allocated_before bigint not null,
    on_hand_after    bigint not null check (on_hand_after >= 0),
    reserved_after   bigint not null,
    allocated_after  bigint not null check (allocated_after >= 0),
    effective_at     timestamp (6) with time zone not null,
    recorded_at      timestamp (6) with time zone not null,
    primary key (position, ordinal),
    check (allocated_after <= reserved_after and reserved_after <= on_hand_after)
);
create unique index if not exists ${prefix}posting_key on ${schema}${prefix}posting
    (tenant, sku, location, lot, recorded_at, version);
create index if not exists ${prefix}posting_sku on ${schema}${prefix}posting (tenant, sku, position, ordinal);

-- Cold rows of every kind: items, locations.
create table if not exists ${schema}${prefix}document (
    tenant     varchar(100) collate "C" not null,
    kind       varchar(20) not null,
    name       varchar(100) collate "C" not null,
    version    bigint not null check (version > 0),
    group_name varchar(100) collate "C" not null,
    due_at     timestamp (6) with time zone,
    body       bytea not null,
    primary key (tenant, kind, name)
);

-- What can have one holder at a time.
create table if not exists ${schema}${prefix}claim (
    tenant  varchar(100) collate "C" not null,
    kind    varchar(20) not null,
    name    varchar(100) collate "C" not null,
    version bigint not null check (version > 0),
    holder  varchar(100) collate "C" not null,
    primary key (tenant, kind, name)
);

create table if not exists ${schema}${prefix}schema_version (
    version integer primary key
);
insert into ${schema}${prefix}schema_version (version) values (1) on conflict do nothing;
