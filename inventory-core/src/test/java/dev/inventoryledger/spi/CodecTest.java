package dev.inventoryledger.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Lot;
import dev.inventoryledger.OrderId;
import dev.inventoryledger.OwnerId;
import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Records come back from their bytes as they went in, today's and yesterday's. */
class CodecTest {
    private static final int WRITERS = 2_000;
    private static final StockKey KEY =
            new StockKey(StockKey.of("TEA", "A").sku(), StockKey.of("TEA", "A").location(), new Lot("L"));
    private static final Item ITEM = Item.of("TEA", "Tee 🍵")
            .withProduct("P")
            .withReorder(3, 10)
            .withReorderAt("B", 1, 2)
            .withReorderAt("A", 0, 1);
    private static final Reservation RESERVATION = new Reservation(
            new ReservationId("R"),
            3,
            Phase.CONFIRMED,
            List.of(
                    new ReservationLine(1, Line.of("TEA", 5).at("A").ofLot("L"), Optional.of(KEY), 5, 1, 1, 1, 1, 1),
                    new ReservationLine(2, Line.of("CUP", 1), Optional.empty(), 1, 0, 1, 0, 0, 0)),
            Optional.of(new OwnerId("O")),
            Optional.of(new OrderId("42")),
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Instant.EPOCH,
            Instant.parse("9999-12-31T23:59:59.999999Z"));
    private static final List<Fact> FACTS = List.of(
            new Fact.ItemRegistered(ITEM),
            new Fact.ItemChanged(ITEM, ITEM.withoutReorder()),
            new Fact.LocationRegistered(Location.of("A").withPriority(-1)),
            new Fact.LocationChanged(Location.of("A"), Location.of("A").withParent("B")),
            new Fact.ReservationChanged(ReservationChange.FULFILLED, RESERVATION),
            new Fact.LevelsAfter(List.of(new Level(KEY, new Balance(Long.MAX_VALUE, 2, Long.MIN_VALUE), 7))),
            new Fact.StatusChanged(KEY, StockStatus.LOW, StockStatus.OUT, 0, Optional.of(new ReorderRule(1, 2))),
            new Fact.CommandRejected(RejectionReason.HOLD_LOST, "lost"));

    @Test
    void factsAndDocumentsComeBackAsTheyWere() {
        assertThat(Codec.decodeFacts(Codec.encodeFacts(FACTS))).isEqualTo(FACTS);
        assertThat(Codec.decode(Item.class, Codec.encode(ITEM))).isEqualTo(ITEM);
        assertThat(Codec.decode(Reservation.class, Codec.encode(RESERVATION))).isEqualTo(RESERVATION);
    }

    @Property
    void numbersComeBackAsTheyWere(@ForAll long a, @ForAll @LongRange(min = -70, max = 70) long b) {
        Balance balance = new Balance(a, b, ~a);
        assertThat(Codec.decode(Balance.class, Codec.encode(balance))).isEqualTo(balance);
    }

    @Property
    void textsComeBackAsTheyWere(@ForAll String text, @ForAll String other) {
        String whole = wellFormed(text) + other.length() + wellFormed(other);
        Before named = new Before(whole, 1);
        assertThat(Codec.decode(Before.class, Codec.encode(named))).isEqualTo(named);
        assertThat(Codec.encode(new Before(whole, 0))).endsWith(whole.getBytes(StandardCharsets.UTF_8));
    }

    /** What is no text cannot be told from other such. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Whoever writes uses the room of whoever wrote last. */
    @Test
    void manyWriteAtOnce() throws Exception {
        List<Callable<Before>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Before own = new Before("writer %d ".formatted(i).repeat(i), i);
            writers.add(() -> Codec.decode(Before.class, Codec.encode(own)));
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Before>> read = threads.invokeAll(writers);
            for (int i = 0; i < WRITERS; i++) {
                assertThat(read.get(i).get().name())
                        .isEqualTo("writer %d ".formatted(i).repeat(i));
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void smallRecordsAreShort() {
        assertThat(Codec.encode(new Balance(10, 3, 0))).hasSize(3);
        assertThat(Codec.encode(RESERVATION)).hasSizeLessThan(130);
    }

    /** These bytes may lie in databases: whoever changes what they mean must still read them. */
    @Test
    void yesterdaysBytesAreReadToday() {
        byte[] location =
                HexFormat.of().parseHex("0e0202410241125741524548" + "4f5553450c4143544956451053454c4c41424c450200");
        assertThat(Codec.decode(Location.class, location))
                .isEqualTo(Location.of("A").withPriority(1));
        byte[] shorter = Arrays.copyOf(location, location.length - 1);
        shorter[0] = 12;
        assertThat(Codec.encode(Location.of("A").withPriority(1)))
                .as("what is empty at the end is left out")
                .isEqualTo(shorter);
    }

    private record Before(String name, long quantity) {}

    private record After(String name, long quantity, Optional<String> note, List<String> tags, long weight) {}

    /** A command that is sent again after an upgrade has the fingerprint that it had before. */
    @Test
    void componentsThatARecordGainsChangeNoBytesWhereTheyAreEmpty() {
        After after = new After("TEA", 0, Optional.empty(), List.of(), 0);
        assertThat(Codec.encode(after)).isEqualTo(Codec.encode(new Before("TEA", 0)));
        assertThat(Codec.decode(After.class, Codec.encode(after))).isEqualTo(after);
        After full = new After("TEA", 0, Optional.empty(), List.of(), 7);
        assertThat(Codec.decode(After.class, Codec.encode(full))).isEqualTo(full);
    }

    @Test
    void componentsThatOlderBytesLackAreEmpty() {
        After older = Codec.decode(After.class, Codec.encode(new Before("TEA", 3)));
        assertThat(older).isEqualTo(new After("TEA", 3, Optional.empty(), List.of(), 0));
        assertThatThrownBy(() -> Codec.decode(Location.class, new byte[] {2, 2, 2, 'A'}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void brokenBytesAreRefused(@ForAll byte[] noise) {
        try {
            Codec.decodeFacts(noise);
        } catch (IllegalArgumentException refused) {
            assertThat(refused).isNotNull();
        }
    }

    @Test
    void bytesOfNewerVersionsAndLeftoversAreRefused() {
        byte[] bytes = Codec.encode(new Balance(1, 2, 3));
        assertThatThrownBy(() -> Codec.decode(Balance.class, Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("left over");
        bytes[0] = 8;
        assertThatThrownBy(() -> Codec.decode(Balance.class, bytes)).hasMessageContaining("newer");
        assertThatThrownBy(() -> Codec.decode(Balance.class, new byte[] {6, 2})).hasMessageContaining("Balance");
    }
}
