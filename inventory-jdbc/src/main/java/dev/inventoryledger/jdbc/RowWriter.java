package dev.inventoryledger.jdbc;

import dev.inventoryledger.StockKey;
import dev.inventoryledger.jdbc.Query.Column;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.ClaimRow;
import dev.inventoryledger.spi.Codec;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.Replacement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Checks guards and writes levels, documents and claims by version. Stateless and safe for use by many threads. */
final class RowWriter {
    private final Engine engine;
    private final Names names;
    private final String tenant;

    RowWriter(Engine engine, Names names, String tenant) {
        this.engine = engine;
        this.names = names;
        this.tenant = tenant;
    }

    /**
     * Whether all that the change set relies on has its version, and keeps it until the transaction ends. What it also
     * writes is locked along with it, so that two that write what the other relies on meet in one order.
     */
    boolean guardsHold(Connection connection, ChangeSet changes) throws SQLException {
        Map<DocumentId, Long> documents = new TreeMap<>(changes.guardedDocuments());
        Map<StockKey, Long> levels = new TreeMap<>(changes.guardedLevels());
        boolean alsoDocuments = !documents.isEmpty() && !changes.documents().isEmpty();
        boolean alsoLevels = !levels.isEmpty() && !changes.levels().isEmpty();
        if (alsoDocuments) {
            changes.documents().forEach(change -> documents.put(change.row().id(), change.replaces()));
        }
        if (alsoLevels) {
            changes.levels().forEach(change -> levels.put(change.row().key(), change.replaces()));
        }
        return hold(connection, documents, ids -> documentVersions(ids, lock("d", alsoDocuments)))
                && hold(connection, levels, keys -> levelVersions(keys, lock("l", alsoLevels)));
    }

    private String lock(String alias, boolean isForWriting) {
        return isForWriting ? engine.toBeWritten(alias) : engine.untilCommit(alias);
    }

    private static <K> boolean hold(Connection connection, Map<K, Long> guards, Function<List<K>, Query> versions)
            throws SQLException {
        if (guards.isEmpty()) {
            return true;
        }
        List<K> keys = List.copyOf(guards.keySet());
        Map<K, Long> found = new HashMap<>();
        keys.forEach(key -> found.put(key, 0L));
        try (PreparedStatement statement = versions.apply(keys).prepare(connection);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                found.put(keys.get(rows.getInt(1)), rows.getLong(2));
            }
        }
        return found.equals(guards);
    }

    /** A row that does not exist cannot be kept from appearing; whoever relies on that guards another row with it. */
    private Query documentVersions(List<DocumentId> ids, String lock) {
        return new Query(engine)
                .append("select k.q, d.version from ")
                .rows(
                        "k",
                        Column.count(ids.size()),
                        Column.texts("kind", ids.stream().map(DocumentId::kind).toList()),
                        Column.texts("name", ids.stream().map(DocumentId::name).toList()))
                .append(" join " + names.document() + " d on d.tenant = ? and d.kind = k.kind", tenant)
                .append(" and d.name = k.name order by d.kind, d.name" + lock);
    }

    private Query levelVersions(List<StockKey> keys, String lock) {
        return new Query(engine)
                .append("select k.q, l.version from ")
                .rows(
                        "k",
                        Column.count(keys.size()),
                        Column.texts("sku", keys.stream().map(StockKey::sku).toList()),
                        Column.texts(
                                "location",
                                keys.stream().map(StockKey::location).toList()),
                        Column.texts("lot", keys.stream().map(StockKey::lot).toList()))
                .append(" join " + names.level() + " l on l.tenant = ? and l.sku = k.sku", tenant)
                .append(" and l.location = k.location and l.lot = k.lot order by l.sku, l.location, l.lot")
                .append(lock);
    }

    boolean writeDocuments(Connection connection, List<Replacement<Document>> changes) throws SQLException {
        Batch changed = new Batch("update " + names.document() + " set version = ?, group_name = ?, due_at = ?,"
                + " body = ? where tenant = ? and kind = ? and name = ? and version = ?");
        Batch added = new Batch("insert into " + names.document()
                + " (version, group_name, due_at, body, tenant, kind, name) values (?, ?, ?, ?, ?, ?, ?)");
        for (Replacement<Document> change : changes) {
            Document row = change.row();
            add(
                    change.replaces(),
                    changed,
                    added,
                    row.version(),
                    row.group(),
                    row.dueAt(),
                    Codec.encode(row.body()),
                    tenant,
                    row.id().kind(),
                    row.id().name());
        }
        return changed.changesAll(connection) && added.changesAll(connection);
    }

    boolean writeLevels(Connection connection, List<Replacement<LevelRow>> changes) throws SQLException {
        Batch changed = new Batch("update " + names.level() + " set " + Layouts.LEVEL.assignedParameters()
                + " where tenant = ? and sku = ? and location = ? and lot = ? and version = ?");
        Batch added = new Batch("insert into " + names.level() + " (" + Layouts.LEVEL.names()
                + ", tenant, sku, location, lot) values (" + Layouts.LEVEL.parameters() + ", ?, ?, ?, ?)");
        for (Replacement<LevelRow> change : changes) {
            StockKey key = change.row().key();
            add(
                    change.replaces(),
                    changed,
                    added,
                    Layouts.LEVEL.arguments(change, tenant, key.sku(), key.location(), key.lot()));
        }
        return changed.changesAll(connection) && added.changesAll(connection);
    }

    boolean writeClaims(Connection connection, List<Replacement<ClaimRow>> changes) throws SQLException {
        Batch changed = new Batch("update " + names.claim()
                + " set version = ?, holder = ? where tenant = ? and kind = ? and name = ? and version = ?");
        Batch added = new Batch(
                "insert into " + names.claim() + " (version, holder, tenant, kind, name) values (?, ?, ?, ?, ?)");
        for (Replacement<ClaimRow> change : changes) {
            ClaimRow row = change.row();
            add(
                    change.replaces(),
                    changed,
                    added,
                    row.version(),
                    row.holder(),
                    tenant,
                    row.id().kind(),
                    row.id().name());
        }
        return changed.changesAll(connection) && added.changesAll(connection);
    }

    /** An update takes the replaced version as one more argument. */
    private static void add(long replaces, Batch changed, Batch added, @Nullable Object... values) {
        if (replaces == 0) {
            added.add(values);
            return;
        }
        @Nullable Object[] all = Arrays.copyOf(values, values.length + 1);
        all[values.length] = replaces;
        changed.add(all);
    }
}
