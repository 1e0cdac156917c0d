-- Inventory Ledger, schema version 4, H2: nothing but the number. H2 knows no indexes of some rows or of blocks.
-- Placeholders: ${schema} is empty or a schema's name with a dot; ${prefix} begins every name, such as inventory_.

merge into ${schema}${prefix}schema_version (version) key (version) values (4);
