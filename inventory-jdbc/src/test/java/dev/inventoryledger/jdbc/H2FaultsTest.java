package dev.inventoryledger.jdbc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every call fails once, on H2. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class H2FaultsTest {
    @Test
    void anApplicationThatRetriesLosesNothing() {
        FaultInjection.everyCallFailsOnce(() -> Databases.h2("TRANSACTION_READ_COMMITTED"), Duration.ZERO);
    }

    @Test
    @Tag("slow")
    void aLedgerThatRetriesTellsNobody() {
        FaultInjection.everyCallFailsOnce(() -> Databases.h2("TRANSACTION_READ_COMMITTED"), Duration.ofSeconds(5));
    }
}
