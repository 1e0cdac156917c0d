package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.testkit.Heard;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** News between processes: whatever fails on the way, a commit is none the wiser, and news go on. */
class NewsTest {
    private HikariDataSource dataSource;

    NewsTest() {}

    @BeforeEach
    void open() {
        dataSource = Databases.postgres("TRANSACTION_READ_COMMITTED");
        try (InventoryLedger ledger = InventoryLedger.over(
                        JdbcStockStore.builder(dataSource).createSchema().build())
                .build()) {
            ledger.registerLocation(Location.of("A")).orElseThrow();
            ledger.registerItem(Item.of("CUP", "Cup")).orElseThrow();
        }
    }

    @AfterEach
    void close() {
        dataSource.close();
    }

    private static boolean isOfNews() {
        return Thread.currentThread().getName().matches("inventory-ledger-(notify|listen)");
    }

    /** What a pool or a proxy of a data source throws need not be of the database. */
    private void newsGoOn(Supplier<Error> error) {
        Set<String> failed = ConcurrentHashMap.newKeySet();
        DataSource failing = Proxies.of(DataSource.class, (method, arguments) -> {
            if (isOfNews() && failed.add(Thread.currentThread().getName())) {
                throw error.get();
            }
            return Proxies.invoke(method, dataSource, arguments);
        });
        Heard heard = new Heard();
        try (InventoryLedger ledger = listening(failing);
                InventoryLedger writer = listening(failing);
                RunningSubscription running = ledger.subscribe(Subscription.of("news", heard)
                        .fromNow()
                        .pollEvery(Duration.ofMinutes(10))
                        .takeOverAfter(Duration.ofHours(1)))) {
            Heard.until("it has begun", running::isActive);
            writer.receive("CUP", "A", 1).orElseThrow();
            Heard.until("both have failed once", () -> failed.size() == 2);
            writer.receive("CUP", "A", 1).orElseThrow();
            assertThat(heard.next(6)).hasSize(6);
        }
    }

    private static InventoryLedger listening(DataSource source) {
        return InventoryLedger.over(JdbcStockStore.builder(source).listen().build())
                .build();
    }

    @Test
    void whatADataSourceThrowsDoesNotEndTheNews() {
        newsGoOn(() -> {
            throw new IllegalStateException("the pool is not there yet");
        });
    }

    @Test
    void norDoesAnError() {
        newsGoOn(() -> new NoClassDefFoundError("no memory"));
    }

    /** The next commit may be long in coming. */
    @Test
    void newsThatCouldNotBeToldAreToldLater() {
        AtomicInteger connections = new AtomicInteger();
        DataSource failing = Proxies.of(DataSource.class, (method, arguments) -> {
            if (connections.incrementAndGet() == 1) {
                throw new IllegalStateException("the pool is empty");
            }
            return Proxies.invoke(method, dataSource, arguments);
        });
        new Signal(failing, new Names("", "inventory_"), NewsTest::atOnce).tell();
        assertThat(connections).hasValue(2);
    }

    private static Thread atOnce(String name, Runnable work) {
        work.run();
        return Thread.currentThread();
    }

    @Test
    void whereNoThreadIsToBeHadTheNextNewsAreTold() {
        List<String> started = new ArrayList<>();
        Signal signal = new Signal(dataSource, new Names("", "inventory_"), (name, work) -> {
            started.add(name);
            if (started.size() == 1) {
                throw new NoClassDefFoundError("no thread");
            }
            work.run();
            return Thread.currentThread();
        });
        signal.tell();
        signal.tell();
        signal.tell();
        assertThat(started).hasSize(3);
    }

    /** Such as a pool that lets nobody have the driver's own connection. */
    @Test
    void aConnectionThatCannotBeHeardGoesBackDeaf() throws Exception {
        Queue<Integer> listening = new ConcurrentLinkedQueue<>();
        try (Connection only = dataSource.getConnection()) {
            Connection stubborn = Proxies.of(Connection.class, (method, arguments) -> {
                if (method.getName().equals("unwrap")) {
                    throw new SQLException("not for you");
                }
                if (method.getName().equals("close")) {
                    listening.add(channels(only));
                    return null;
                }
                return Proxies.invoke(method, only, arguments);
            });
            DataSource one = Proxies.of(
                    DataSource.class,
                    (method, arguments) -> isOfNews() ? stubborn : Proxies.invoke(method, dataSource, arguments));
            try (InventoryLedger ledger = listening(one);
                    RunningSubscription running = ledger.subscribe("news", event -> {})) {
                Heard.until("it has begun", running::isActive);
                Heard.until("it has been given back", () -> !listening.isEmpty());
            }
            assertThat(listening).containsOnly(0);
        }
    }

    private static int channels(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from pg_listening_channels()")) {
            assertThat(rows.next()).isTrue();
            return rows.getInt(1);
        }
    }
}
