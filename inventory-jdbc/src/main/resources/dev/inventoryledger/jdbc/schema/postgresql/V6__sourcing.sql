-- Inventory Ledger, schema version 6, PostgreSQL: reservations keep where their units may come from, and levels compute less.
-- Placeholders: ${schema} is empty or a schema's name with a dot; ${prefix} begins every name, such as inventory_.
-- End every process of an older version first: it would neither write nor heed where a reservation's units may come from.

-- Where units may come from that are found for it later; null: from anywhere.
alter table ${schema}${prefix}reservation add column if not exists sourcing bytea;
-- When it was last taken up again after its hold had ended: since then it waits, where it waits for units.
alter table ${schema}${prefix}reservation add column if not exists retaken_at timestamp (6) with time zone;

-- What is low an index says by itself. Two columns that said it were computed anew with each change of a level, which took a third of
-- the change. A view of yours that shows them must go first. Building an index keeps writers out: where the table is large, build this
-- one beforehand, concurrently and under the same name.
create index if not exists ${prefix}level_of_low on ${schema}${prefix}level (tenant, sku, location, lot) where status not in ('IN_STOCK', 'OUT');
drop index if exists ${schema}${prefix}level_below;
alter table ${schema}${prefix}level drop column if exists below_point;
alter table ${schema}${prefix}level drop column if exists is_low;

insert into ${schema}${prefix}schema_version (version) values (6) on conflict do nothing;
