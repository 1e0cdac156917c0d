-- Inventory Ledger, schema version 6, H2: reservations keep where their units may come from.
-- Placeholders: ${schema} is empty or a schema's name with a dot; ${prefix} begins every name, such as inventory_.
-- End every process of an older version first: it would neither write nor heed where a reservation's units may come from.

-- Where units may come from that are found for it later; null: from anywhere.
alter table ${schema}${prefix}reservation add column if not exists sourcing blob;
-- When it was last taken up again after its hold had ended: since then it waits, where it waits for units.
alter table ${schema}${prefix}reservation add column if not exists retaken_at timestamp (6) with time zone;

-- Nothing has read it since version 3.
alter table ${schema}${prefix}level drop column if exists is_low;

merge into ${schema}${prefix}schema_version (version) key (version) values (6);
