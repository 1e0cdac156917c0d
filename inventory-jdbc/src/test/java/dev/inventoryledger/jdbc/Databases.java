package dev.inventoryledger.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Real databases for tests: one PostgreSQL server for the whole run, and as many H2 databases as asked for. */
final class Databases {
    static {
        // A pool that looks at each connection before it lends it: tests kill connections and go on at once.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "-1");
    }

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private Databases() {}

    private static final class Server {
        static final EmbeddedPostgres INSTANCE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("max_connections", "200")
                        .start();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    static EmbeddedPostgres server() {
        return Server.INSTANCE;
    }

    /** A new, empty PostgreSQL database behind a pool. */
    static HikariDataSource postgres(String isolation) {
        return pool(newPostgresUrl(), isolation);
    }

    /** The URL of a new, empty PostgreSQL database. */
    static String newPostgresUrl() {
        return newPostgresUrl("");
    }

    static String newPostgresUrl(String options) {
        String name = "d" + UUID.randomUUID().toString().replace("-", "");
        try (var connection = server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " " + options);
        } catch (java.sql.SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return server().getJdbcUrl("postgres", name);
    }

    /** A new, empty H2 database in memory behind a pool. */
    static HikariDataSource h2(String isolation) {
        return pool("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=10000", isolation);
    }

    /** A new, empty H2 database in a file of the temporary folder. */
    static HikariDataSource h2File(String isolation) {
        try {
            Path folder = Files.createTempDirectory("inventory");
            return pool("jdbc:h2:file:" + folder.resolve("ledger") + ";LOCK_TIMEOUT=10000", isolation);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static HikariDataSource pool(String url, String isolation) {
        return pool(url, isolation, "select 1");
    }

    static HikariDataSource pool(String url, String isolation, String firstStatement) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(8);
        config.setMinimumIdle(1);
        config.setTransactionIsolation(isolation);
        config.setConnectionInitSql(firstStatement);
        return new HikariDataSource(config);
    }

    /** The driver's own data source, without a pool. */
    static DataSource plain(String url) {
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL(url);
            return h2;
        }
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(url);
        return postgres;
    }

    /** A store for a tenant that nobody had before, in tables that are there or are made. */
    static JdbcStockStore newTenant(DataSource dataSource) {
        return JdbcStockStore.builder(dataSource)
                .createSchema()
                .tenant(newTenantName())
                .build();
    }

    static String newTenantName() {
        return "t" + TENANTS.incrementAndGet();
    }
}
