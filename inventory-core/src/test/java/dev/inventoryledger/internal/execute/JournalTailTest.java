package dev.inventoryledger.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.Location;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.event.InventoryEvent;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentQuery;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever commits reads the journal for listeners, but not for long. */
@Timeout(60)
class JournalTailTest {
    private final AtomicInteger told = new AtomicInteger();

    /**
     * A journal and nothing else: any page of it can be made up.
     *
     * @param page what there is behind a position
     */
    private record JournalAlone(LongFunction<List<Entry>> page) implements StockStore {
        @Override
        public List<Entry> entries(EntryQuery query) {
            return query instanceof EntryQuery.After after ? page.apply(after.position()) : List.of();
        }

        @Override
        public Snapshot load(LoadRequest request) {
            return Snapshot.EMPTY;
        }

        @Override
        public CommitResult commit(ChangeSet changes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<LevelRow> levels(LevelQuery query) {
            return List.of();
        }

        @Override
        public List<Reservation> reservations(ReservationQuery query) {
            return List.of();
        }

        @Override
        public List<Movement> movements(MovementQuery query) {
            return List.of();
        }

        @Override
        public List<Document> documents(DocumentQuery query) {
            return List.of();
        }

        @Override
        public JournalExtent extent() {
            return new JournalExtent(0, 0, 0);
        }
    }

    private static Entry entry(long position) {
        return new Entry(
                position,
                CommandType.REGISTER_LOCATION,
                Origin.of("C" + position),
                new Fingerprint(1, 2),
                Instant.EPOCH,
                List.of(),
                List.of(new Fact.LocationRegistered(Location.of("A"))),
                Optional.empty());
    }

    private static List<Entry> pageAfter(long position) {
        return LongStream.rangeClosed(position + 1, position + 500)
                .mapToObj(JournalTailTest::entry)
                .toList();
    }

    private void hear(InventoryEvent event) {
        told.incrementAndGet();
    }

    /** As many come as are told meanwhile: there is no end to it. */
    @Test
    void whoReadsWhatNeverEndsGoesOnItsWay() throws Exception {
        CountDownLatch helperReads = new CountDownLatch(1);
        Thread committing = Thread.currentThread();
        JournalTail tail = new JournalTail(
                new JournalAlone(position -> {
                    if (!committing.equals(Thread.currentThread())) {
                        helperReads.countDown();
                    }
                    return pageAfter(position);
                }),
                List.of(this::hear));
        tail.moved();
        assertThat(told).hasValueGreaterThan(0);
        assertThat(helperReads.await(1, TimeUnit.MINUTES)).isTrue();
        tail.close();
    }
}
