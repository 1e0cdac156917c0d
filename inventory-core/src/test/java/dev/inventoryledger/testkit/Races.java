package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Level;
import dev.inventoryledger.Line;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.ReservationState;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.event.Events;
import dev.inventoryledger.event.InventoryEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many threads at once: never oversold, never undersold, nothing lost. */
interface Races extends OpensShops {
    int THREADS = 16;

    @Test
    @Tag("heavy")
    default void exactlyTheAvailableUnitsAreGranted() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=500");
        List<Outcome<Reservation>> outcomes = race(THREADS * 50, i -> shop.sendThrough(i, Reserve.of("TEA", 1)));
        assertThat(outcomes).filteredOn(Outcome::isAccepted).hasSize(500);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.isAccepted())
                .allMatch(outcome -> outcome.rejection().orElseThrow() == RejectionReason.INSUFFICIENT_STOCK);
        shop.assertLevels("TEA@A=500/500");
    }

    @Test
    @Tag("heavy")
    default void exactlyTheAvailableUnitsAreGrantedOverSeveralPlaces() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=100", "TEA@B=101");
        List<Outcome<Reservation>> outcomes = race(THREADS * 10, i -> shop.sendThrough(i, Reserve.of("TEA", 3)));
        assertThat(outcomes).filteredOn(Outcome::isAccepted).hasSize(67);
        shop.assertLevels("TEA@A=100/100", "TEA@B=101/101");
    }

    @Test
    @Tag("heavy")
    default void dueHoldsAreSoldOnce() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=100");
        for (int i = 0; i < 100; i++) {
            shop.hold("old" + i, "TEA", "A", 1);
        }
        shop.afterTheHold();
        List<Outcome<Reservation>> outcomes = race(
                200,
                i -> i % 2 == 0
                        ? shop.sendThrough(i / 2, Reserve.of("TEA", 1))
                        : shop.sendThrough(i / 2, Confirm.of(new ReservationId("old" + i / 2))));
        assertThat(outcomes).filteredOn(Outcome::isAccepted).hasSize(100);
        shop.assertLevels("TEA@A=100/100/" + shop.ledger.level("TEA", "A").allocated());
    }

    @Test
    @Tag("heavy")
    default void oppositeOrdersNeverBlockEachOther() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=400", "CUP@A=400");
        List<Outcome<Reservation>> outcomes = race(
                THREADS * 50,
                i -> shop.sendThrough(
                        i,
                        i % 2 == 0
                                ? Reserve.of(Line.of("TEA", 1), Line.of("CUP", 1))
                                : Reserve.of(Line.of("CUP", 1), Line.of("TEA", 1))));
        assertThat(outcomes).filteredOn(Outcome::isAccepted).hasSize(400);
        shop.assertLevels("TEA@A=400/400", "CUP@A=400/400");
    }

    @Test
    @Tag("heavy")
    default void oneCommandSentManyTimesAtOnceHasOneEffect() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=10");
        Reserve reserve = Reserve.of("TEA", 2);
        List<Outcome<Reservation>> outcomes = race(THREADS * 4, i -> shop.sendThrough(i, reserve));
        assertThat(outcomes).allMatch(outcomes.get(0)::equals);
        shop.assertLevels("TEA@A=10/2");
    }

    @Test
    @Tag("heavy")
    default void oneOwnerAtManyPlacesHasOneHold() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=1000");
        race(THREADS * 4, i -> shop.sendThrough(i, Reserve.of("TEA", 1 + i % 3).forOwner("cart")));
        List<Reservation> held = shop.ledger.reservations(ReservationQuery.ofOwner("cart")).stream()
                .filter(reservation -> reservation.state() == ReservationState.RESERVED)
                .toList();
        assertThat(held).hasSize(1);
        shop.assertLevels("TEA@A=1000/" + held.get(0).open());
    }

    @Test
    @Tag("heavy")
    default void aPartIsFulfilledOnceHoweverManyTryToShipIt() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=50");
        ReservationId id = shop.ledger.reserve("TEA", 40).orElseThrow().id();
        List<Outcome<Reservation>> outcomes =
                race(THREADS * 4, i -> shop.sendThrough(i, Fulfil.of(id, Line.of("TEA", 1))));
        assertThat(outcomes).filteredOn(Outcome::isAccepted).hasSize(40);
        shop.assertLevels("TEA@A=10");
    }

    @Test
    @Tag("heavy")
    default void unitsAreConservedWhateverHappensAtOnce() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=200", "TEA@B=200", "CUP@A=200");
        race(THREADS * 40, i -> anything(shop, new Random(i)));
        List<Level> levels =
                List.of(shop.ledger.level("TEA", "A"), shop.ledger.level("TEA", "B"), shop.ledger.level("CUP", "A"));
        assertThat(levels).allMatch(level -> level.balance().isSound());
        List<InventoryEvent> journal = new ArrayList<>();
        shop.ledger.entries(0, 10_000).forEach(entry -> journal.addAll(Events.of(entry)));
        // Nobody reads for others for long: the last may be told on another thread.
        Heard.until("listeners are told", () -> shop.events.size() >= journal.size());
        assertThat(shop.events).as("what listeners were told").isEqualTo(journal);
        long gone = shop.ledger.reservations(ReservationQuery.all().limit(10_000)).stream()
                .mapToLong(Reservation::fulfilled)
                .sum();
        long received = shop
                .ledger
                .movements(MovementQuery.all().ofType(MovementType.RECEIPT).limit(10_000))
                .stream()
                .mapToLong(movement -> movement.posting().change().onHand())
                .sum();
        assertThat(levels.stream().mapToLong(Level::onHand).sum()).isEqualTo(received - gone);
    }

    @Test
    @Tag("heavy")
    default void aReaderWhoFollowsTheJournalMissesNothing() throws Exception {
        Shop shop = open().furnished().stocked("TEA@A=1000", "CUP@A=1000");
        AtomicBoolean done = new AtomicBoolean();
        List<Entry> followed = new ArrayList<>();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        Future<?> following = reader.submit(() -> {
            boolean last = false;
            while (!last) {
                last = done.get();
                long position = followed.isEmpty()
                        ? 0
                        : followed.get(followed.size() - 1).position();
                followed.addAll(shop.ledger.entries(position, 1_000));
            }
        });
        try {
            race(THREADS * 40, i -> shop.sendThrough(i, Reserve.of(i % 2 == 0 ? "TEA" : "CUP", 1)));
        } finally {
            done.set(true);
            following.get(1, TimeUnit.MINUTES);
            reader.shutdown();
        }
        assertThat(followed).isEqualTo(shop.ledger.entries(0, 10_000));
    }

    private static Outcome<?> anything(Shop shop, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> shop.send(Receive.of("TEA", random.nextBoolean() ? "A" : "B", 1 + random.nextInt(3)));
            case 1 -> shop.send(Transfer.of("TEA", "A", "B", 1 + random.nextInt(3)));
            case 2 -> sell(shop, Reserve.of(Line.of("TEA", 1 + random.nextInt(5)), Line.of("CUP", 1)));
            default -> sell(shop, Reserve.of(Line.of("CUP", 1), Line.of("TEA", 1 + random.nextInt(5))));
        };
    }

    private static Outcome<?> sell(Shop shop, Reserve reserve) {
        Outcome<Reservation> outcome = shop.send(reserve);
        return outcome.isAccepted() ? shop.send(Fulfil.of(outcome.orElseThrow().id())) : outcome;
    }

    /** Runs so many tasks on all threads, which begin together; gives their results in the order of the tasks. */
    private static <T> List<T> race(int tasks, IntFunction<T> task) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, tasks).boxed().toList());
            Collections.shuffle(order, new Random(tasks));
            Map<Integer, T> results = new ConcurrentSkipListMap<>();
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread;
                running.add(threads.submit(() -> {
                    start.await(1, TimeUnit.MINUTES);
                    for (int i = first; i < tasks; i += THREADS) {
                        results.put(order.get(i), task.apply(order.get(i)));
                    }
                    return "done";
                }));
            }
            for (Future<?> thread : running) {
                thread.get(2, TimeUnit.MINUTES);
            }
            return List.copyOf(results.values());
        } finally {
            threads.shutdownNow();
        }
    }
}
