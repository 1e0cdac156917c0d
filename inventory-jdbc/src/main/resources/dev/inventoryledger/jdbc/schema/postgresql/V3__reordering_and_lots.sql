-- Inventory Ledger, schema version 3, PostgreSQL: stock that is reordered is low too, the names of lots and serial numbers, and what units
-- that are outstanding are promised against.
-- Placeholders: ${schema} is empty or a schema's name with a dot; ${prefix} begins every name, such as inventory_.

-- What is low: every status that is told, but "in stock" and "out". It stands in for is_low of version 1, which knows two of them only
-- and is read no more.
alter table ${schema}${prefix}level add column if not exists below_point boolean not null generated always as (status not in ('IN_STOCK', 'OUT')) stored;
create index if not exists ${prefix}level_below on ${schema}${prefix}level (tenant, sku, location, lot) where below_point;
drop index if exists ${schema}${prefix}level_low;

-- A lot is named by its SKU and its own name.
alter table ${schema}${prefix}document alter column name type varchar(210) collate "C";
alter table ${schema}${prefix}claim alter column name type varchar(210) collate "C";

-- What outstanding units are promised against: an inbound supply, or none (an empty name), and when they are expected. Lines that are not
-- promised before they are there have neither.
alter table ${schema}${prefix}reservation_line add column if not exists promised_supply varchar(100) collate "C";
alter table ${schema}${prefix}reservation_line add column if not exists promised_at timestamp (6) with time zone;

insert into ${schema}${prefix}schema_version (version) values (3) on conflict do nothing;
