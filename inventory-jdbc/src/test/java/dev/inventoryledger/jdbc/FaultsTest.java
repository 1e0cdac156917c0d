package dev.inventoryledger.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.UnknownFateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What an error means tells whether to try again, and whether anybody can know what became of it. */
class FaultsTest {
    private final Faults faults = new Faults(new PostgreSql());

    private static SQLException error(String state) {
        return new SQLException("as the server says", state);
    }

    @Test
    void aSessionThatTheServerEndedForItsIdlingIsTriedAgain() {
        assertThat(faults.beforeCommit(error("57P05"))).isInstanceOf(RetryableStoreException.class);
        assertThat(faults.ofStatement(error("57P05"))).isInstanceOf(UnknownFateException.class);
    }

    /** Nor would an event be put aside whose handler always takes too long. */
    @Test
    void whatTakesLongerThanTheServerAllowsIsNotTriedAgain() {
        for (String state : new String[] {"25P03", "25P04", "57014"}) {
            assertThat(faults.beforeCommit(error(state))).as(state).isExactlyInstanceOf(StockStoreException.class);
            assertThat(faults.ofStatement(error(state))).as(state).isExactlyInstanceOf(StockStoreException.class);
            SQLException thenClosed = error(state);
            thenClosed.setNextException(error("08006"));
            assertThat(faults.beforeCommit(thenClosed)).as(state).isExactlyInstanceOf(StockStoreException.class);
            assertThat(faults.ofHandler(thenClosed)).as(state).isSameAs(thenClosed);
        }
        SQLException timedOut = error("25P03");
        timedOut.setNextException(error("08006"));
        assertThat(faults.ofStatement(timedOut)).isExactlyInstanceOf(StockStoreException.class);
    }

    /** It may have been writing the commit to its log. */
    @Test
    void whatAServerPanicsOverIsUnknown() {
        SQLException panic = error("58030");
        panic.setNextException(error("08006"));
        assertThat(faults.ofStatement(panic)).isInstanceOf(UnknownFateException.class);
        assertThat(faults.ofStatement(error("58030"))).isExactlyInstanceOf(StockStoreException.class);
    }

    @Test
    void whatAHandlersLibraryWrapsIsLookedInto() {
        Exception wrapped = new IllegalStateException(new RuntimeException(error("55P03")));
        assertThat(faults.ofHandler(wrapped)).isInstanceOf(RetryableStoreException.class);
        Exception lasting = new IllegalStateException(error("23505"));
        assertThat(faults.ofHandler(lasting)).isSameAs(lasting);
        Exception other = new IllegalStateException("no");
        assertThat(faults.ofHandler(other)).isSameAs(other);
    }
}
