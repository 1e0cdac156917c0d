package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.inventoryledger.Entry;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.command.Receive;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a statement that commits by itself when something goes wrong, on PostgreSQL. */
class CommitsAtOnceTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private HikariDataSource dataSource;
    private InventoryLedger ledger;

    @BeforeEach
    void open() {
        dataSource = Databases.postgres("TRANSACTION_READ_COMMITTED");
        ledger = InventoryLedger.over(
                        JdbcStockStore.builder(dataSource).createSchema().build())
                .build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        ledger.receive("TEA", "A", 1).orElseThrow();
    }

    @AfterEach
    void auditAndClose() {
        assertThat(ledger.audit().violations()).isEmpty();
        dataSource.close();
    }

    /** A ledger whose first commit reaches the server or does not, and fails with an error in either case. */
    private InventoryLedger failing(boolean isWritten, String state, Duration retries) {
        boolean[] once = {false};
        JdbcStockStore store = JdbcStockStore.builder(Spied.over(dataSource, (stop, call) -> {
                    if (!stop.sql().contains("nextval") || once[0]) {
                        return call.proceed();
                    }
                    once[0] = true;
                    if (isWritten) {
                        assertThat(call.proceed()).isNotNull();
                    }
                    Objects.requireNonNull(stop.connection())
                            .unwrap(Connection.class)
                            .close();
                    throw new SQLException("failed on purpose", state);
                }))
                .build();
        return InventoryLedger.over(store).retryFor(retries).build();
    }

    private static Entry entry(InventoryLedger by, Receive command) {
        return ((Outcome.Accepted<?>) by.execute(command)).entry();
    }

    private static Receive five() {
        return Receive.of("TEA", "A", 5).with(Origin.of("five"));
    }

    @ParameterizedTest(name = "written {0}, SQLSTATE {1}")
    @CsvSource({"true, 08006", "false, 08006", "true, 57P01", "false, 57P01", "true, ''", "false, ''"})
    void whatMayHaveBeenWrittenIsUnknown(boolean isWritten, String state) {
        InventoryLedger failing = failing(isWritten, state, Duration.ZERO);
        assertThatThrownBy(() -> failing.execute(five())).isInstanceOf(UnknownFateException.class);
        assertThat(ledger.level("TEA", "A").onHand()).isEqualTo(isWritten ? 6 : 1);
    }

    @ParameterizedTest(name = "written {0}, SQLSTATE {1}")
    @CsvSource({"true, 08006", "false, 08006", "true, 57P01", "false, 57P01"})
    void itIsFoundOutAndWrittenOnce(boolean isWritten, String state) {
        Entry answered = entry(failing(isWritten, state, LONG), five());
        assertThat(ledger.entryOf(answered.commandId())).contains(answered);
        assertThat(ledger.level("TEA", "A").onHand()).isEqualTo(6);
    }

    @ParameterizedTest(name = "SQLSTATE {0}")
    @CsvSource({"40P01", "55P03"})
    void whatTheServerSaysOfTheStatementIsCertain(String state) {
        InventoryLedger failing = failing(false, state, Duration.ZERO);
        assertThatThrownBy(() -> failing.execute(five()))
                .isInstanceOf(RetryableStoreException.class)
                .hasMessageContaining("nothing was changed");
        assertThat(ledger.level("TEA", "A").onHand()).isEqualTo(1);
    }

    /** Readers would have to wait for a gap. */
    @Test
    void aCommandThatWasAcceptedElsewhereCostsNoPosition() {
        try (InventoryLedger other =
                InventoryLedger.over(JdbcStockStore.create(dataSource)).build()) {
            other.receive("TEA", "A", 1).orElseThrow();
            Entry first = entry(other, five());
            try (InventoryLedger knowing =
                    InventoryLedger.over(JdbcStockStore.create(dataSource)).build()) {
                Entry before = entry(knowing, Receive.of("TEA", "A", 1));
                assertThat(entry(knowing, five())).isEqualTo(first);
                Entry after = entry(knowing, Receive.of("TEA", "A", 1));
                assertThat(after.position()).isEqualTo(before.position() + 1);
            }
        }
    }
}
