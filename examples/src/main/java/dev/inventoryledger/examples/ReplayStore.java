package dev.inventoryledger.examples;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.inmemory.InMemoryStockStore;
import dev.inventoryledger.jdbc.JdbcStockStore;
import dev.inventoryledger.spi.StockStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.Deque;

/** A store that the command line names, with whatever has to be closed behind it. */
final class ReplayStore implements AutoCloseable {
    static final String MEMORY = "memory";

    private final Deque<Closeable> resources = new ArrayDeque<>();
    private final StockStore store;

    private ReplayStore(String name) throws IOException {
        store = open(name);
    }

    static ReplayStore named(String name) {
        try {
            return new ReplayStore(name);
        } catch (IOException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    static boolean isKnown(String name) {
        return name.equals(MEMORY) || name.equals("h2") || name.equals("postgres") || name.startsWith("jdbc:");
    }

    StockStore store() {
        return store;
    }

    private StockStore open(String name) throws IOException {
        return switch (name) {
            case MEMORY -> new InMemoryStockStore();
            case "h2" ->
                over("jdbc:h2:file:" + Files.createTempDirectory("inventory").resolve("ledger"));
            case "postgres" -> {
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .start();
                resources.push(server);
                yield over(server.getJdbcUrl("postgres", "postgres"));
            }
            default -> over(name);
        };
    }

    private StockStore over(String url) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        HikariDataSource pool = new HikariDataSource(config);
        resources.push(pool);
        return JdbcStockStore.builder(pool).createSchema().build();
    }

    @Override
    public void close() {
        for (Closeable resource : resources) {
            try {
                resource.close();
            } catch (IOException unclosed) {
                throw new UncheckedIOException(unclosed);
            }
        }
    }
}
