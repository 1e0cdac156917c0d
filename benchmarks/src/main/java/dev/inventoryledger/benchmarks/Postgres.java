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

/** A PostgreSQL server of a benchmark's own, durable as a shop needs it, with a pool of 16 connections and the ledger's tables. */
public final class Postgres implements AutoCloseable {
    /** How many units of each SKU there are: more than any run sells. */
    public static final long PLENTY = 1L << 40;

    private static final int CONNECTIONS = 16;

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
            Postgres started = new Postgres(EmbeddedPostgres.builder()
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("shared_buffers", "512MB")
                    .setServerConfig("max_wal_size", "4GB")
                    .start());
            started.requireDurable();
            return started;
        } catch (IOException failed) {
            throw new IllegalStateException(failed);
        }
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
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            if (!rows.next()) {
                throw new IllegalStateException("no answer to " + sql);
            }
            return rows.getLong(1);
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
