package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.Anchor;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Explanation;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.event.StockEvent;
import dev.inventoryledger.policy.Archive;
import dev.inventoryledger.policy.RetentionPolicy;
import dev.inventoryledger.reconciliation.ReconciliationPolicy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionTemplate;

/** The reservation and the host's order row stand or fall together. */
@ParameterizedClass
@EnumSource(Dialect.class)
class JoinedTest {
    private final Dialect dialect;

    private HikariDataSource dataSource;
    private JdbcStockStore store;
    private InventoryLedger ledger;

    JoinedTest(Dialect dialect) {
        this.dialect = dialect;
    }

    @BeforeEach
    void open() throws SQLException {
        dataSource = dialect == Dialect.H2
                ? Databases.h2("TRANSACTION_READ_COMMITTED")
                : Databases.postgres("TRANSACTION_READ_COMMITTED");
        store = Databases.newTenant(dataSource);
        ledger = InventoryLedger.over(store).build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerLocation(Location.of("B")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        ledger.registerItem(Item.of("CUP", "Cup")).orElseThrow();
        ledger.receive("TEA", "A", 10).orElseThrow();
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table shop_order (id varchar(100) primary key)");
        }
    }

    @AfterEach
    void auditAndClose() {
        assertThat(ledger.audit().violations()).isEmpty();
        dataSource.close();
    }

    private Connection transaction() throws SQLException {
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void order(Connection connection, String id) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("insert into shop_order (id) values ('" + id + "')");
        }
    }

    private int orders() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from shop_order")) {
            return result.next() ? result.getInt(1) : -1;
        }
    }

    /** Whoever waits within the transaction for somebody who waits for its rows would do so for ever. */
    @Test
    void aTransactionThatStaysOpenStopsOthersBrieflyOnly() throws Exception {
        InventoryLedger others =
                InventoryLedger.over(store).retryFor(Duration.ofMillis(10)).build();
        try (Connection connection = transaction()) {
            ledger.joining(store.on(connection)).receive("TEA", "A", 5).orElseThrow();
            assertThatThrownBy(() -> others.receive("TEA", "A", 1)).isInstanceOf(RetryableStoreException.class);
            assertThatThrownBy(() -> others.execute(Reserve.of("TEA", 1).forOwner("me")))
                    .isInstanceOf(RetryableStoreException.class);
            connection.commit();
        }
        others.receive("TEA", "A", 1).orElseThrow();
        assertThat(ledger.level("TEA", "A").onHand()).isEqualTo(16);
    }

    /** Its entries get their places piece by piece. */
    @Test
    void aTransactionMayBeLarge() throws Exception {
        try (Connection connection = transaction()) {
            InventoryLedger joined = ledger.joining(store.on(connection));
            for (int i = 0; i < 1_100; i++) {
                joined.receive("TEA", "A", 1).orElseThrow();
            }
            connection.commit();
        }
        assertThat(ledger.level("TEA", "A").onHand()).isEqualTo(1_110);
        assertThat(ledger.movements(MovementQuery.all().ofSku("TEA").limit(2_000)))
                .extracting(movement -> movement.posting().version())
                .isSorted()
                .hasSize(1_101);
    }

    /** The journal does not know what is not committed: a level would be mended for it. */
    @Test
    void whatLooksAtTheWholeIsNotForALedgerThatJoins() throws Exception {
        try (Connection connection = transaction()) {
            InventoryLedger joined = ledger.joining(store.on(connection));
            joined.receive("TEA", "A", 5).orElseThrow();
            List<ThrowingCallable> whole = List.of(
                    joined::audit,
                    () -> joined.audit(Anchor.START),
                    joined::rebuild,
                    joined::reports,
                    () -> joined.explain(StockKey.of("TEA", "A"), TestClock.START),
                    () -> joined.reconcile("A", location -> List.of(), ReconciliationPolicy.flagAll()),
                    () -> joined.prune(RetentionPolicy.keeping(Duration.ZERO), Archive.NOTHING),
                    () -> joined.subscribe("all", event -> {}),
                    () -> joined.forgetSubscription("all"),
                    joined::view);
            whole.forEach(call -> assertThatThrownBy(call)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("a ledger that joins a transaction "));
            connection.commit();
        }
        assertThat(ledger.rebuild().differences()).isEmpty();
    }

    /** What another host may yet roll back is not to be taken for a command that was carried out. */
    @Test
    void aConnectionThatShowsWhatIsNotCommittedIsNotJoined() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_UNCOMMITTED);
            connection.setAutoCommit(false);
            InventoryLedger joined = ledger.joining(store.on(connection));
            if (dialect == Dialect.H2) {
                assertThatThrownBy(() -> joined.receive("TEA", "A", 5))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("READ COMMITTED or higher");
            } else {
                joined.receive("TEA", "A", 5).orElseThrow();
            }
            connection.rollback();
        }
    }

    @Test
    void bothCommit() throws Exception {
        try (Connection connection = transaction()) {
            order(connection, "O1");
            InventoryLedger joined = ledger.joining(store.on(connection));
            Outcome<Reservation> outcome =
                    joined.execute(Reserve.of("TEA", 3).as("R1").forOrder("O1"));
            assertThat(((Outcome.Accepted<Reservation>) outcome).entry().position())
                    .isEqualTo(Entry.UNPLACED);
            assertThat(joined.level("TEA", "A").available()).isEqualTo(7);
            assertThat(ledger.level("TEA", "A").available()).isEqualTo(10);
            joined.confirm(new ReservationId("R1")).orElseThrow();
            connection.commit();
        }
        assertThat(orders()).isEqualTo(1);
        assertThat(ledger.level("TEA", "A").available()).isEqualTo(7);
        assertThat(ledger.entries(0, 10)).hasSize(7).allMatch(entry -> entry.position() > 0);
    }

    /** What a host has committed gets its place before anybody is told of it. */
    @Test
    void whatWasCommittedWithTheHostIsExplainedWithItsPosition() throws Exception {
        try (Connection connection = transaction()) {
            ledger.joining(store.on(connection)).receive("TEA", "A", 5).orElseThrow();
            connection.commit();
        }
        Explanation why = ledger.explain(StockKey.of("TEA", "A"), Instant.now());
        assertThat(why.level().onHand()).isEqualTo(15);
        assertThat(why.movements()).extracting(Movement::position).allMatch(position -> position > 0);
    }

    @Test
    void bothRollBackAndNothingStays() throws Exception {
        List<Entry> before = ledger.entries(0, 10);
        Reserve reserve = Reserve.of("TEA", 3).as("R1").forOwner("cart");
        try (Connection connection = transaction()) {
            order(connection, "O1");
            ledger.joining(store.on(connection)).execute(reserve).orElseThrow();
            connection.rollback();
        }
        assertThat(orders()).isZero();
        assertThat(ledger.entries(0, 10)).isEqualTo(before);
        assertThat(ledger.reservation(new ReservationId("R1"))).isEmpty();
        assertThat(ledger.level("TEA", "A").available()).isEqualTo(10);
        assertThat(ledger.execute(reserve).isAccepted()).isTrue();
    }

    @Test
    void aRejectionLeavesTheTransactionUsable() throws Exception {
        try (Connection connection = transaction()) {
            order(connection, "O1");
            Outcome<Reservation> outcome = ledger.joining(store.on(connection)).reserve("TEA", 99);
            assertThat(outcome.rejection()).contains(RejectionReason.INSUFFICIENT_STOCK);
            connection.commit();
        }
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void aStaleCommitIsDecidedAgainWithinTheTransaction() throws Exception {
        try (Connection connection = transaction()) {
            order(connection, "O1");
            Between between = new Between(
                    store.on(connection), () -> ledger.receive("TEA", "A", 1).orElseThrow());
            ledger.joining(between.store()).reserve("TEA", 3).orElseThrow();
            connection.commit();
        }
        assertThat(orders()).isEqualTo(1);
        assertThat(ledger.level("TEA", "A").available()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    void aConflictThatOnlyANewTransactionCanSettleIsTheHosts(int isolation) throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            connection.setTransactionIsolation(isolation);
            connection.setAutoCommit(false);
            order(connection, "O1");
            InventoryLedger joined = ledger.joining(store.on(connection));
            assertThat(joined.level("TEA", "A").available()).isEqualTo(10);
            ledger.receive("TEA", "A", 1).orElseThrow();
            assertThatThrownBy(() -> joined.reserve("TEA", 3)).isInstanceOf(RetryableStoreException.class);
            connection.rollback();
            order(connection, "O1");
            joined.reserve("TEA", 3).orElseThrow();
            connection.commit();
        }
        assertThat(orders()).isEqualTo(1);
    }

    @Test
    void aCommandIdThatIsTakenMeanwhileIsFoundOut() throws Exception {
        Reserve reserve = Reserve.of(Line.of("TEA", 3));
        try (Connection connection = transaction()) {
            Between between = new Between(
                    store.on(connection), () -> ledger.execute(reserve).orElseThrow());
            Outcome<Reservation> again = ledger.joining(between.store()).execute(reserve);
            assertThat(again).isEqualTo(ledger.execute(reserve));
            connection.commit();
        }
        assertThat(ledger.level("TEA", "A").available()).isEqualTo(7);
    }

    @Test
    void thereMustBeATransactionToJoin() throws Exception {
        try (Connection connection = dataSource.getConnection()) {
            InventoryLedger joined = ledger.joining(store.on(connection));
            assertThatThrownBy(() -> joined.reserve("TEA", 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("auto-commit");
        }
    }

    @Test
    void listenersHearOfJoinedCommandsAfterTheHostHasCommitted() throws Exception {
        List<Object> heard = new CopyOnWriteArrayList<>();
        InventoryLedger listening =
                InventoryLedger.over(store).listener(heard::add).build();
        try (Connection connection = transaction()) {
            listening
                    .joining(store.on(connection))
                    .execute(Receive.of("TEA", "A", 5))
                    .orElseThrow();
            listening.receive("CUP", "B", 1).orElseThrow();
            assertThat(heard).isNotEmpty().noneMatch(event -> event.toString().contains("TEA"));
            connection.commit();
        }
        listening.receive("TEA", "A", 1).orElseThrow();
        assertThat(heard)
                .filteredOn(StockEvent.class::isInstance)
                .filteredOn(event -> event.toString().contains("TEA"))
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void springsTransactionsAreJoined() {
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        TransactionAwareDataSourceProxy aware = new TransactionAwareDataSourceProxy(dataSource);
        JdbcTemplate template = new JdbcTemplate(dataSource);
        for (String id : List.of("kept", "undone")) {
            transactions.executeWithoutResult(status -> {
                template.update("insert into shop_order (id) values (?)", id);
                try (Connection connection = aware.getConnection()) {
                    ledger.joining(store.on(connection))
                            .execute(Reserve.of("TEA", 2).as(id))
                            .orElseThrow();
                } catch (SQLException failed) {
                    throw new IllegalStateException(failed);
                }
                if (id.equals("undone")) {
                    status.setRollbackOnly();
                }
            });
        }
        assertThat(template.queryForList("select id from shop_order", String.class))
                .containsExactly("kept");
        assertThat(ledger.reservation(new ReservationId("kept"))).isPresent();
        assertThat(ledger.reservation(new ReservationId("undone"))).isEmpty();
    }

    @Test
    void aStoreOverATransactionAwareDataSourceDoesNotCommitForTheHost() {
        TransactionAwareDataSourceProxy aware = new TransactionAwareDataSourceProxy(dataSource);
        InventoryLedger careless =
                InventoryLedger.over(Databases.newTenant(aware)).build();
        TransactionTemplate transactions = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        transactions.executeWithoutResult(status -> {
            new JdbcTemplate(dataSource).update("insert into shop_order (id) values ('O1')");
            assertThatThrownBy(() -> careless.item("TEA"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("on(connection)");
            status.setRollbackOnly();
        });
        assertThat(new JdbcTemplate(dataSource).queryForList("select id from shop_order"))
                .isEmpty();
    }
}
