package dev.inventoryledger.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.jdbc.JdbcStockStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A PostgreSQL server of a benchmark's own, durable as a shop needs it, with a pool of 16 connections and the ledger's tables. */
public final class Postgres implements AutoCloseable {
    /** How many units of each SKU there are: more than any run sells. */
    public static final long PLENTY = 1L << 40;

    private static final int CONNECTIONS = 16;

    private static final Map<String, String> SETTINGS = new TreeMap<>(
            Map.of("fsync", "on", "synchronous_commit", "on", "shared_buffers", "512MB", "max_wal_size", "4GB"));

    /** By hand, callers of one SKU wait for a connection for as long as others are quicker: that is to be measured, not to end the run. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final int AT_ONCE = 1_000;

    private final EmbeddedPostgres server;
    private final HikariDataSource pool;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url());
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE.toMillis());
        pool = new HikariDataSource(config);
    }

    /** Starts it. It listens on loopback only and ends with {@link #close}. */
    public static Postgres start() {
        try {
            EmbeddedPostgres.Builder server =
                    EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1");
            SETTINGS.forEach(server::setServerConfig);
            Postgres started = new Postgres(server.start());
            started.requireDurable();
            return started;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** {@return what it is, and how it is set up} */
    public String describe() {
        return "PostgreSQL " + one("show server_version", rows -> rows.getString(1)) + " embedded with "
                + SETTINGS.entrySet().stream()
                        .map(setting -> setting.getKey() + " " + setting.getValue())
                        .collect(Collectors.joining(", "));
    }

    private void requireDurable() {
        String on = "select count(*) from pg_settings where name in ('fsync', 'synchronous_commit') and setting = 'on'";
        if (number(on) != 2) {
            throw new IllegalStateException("the server does not write to disk what it commits");
        }
    }

    /** {@return where it is} */
    public String url() {
        return server.getJdbcUrl("postgres", "postgres");
    }

    /** {@return its pool} */
    public HikariDataSource pool() {
        return pool;
    }

    /** {@return the ledger's store over it, its schema created} */
    public JdbcStockStore store() {
        return JdbcStockStore.builder(pool).createSchema().build();
    }

    /** Registers so many SKUs at one location, each with plenty of units, through the ledger. */
    public static void stock(InventoryLedger ledger, int skus, long units) {
        ledger.registerLocation(Location.of("A")).orElseThrow();
        for (int first = 0; first < skus; first += AT_ONCE) {
            List<RegisterItem> items = new ArrayList<>();
            List<Receive> receipts = new ArrayList<>();
            for (int i = first; i < Math.min(skus, first + AT_ONCE); i++) {
                items.add(new RegisterItem(Origin.random(), Item.of(sku(i), "Item")));
                receipts.add(Receive.of(sku(i), "A", units));
            }
            requireAccepted(ledger.submitAll(items).toCompletableFuture().join());
            requireAccepted(ledger.submitAll(receipts).toCompletableFuture().join());
        }
    }

    /** Fails unless all were accepted. */
    public static <T> void requireAccepted(List<Outcome<T>> outcomes) {
        outcomes.forEach(Outcome::orElseThrow);
    }

    /** {@return the name of one SKU} */
    public static String sku(int number) {
        return "SKU" + number;
    }

    /** One number that a query answers. */
    public long number(String sql) {
        return one(sql, rows -> rows.getLong(1));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> T one(String sql, Reading<T> reading) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("no answer to " + sql);
            }
            return reading.from(rows);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** Runs one statement. */
    public void execute(String sql) {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    /** Fails unless the books hold exactly what was granted, in reservations of one line. */
    public void requireGranted(long reservations, long units) {
        require(number("select coalesce(sum(reserved), 0) from inventory_level"), units, "units reserved");
        require(number("select count(*) from inventory_reservation"), reservations, "reservations");
        require(number("select count(*) from inventory_reservation_line"), reservations, "lines");
        require(number("select count(*) from inventory_entry where type = 'RESERVE'"), reservations, "entries");
        require(number("select count(*) from inventory_posting where type = 'RESERVATION'"), reservations, "postings");
    }

    /** {@return a number that another one follows as soon as any row is written: the sum of the transactions that wrote those there are} */
    public long written() {
        String tables = one(
                "select string_agg(format('select xmin from %I', relname), ' union all ') from pg_class"
                        + " where relkind = 'r' and relname like 'inventory%'",
                rows -> rows.getString(1));
        return number("select sum(xmin::text::bigint) from (" + tables + ") every_row");
    }

    /** Fails unless a ledger's audit is clean. */
    public static void requireSound(InventoryLedger ledger) {
        if (!ledger.audit().isClean()) {
            throw new IllegalStateException("the audit is not clean");
        }
    }

    /** Fails unless the books hold what was granted. */
    public static void require(long found, long expected, String what) {
        if (found != expected) {
            throw new IllegalStateException(what + ": " + expected + " were granted, but the books hold " + found);
        }
    }

    @Override
    public void close() {
        pool.close();
        try {
            server.close();
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
