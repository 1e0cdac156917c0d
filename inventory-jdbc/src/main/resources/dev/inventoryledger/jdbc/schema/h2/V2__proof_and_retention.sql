-- Inventory Ledger, schema version 2, H2: what proves that entries are as they were written, and what keeps them few.
-- Placeholders: ${schema} is empty or a schema's name with a dot; ${prefix} begins every name, such as inventory_.

-- The digest of an entry and its postings. Entries from before have none.
alter table ${schema}${prefix}entry add column if not exists digest_high bigint;
alter table ${schema}${prefix}entry add column if not exists digest_low bigint;

-- What a location has, key by key.
create index if not exists ${prefix}level_location on ${schema}${prefix}level (tenant, location, sku, lot);

-- Up to where a tenant's journal was pruned: of what stands there, only each key's last posting is left.
create table if not exists ${schema}${prefix}pruning (
    tenant varchar(100) primary key,
    up_to  bigint not null check (up_to > 0)
);

merge into ${schema}${prefix}schema_version (version) key (version) values (2);
