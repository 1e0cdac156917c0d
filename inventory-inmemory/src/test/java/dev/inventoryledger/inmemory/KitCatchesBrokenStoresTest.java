package dev.inventoryledger.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.StoreTestKit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A kit that can't fail is worth nothing: each store with a known fault must fail it, and the sound one must not. */
class KitCatchesBrokenStoresTest {
    static class SoundStore extends StoreTestKit {
        @Override
        protected StockStore newStore() {
            return BrokenStores.sound();
        }
    }

    static class LostUpdate extends StoreTestKit {
        @Override
        protected StockStore newStore() {
            return BrokenStores.losingUpdates();
        }
    }

    static class OverwrittenReservation extends StoreTestKit {
        @Override
        protected StockStore newStore() {
            return BrokenStores.overwritingReservations();
        }
    }

    static class TornCommit extends StoreTestKit {
        @Override
        protected StockStore newStore() {
            return BrokenStores.tearingCommits();
        }
    }

    static class ForgottenGuards extends StoreTestKit {
        @Override
        protected StockStore newStore() {
            return BrokenStores.forgettingGuards();
        }
    }

    static class DoubleExpiry extends StoreTestKit {
        @Override
        protected StockStore newStore() {
            return BrokenStores.expiringTwice();
        }
    }

    static class DuplicateCommandId extends StoreTestKit {
        @Override
        protected StockStore newStore() {
            return BrokenStores.repeatingCommands();
        }
    }

    static class ClaimForEverybody extends StoreTestKit {
        @Override
        protected StockStore newStore() {
            return BrokenStores.givingClaimsAway();
        }
    }

    @Test
    void theSoundStorePasses() {
        TestExecutionSummary summary = run(SoundStore.class);
        assertThat(summary.getTestsSucceededCount()).isGreaterThan(150);
        assertThat(caughtBy(summary)).isEmpty();
    }

    @Test
    void aLostUpdateIsCaught() {
        assertThat(caughtBy(run(LostUpdate.class))).contains("exactlyTheAvailableUnitsAreGranted()");
    }

    @Test
    void anOverwrittenReservationIsCaught() {
        assertThat(caughtBy(run(OverwrittenReservation.class))).contains("anyConditionThatFailsLeavesNothingBehind()");
    }

    @Test
    void aTornCommitIsCaught() {
        assertThat(caughtBy(run(TornCommit.class))).contains("transfer", "theLedgerAgreesWithThePlainModel");
    }

    @Test
    void aForgottenVersionCheckIsCaught() {
        assertThat(caughtBy(run(ForgottenGuards.class))).contains("anyConditionThatFailsLeavesNothingBehind()");
    }

    @Test
    void aDoubleExpiryIsCaught() {
        assertThat(caughtBy(run(DoubleExpiry.class))).contains("SWEPT CONFIRM → ALLOCATED", "SWEPT RELEASE → EXPIRED");
    }

    @Test
    void aDuplicateCommandIdIsCaught() {
        assertThat(caughtBy(run(DuplicateCommandId.class)))
                .contains("oneCommandSentManyTimesAtOnceHasOneEffect()", "aRetriedFulfilDeductsOnce()");
    }

    @Test
    void aClaimThatPassesToWhoeverAsksIsCaught() {
        assertThat(caughtBy(run(ClaimForEverybody.class))).contains("anyConditionThatFailsLeavesNothingBehind()");
    }

    private static TestExecutionSummary run(Class<?> kit) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(kit))
                .configurationParameter("jqwik.tries.default", "50")
                .configurationParameter("jqwik.shrinking.default", "OFF")
                .build();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    private static List<String> caughtBy(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName())
                .toList();
    }
}
