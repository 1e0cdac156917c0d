package dev.inventoryledger.jdbc;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Hold;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.ChangeItem;
import dev.inventoryledger.command.ChangeLocation;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.DeactivateItem;
import dev.inventoryledger.command.DeactivateLocation;
import dev.inventoryledger.command.ExpireHolds;
import dev.inventoryledger.command.Extend;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.command.RegisterLocation;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.TakeBack;
import dev.inventoryledger.command.TopUp;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.spi.StockStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A day in a shop, always the same: commands of every type, accepted and rejected, sent by an application that sends a
 * command again, under the same id, where it was not told what became of it.
 */
final class Scenario {
    private static final int MOST_TRIES = 50;

    private final TestClock clock = new TestClock();
    private final InventoryLedger ledger;
    private final Set<CommandId> accepted = new TreeSet<>();
    private final List<String> answers = new ArrayList<>();
    private int commands;

    Scenario(StockStore store, Duration patience) {
        ledger = retrying(() ->
                InventoryLedger.over(store).clock(clock).retryFor(patience).build());
    }

    /** The ids of all commands that the application was told were accepted. */
    Set<CommandId> accepted() {
        return accepted;
    }

    /** What the application was told, command by command. */
    List<String> answers() {
        return answers;
    }

    private static <T> T retrying(Supplier<T> work) {
        for (int tries = 1; true; tries++) {
            try {
                return work.get();
            } catch (RetryableStoreException | UnknownFateException failed) {
                if (tries == MOST_TRIES) {
                    throw failed;
                }
            }
        }
    }

    private void send(Function<Origin, Command<?>> build) {
        Command<?> command = build.apply(Origin.of("command " + ++commands));
        Outcome<?> outcome = retrying(() -> ledger.execute(command));
        if (outcome.isAccepted()) {
            accepted.add(command.origin().commandId());
        }
        answers.add(command.type() + " " + outcome.rejection().map(Enum::name).orElse("ACCEPTED"));
    }

    private static ReservationId id(String name) {
        return new ReservationId(name);
    }

    Scenario run() {
        catalog();
        stock();
        checkout();
        shortage();
        expiry();
        afterwards();
        return this;
    }

    private void catalog() {
        send(origin -> new RegisterLocation(origin, Location.of("A").withPriority(1)));
        send(origin -> new RegisterLocation(origin, Location.of("B").withPriority(2)));
        send(origin -> new RegisterLocation(origin, Location.of("C").withParent("B")));
        send(origin -> new RegisterItem(origin, Item.of("TEA", "Tea").withReorder(3, 10)));
        send(origin -> new RegisterItem(origin, Item.of("CUP", "Cup")));
        send(origin -> new RegisterItem(origin, Item.of("EBOOK", "On tea").withTracking(Tracking.UNTRACKED)));
        send(origin -> new RegisterItem(origin, Item.of("TEA", "Tea again")));
        send(origin -> new ChangeItem(origin, Item.of("CUP", "Big cup").withReorder(1, 5)));
        send(origin -> new ChangeLocation(origin, Location.of("C").withParent("A")));
    }

    private void stock() {
        send(origin -> Receive.of("TEA", "A", 10).with(origin));
        send(origin -> Receive.of("TEA", "B", 5).with(origin));
        send(origin -> Receive.of("CUP", "A", 4).with(origin));
        send(origin -> Receive.of("NONE", "A", 4).with(origin));
        send(origin -> Adjust.of("TEA", "A", -1, "broken").with(origin.because("broken")));
        send(origin -> Adjust.of("TEA", "A", -100, "too many").with(origin.because("too many")));
        send(origin -> Transfer.of("TEA", "A", "B", 2).with(origin));
        send(origin -> Transfer.of("CUP", "A", "B", 9).with(origin));
        send(origin -> Count.of("CUP", "A", 5).with(origin));
        send(origin -> TakeBack.of("CUP", "B", 1).with(origin));
    }

    private void checkout() {
        send(origin -> Reserve.of(Line.of("TEA", 2), Line.of("CUP", 1))
                .as("R1")
                .forOrder("O1")
                .with(origin));
        send(origin ->
                Reserve.of(Line.of("TEA", 9), Line.of("EBOOK", 1)).as("R2").with(origin));
        send(origin -> Reserve.of("TEA", 90).as("R3").with(origin));
        send(origin -> Confirm.of(id("R1")).with(origin));
        send(origin -> Confirm.of(id("R1")).with(origin));
        send(origin -> Fulfil.of(id("R1"), Line.of("TEA", 1)).with(origin));
        send(origin -> Fulfil.of(id("R1")).with(origin));
        send(origin -> Release.of(id("R2"), Line.of("TEA", 4)).with(origin));
        send(origin -> Release.of(id("R2")).with(origin));
        send(origin -> Release.of(id("R9")).with(origin));
        send(origin -> Reserve.of("TEA", 1).as("CART1").forOwner("cart").with(origin));
        send(origin -> Reserve.of("TEA", 2).as("CART2").forOwner("cart").with(origin));
        send(origin -> Extend.of(id("CART2"), Hold.lasting(Duration.ofHours(1))).with(origin));
    }

    private void shortage() {
        send(origin -> Reserve.of("TEA", 30).as("R4").partially().with(origin));
        send(origin -> Confirm.of(id("R4")).with(origin));
        send(origin -> Receive.of("TEA", "A", 6).with(origin));
        send(origin -> TopUp.of(id("R4")).with(origin));
        send(origin -> Count.of("TEA", "A", 1).with(origin));
        send(origin -> Release.of(id("R4")).with(origin));
    }

    private void expiry() {
        send(origin -> Reserve.of("CUP", 2).as("R5").with(origin));
        send(origin -> Reserve.of("CUP", 2).as("R6").with(origin));
        send(origin -> Reserve.of("TEA", 1).as("R7").with(origin));
        clock.advance(Duration.ofMinutes(15));
        send(origin -> Reserve.of("CUP", 4).as("R8").with(origin));
        send(origin -> Confirm.of(id("R5")).with(origin));
        retrying(() -> ledger.releaseExpired(10));
        send(origin -> new ExpireHolds(origin, List.of(id("R6"))));
        send(origin -> Confirm.of(id("R7")).with(origin));
        clock.advance(Duration.ofMinutes(15));
        send(origin -> new ExpireHolds(origin, List.of(id("R8"))));
    }

    private void afterwards() {
        send(origin -> Transfer.of("TEA", "B", "C", 1).with(origin));
        send(origin -> new DeactivateLocation(origin, new dev.inventoryledger.LocationId("C")));
        send(origin -> Reserve.of(Line.of("TEA", 1).at("C")).with(origin));
        send(origin -> new DeactivateItem(origin, new dev.inventoryledger.Sku("CUP")));
        send(origin -> Reserve.of("CUP", 1).with(origin));
        send(origin -> Receive.of("CUP", "A", 1).with(origin));
        send(origin -> Fulfil.of(id("R7")).with(origin));
        send(origin -> TakeBack.of("TEA", "A", 1).with(origin));
    }
}
