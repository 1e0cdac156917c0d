-- Inventory Ledger, schema version 4, PostgreSQL: the same questions from narrower indexes.
-- Placeholders: ${schema} is empty or a schema's name with a dot; ${prefix} begins every name, such as inventory_.
-- Building an index keeps writers out. Where the tables are large, build these beforehand, concurrently and under the same names.

-- Who is no tenant's reads the journal by position alone.
create index if not exists ${prefix}entry_of_tenant on ${schema}${prefix}entry (tenant, position) where tenant <> '';
drop index if exists ${schema}${prefix}entry_tenant;

-- Entries lie in the order of their recording, or nearly: which blocks a time is in tells enough.
create index if not exists ${prefix}entry_recorded on ${schema}${prefix}entry using brin (recorded_at) with (autosummarize = on);
drop index if exists ${schema}${prefix}entry_time;

create index if not exists ${prefix}posting_of_sku on ${schema}${prefix}posting (tenant, sku, position);
drop index if exists ${schema}${prefix}posting_sku;

-- Ids are long, and lines of one key are few or are read all.
create index if not exists ${prefix}line_units on ${schema}${prefix}reservation_line
    (tenant, sku, location, lot, phase, expires_at) where open > 0;
drop index if exists ${schema}${prefix}line_open;

create index if not exists ${prefix}reservation_due on ${schema}${prefix}reservation (tenant, expires_at, id) where phase = 'HELD';
drop index if exists ${schema}${prefix}reservation_held;

insert into ${schema}${prefix}schema_version (version) values (4) on conflict do nothing;
