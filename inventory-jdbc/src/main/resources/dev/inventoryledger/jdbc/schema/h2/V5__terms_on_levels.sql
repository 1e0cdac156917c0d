-- Inventory Ledger, schema version 5, H2: levels say whether their item need be asked how it is sold.
-- Placeholders: ${schema} is empty or a schema's name with a dot; ${prefix} begins every name, such as inventory_.
-- End every process of an older version first: it would leave the terms of levels as they are when it changes an item.

-- Until a level is written next, or its stock is reviewed, its item is asked.
alter table ${schema}${prefix}level add column if not exists terms varchar(20) not null default 'OF_ITEM';

merge into ${schema}${prefix}schema_version (version) key (version) values (5);
