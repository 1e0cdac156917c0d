package dev.inventoryledger.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The store's tables: which version of them there should be, and the scripts that make it.
 *
 * @param engine the engine whose scripts they are
 * @param names how the tables are called
 */
record Schema(Engine engine, Names names) {
    /** The scripts in their order; the last one makes the version that this store needs. */
    private static final List<String> SCRIPTS = List.of(
            "V1__inventory_ledger.sql",
            "V2__proof_and_retention.sql",
            "V3__reordering_and_lots.sql",
            "V4__narrower_indexes.sql",
            "V5__terms_on_levels.sql",
            "V6__sourcing.sql");

    /** Runs the scripts that are missing once nobody else runs any. */
    Optional<Integer> create(Connection connection) throws SQLException {
        return engine.createAlone(connection, alone -> {
            Savepoint before = alone.setSavepoint();
            int version = version(alone);
            // Where there are no tables yet, asking for them has failed the transaction.
            alone.rollback(before);
            try (Statement statement = alone.createStatement()) {
                for (String sql : statements(missing(version))) {
                    statement.execute(sql);
                }
            }
            return Optional.of(SCRIPTS.size());
        });
    }

    private static List<String> missing(int version) {
        return SCRIPTS.subList(Math.min(version, SCRIPTS.size()), SCRIPTS.size());
    }

    private List<String> statements(List<String> scripts) {
        return scripts.stream()
                .flatMap(script -> Arrays.stream(read(script).split(";\\R", -1)))
                .filter(statement -> !statement.isBlank())
                .toList();
    }

    private String read(String script) {
        try (InputStream in = Schema.class.getResourceAsStream("schema/" + engine.folder() + "/" + script)) {
            String text = new String(Objects.requireNonNull(in, script).readAllBytes(), StandardCharsets.UTF_8);
            return text.replace("${schema}", names.schema()).replace("${prefix}", names.prefix());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Which version the tables are of; 0 if there are none. */
    int version(Transactions transactions) {
        return transactions.read(this::version);
    }

    boolean isCurrent(int version) {
        return version == SCRIPTS.size();
    }

    /** Complains, and says exactly what to run, if the tables are not of the version that this store needs. */
    void requireCurrent(Transactions transactions) {
        int version = version(transactions);
        if (!isCurrent(version)) {
            throw new IllegalStateException(advice(version));
        }
    }

    private int version(Connection connection) throws SQLException {
        String table = names.schemaVersion();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select max(version) from " + table)) {
            return result.next() ? result.getInt(1) : 0;
        } catch (SQLException missing) {
            if (engine.isUnknownTable(missing)) {
                return 0;
            }
            throw missing;
        }
    }

    private String advice(int version) {
        String folder = "classpath:dev/inventoryledger/jdbc/schema/" + engine.folder();
        if (version > SCRIPTS.size()) {
            return "the inventory schema (" + names.schemaVersion() + ") is at version " + version
                    + ", ahead of this library, which knows version " + SCRIPTS.size() + ": use a newer library";
        }
        return "the inventory schema (" + names.schemaVersion() + ") is at version " + version + ", but must be at "
                + SCRIPTS.size() + ": run " + String.join(", ", missing(version)) + " from "
                + folder + ", or call createSchema() on the builder";
    }
}
