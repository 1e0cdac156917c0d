package dev.inventoryledger.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.LedgerBuilder;
import dev.inventoryledger.Location;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.subscription.RunningSubscription;
import dev.inventoryledger.testkit.Heard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Hosts need not be written in Java: what they hand in may throw checked exceptions that it does not declare. */
class UndeclaredExceptionsTest {
    private static final String NOBODY_SAID_SO = "nobody said so";

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As other languages do it.
    private static <E extends Exception> E undeclared() throws E {
        throw (E) new IOException(NOBODY_SAID_SO);
    }

    private static void fail() {
        throw UndeclaredExceptionsTest.<RuntimeException>undeclared();
    }

    private static InventoryLedger furnished(LedgerBuilder builder) {
        InventoryLedger ledger = builder.build();
        ledger.registerLocation(Location.of("A")).orElseThrow();
        ledger.registerItem(Item.of("TEA", "Tea")).orElseThrow();
        ledger.receive("TEA", "A", 9).orElseThrow();
        return ledger;
    }

    @Test
    void aPolicyFailsItsOwnCommandAlone() {
        InventoryLedger ledger =
                furnished(InventoryLedger.over(new InMemoryStockStore()).allocation("faulty", demand -> {
                    fail();
                    return List.of();
                }));
        Reserve faulty = Reserve.of("TEA", 1).from(Sourcing.standard().by("faulty"));
        assertThatThrownBy(() -> ledger.execute(faulty)).hasRootCauseMessage(NOBODY_SAID_SO);
        assertThatThrownBy(() -> ledger.submit(faulty).toCompletableFuture().join())
                .hasRootCauseMessage(NOBODY_SAID_SO);
        Reserve sound = Reserve.of("TEA", 1);
        CompletableFuture<?> both = ledger.submitAll(List.of(faulty, sound)).toCompletableFuture();
        assertThatThrownBy(both::join).hasRootCauseMessage(NOBODY_SAID_SO);
        assertThat(ledger.reservation(sound.reservationId())).isPresent();
    }

    @Test
    void aListenerSilencesNobodyAndFailsNoCommand() {
        List<InventoryEvent> told = new ArrayList<>();
        InventoryLedger ledger = furnished(InventoryLedger.over(new InMemoryStockStore())
                .listener(event -> fail())
                .listener(told::add));
        int before = told.size();
        assertThat(ledger.reserve("TEA", 1).isAccepted()).isTrue();
        assertThat(told).hasSizeGreaterThan(before);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As other languages do it.
    private static <E extends Throwable> E neither() throws E {
        throw (E) new Throwable(NOBODY_SAID_SO);
    }

    /** It can be handed nothing more, and says so. */
    @Test
    void aHandlersRunnerEndsAloud() {
        InventoryLedger ledger = furnished(InventoryLedger.over(new InMemoryStockStore()));
        try (RunningSubscription running = ledger.subscribe("all", event -> {
            throw UndeclaredExceptionsTest.<RuntimeException>neither();
        })) {
            Heard.until("it says so", () -> running.failure().isPresent());
            assertThat(running.failure().orElseThrow()).hasMessage(NOBODY_SAID_SO);
        }
    }

    @Test
    void anObserverFailsNoCommand() {
        InventoryLedger ledger =
                furnished(InventoryLedger.over(new InMemoryStockStore()).observer(seen -> fail()));
        assertThat(ledger.reserve("TEA", 1).isAccepted()).isTrue();
    }
}
