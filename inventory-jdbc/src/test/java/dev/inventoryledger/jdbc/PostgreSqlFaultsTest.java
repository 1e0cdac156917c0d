package dev.inventoryledger.jdbc;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every call fails once, on PostgreSQL. */
@Tag("slow")
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class PostgreSqlFaultsTest {
    @Test
    void anApplicationThatRetriesLosesNothing() {
        FaultInjection.everyCallFailsOnce(() -> Databases.postgres("TRANSACTION_READ_COMMITTED"), Duration.ZERO);
    }
}
