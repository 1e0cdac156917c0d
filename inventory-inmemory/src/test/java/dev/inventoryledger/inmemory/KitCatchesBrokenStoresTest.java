package dev.inventoryledger.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.StoreTestKit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** A kit that can't fail is worth nothing: each store with a known fault must fail it, and the sound one must not. */
class KitCatchesBrokenStoresTest {
    private static final Set<String> FOLLOWING_THE_JOURNAL =
            Set.of("Subscribing", "SubscribersFail", "SubscribersDie", "Relaying", "Viewing", "ReadersMeanwhile");

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
        // A race may end well by chance; the contract is asked step by step.
        assertThat(caughtBy(run(LostUpdate.class))).contains("anyConditionThatFailsLeavesNothingBehind()");
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
                .filters((PostDiscoveryFilter) KitCatchesBrokenStoresTest::asksAboutCommands)
                .configurationParameter("jqwik.tries.default", "50")
                .configurationParameter("jqwik.shrinking.default", "OFF")
                .build();
        LauncherFactory.create().execute(request, listener);
        return listener.getSummary();
    }

    /** The faults of these stores are in what commands do. Whoever waits for what a subscriber hears would wait a minute each time. */
    private static FilterResult asksAboutCommands(TestDescriptor test) {
        boolean waits = test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ((MethodSource) source)
                        .getJavaMethod()
                        .getDeclaringClass()
                        .getSimpleName())
                .filter(FOLLOWING_THE_JOURNAL::contains)
                .isPresent();
        return FilterResult.includedIf(!waits);
    }

    private static List<String> caughtBy(TestExecutionSummary summary) {
        return summary.getFailures().stream()
                .map(failure -> failure.getTestIdentifier().getDisplayName())
                .toList();
    }
}
