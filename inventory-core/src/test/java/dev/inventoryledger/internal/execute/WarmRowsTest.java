package dev.inventoryledger.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Snapshot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** So many rows are kept; those that were written or asked for last stay. */
class WarmRowsTest {
    private static final int MOST = 20_000;

    private final WarmRows warm = WarmRows.ofOneLedger();

    private static DocumentId id(int number) {
        return DocumentId.ofItem(new Sku("SKU" + number));
    }

    private void write(int number, long version) {
        Document item = new Document(id(number), version, "", Optional.empty(), Item.of("SKU" + number, "Item"));
        warm.wrote(ChangeSet.of(new Replacement<>(version - 1, item)));
    }

    private boolean isKnown(int number) {
        return warm.document(id(number)) != null;
    }

    @Test
    void theOldestAreForgotten() {
        IntStream.range(0, MOST + 3).forEach(number -> write(number, 1));
        assertThat(IntStream.range(0, MOST + 3).filter(number -> !isKnown(number)))
                .containsExactly(0, 1, 2);
    }

    @Test
    void whatWasWrittenAgainOrAskedForIsNotOld() {
        IntStream.range(0, MOST).forEach(number -> write(number, 1));
        write(0, 2);
        assertThat(isKnown(2)).isTrue();
        write(MOST, 1);
        write(MOST + 1, 1);
        assertThat(IntStream.range(0, 5).filter(this::isKnown)).containsExactly(0, 2, 4);
    }

    /** Whoever is decided meanwhile would take what was pushed out for what nobody is writing. */
    @Test
    void ofMoreThanStaysAllThatIsKnownIsForgotten() {
        write(0, 1);
        warm.wrote(stocking(MOST / 2));
        assertThat(isKnown(0)).isTrue();
        assertThat(warm.level(key(0))).isNotNull();
        warm.wrote(stocking(MOST / 2 + 1));
        assertThat(isKnown(0)).isFalse();
        assertThat(warm.level(key(0))).isNull();
    }

    /** Among it may be another version of an item, which marks its levels anew and leaves their versions as they are. */
    @Test
    void whereMoreIsReadThanStaysTheLevelsOfItsItemsAreOld() {
        warm.wrote(stocking(2));
        write(0, 1);
        write(1, 1);
        warm.read(stocked(MOST / 2 + 1));
        assertThat(warm.level(key(0))).isNull();
        assertThat(warm.level(key(1))).as("of an item that was not read").isNotNull();
        assertThat(warm.document(id(0))).extracting(Document::version).isEqualTo(2L);
    }

    private static Snapshot stocked(int keys) {
        LevelScope scope = new LevelScope(new Sku("SERIAL"), Optional.empty());
        Document other = new Document(id(0), 2, "", Optional.empty(), Item.of("SKU0", "Item"));
        List<LevelRow> levels = IntStream.range(0, keys)
                .mapToObj(number -> LevelRow.unstocked(StockKey.of("SERIAL", "A", "L" + number)))
                .toList();
        return snapshot(scope, List.of(other), levels);
    }

    /** Levels of it are known still, and may be of another version of the item than is seen. */
    @Test
    void whatIsSeenOfAnItemThatWasForgottenDoesNotAgree() {
        Document item = new Document(id(0), 1, "", Optional.empty(), Item.of("SKU0", "Item"));
        Snapshot seen = snapshot(new LevelScope(new Sku("SKU0"), Optional.of(new LocationId("B"))), List.of(item));
        warm.wrote(stocking(1));
        assertThat(warm.agreesWith(seen)).isFalse();
        warm.read(seen);
        assertThat(warm.agreesWith(seen)).isTrue();
    }

    /** Of thousands of lines each, 20,000 would fill the memory. */
    @Test
    void shipmentsAreNotKept() {
        DocumentId id = new DocumentId(DocumentKind.SHIPMENT, "S1");
        warm.wrote(ChangeSet.of(
                new Replacement<>(0, new Document(id, 1, "", Optional.empty(), Item.of("X", "any body")))));
        assertThat(warm.document(id)).isNull();
        assertThat(WarmRows.asksForUnkept(asking(id)))
                .as("it may be being written")
                .isTrue();
        assertThat(WarmRows.asksForUnkept(asking(id(1)))).isFalse();
    }

    private static LoadRequest asking(DocumentId id) {
        return LoadRequest.builder().documents(List.of(id)).build();
    }

    private static StockKey key(int number) {
        return StockKey.of("SKU" + number, "A");
    }

    private static ChangeSet stocking(int keys) {
        List<Replacement<LevelRow>> levels = IntStream.range(0, keys)
                .mapToObj(number -> new Replacement<>(0, LevelRow.unstocked(key(number))))
                .toList();
        return new ChangeSet(levels, List.of(), List.of(), Map.of(), Map.of(), List.of(), List.of());
    }

    /** An item that is about to be written is known, but not of the moment in which keys were looked up. */
    @Test
    void keysAreKnownAsOfTheItemThatCameWithThem() {
        LevelScope scope = new LevelScope(new Sku("SKU1"), Optional.empty());
        write(1, 2);
        warm.read(snapshot(scope, List.of()));
        assertThat(warm.keysOf(scope)).isNull();
        Document item = new Document(id(1), 2, "", Optional.empty(), Item.of("SKU1", "Item"));
        warm.read(snapshot(scope, List.of(item)));
        assertThat(warm.keysOf(scope)).isEmpty();
    }

    /** Lots and serial numbers are keys of their own, and levels are never dropped. */
    @Test
    void onlySoManyKeysAreKnownInAll() {
        int each = MOST / 4;
        IntStream.range(0, 41).forEach(number -> {
            LevelScope scope = new LevelScope(new Sku("SKU" + number), Optional.empty());
            Document item = new Document(id(number), 1, "", Optional.empty(), Item.of("SKU" + number, "Item"));
            List<LevelRow> levels = IntStream.range(0, each)
                    .mapToObj(lot -> LevelRow.unstocked(StockKey.of("SKU" + number, "A", "L" + lot)))
                    .toList();
            warm.read(snapshot(scope, List.of(item), levels));
            assertThat(warm.keysOf(scope)).hasSize(each);
        });
        assertThat(warm.keysOf(new LevelScope(new Sku("SKU0"), Optional.empty())))
                .isNull();
    }

    /** Its level is still known, and may have been marked anew meanwhile. */
    @Test
    void aLevelIsOldOnceItsItemWasForgottenAndIsReadAgain() {
        Document item = new Document(id(0), 1, "", Optional.empty(), Item.of("SKU0", "Item"));
        LevelScope scope = new LevelScope(new Sku("SKU0"), Optional.empty());
        warm.read(snapshot(scope, List.of(item), List.of(LevelRow.unstocked(key(0)))));
        LevelScope elsewhere = new LevelScope(new Sku("SKU0"), Optional.of(new LocationId("B")));
        warm.read(snapshot(elsewhere, List.of(item)));
        assertThat(warm.level(key(0))).as("the same item").isNotNull();
        IntStream.rangeClosed(1, MOST).forEach(number -> write(number, 1));
        assertThat(isKnown(0)).isFalse();
        assertThat(warm.level(key(0))).isNotNull();
        warm.read(snapshot(elsewhere, List.of(item)));
        assertThat(warm.level(key(0))).isNull();
    }

    /** A sweep, say, is decided on what was loaded for it. */
    @Test
    void aLevelIsOldOnceItsItemIsReadThatWasNeverKnown() {
        Document item = new Document(id(0), 1, "", Optional.empty(), Item.of("SKU0", "Item"));
        LevelScope elsewhere = new LevelScope(new Sku("SKU0"), Optional.of(new LocationId("B")));
        warm.wrote(stocking(1));
        assertThat(warm.level(key(0))).isNotNull();
        warm.read(snapshot(elsewhere, List.of(item)));
        assertThat(warm.level(key(0))).isNull();
    }

    /** Where they have thousands of lines, a few would take as much memory as all others: those that were asked for last stay. */
    @Test
    void ordersAreKnownUpToSoManyLinesInAll() {
        write(0, 1);
        for (int number = 0; number < 20; number++) {
            writeOrder(order("R" + number, MOST / 2));
        }
        writeOrder(order("R1", MOST / 2));
        assertThat(isKnownOrder("R0")).isTrue();
        writeOrder(order("R20", 1));
        assertThat(isKnownOrder("R1")).isTrue();
        assertThat(isKnownOrder("R2")).isFalse();
        assertThat(isKnownOrder("R3")).isTrue();
        assertThat(isKnownOrder("R20")).isTrue();
        assertThat(isKnown(0)).isTrue();
    }

    /** Whoever is decided meanwhile would take what was pushed out for what nobody is writing. */
    @Test
    void ofOrdersOfMoreLinesThanStayAllThatIsKnownIsForgotten() {
        write(0, 1);
        writeOrder(order("R0", 5 * MOST / 2 + 1));
        assertThat(isKnown(0)).isFalse();
        assertThat(isKnownOrder("R0")).isFalse();
    }

    private boolean isKnownOrder(String id) {
        return warm.reservation(new ReservationId(id)) != null;
    }

    private void writeOrder(Reservation order) {
        warm.wrote(new ChangeSet(
                List.of(), List.of(new Replacement<>(0, order)), List.of(), Map.of(), Map.of(), List.of(), List.of()));
    }

    private static Reservation order(String id, int lines) {
        Instant now = Instant.EPOCH;
        return new Reservation(
                new ReservationId(id),
                1,
                Phase.HELD,
                IntStream.rangeClosed(1, lines)
                        .mapToObj(number ->
                                new ReservationLine(number, Line.of("TEA", 1), Optional.empty(), 1, 0, 1, 0, 0, 0))
                        .toList(),
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                now);
    }

    private static Snapshot snapshot(LevelScope scope, List<Document> documents) {
        return snapshot(scope, documents, List.of());
    }

    private static Snapshot snapshot(LevelScope scope, List<Document> documents, List<LevelRow> levels) {
        LoadRequest request = LoadRequest.builder()
                .scopes(List.of(scope))
                .documents(List.of(DocumentId.ofItem(scope.sku())))
                .build();
        return new Snapshot(
                request, levels, Map.of(), documents, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
                Map.of(), Map.of());
    }

    /** Others may have made a place the better choice, and nothing would tell. */
    @Test
    void placesAreReadAnewNowAndThen() {
        AtomicLong nanoTime = new AtomicLong(7);
        WarmRows aging = WarmRows.ofOneLedger(nanoTime::get);
        DocumentId place = new DocumentId(DocumentKind.LOCATION, "A");
        Document location = new Document(place, 1, "", Optional.empty(), Location.of("A"));
        Document item = new Document(id(0), 1, "", Optional.empty(), Item.of("SKU0", "Item"));
        aging.wrote(ChangeSet.of(new Replacement<>(0, location)));
        aging.wrote(ChangeSet.of(new Replacement<>(0, item)));
        nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(30) - 1);
        aging.begin();
        assertThat(aging.document(place)).isEqualTo(location);
        nanoTime.incrementAndGet();
        aging.begin();
        assertThat(aging.document(place)).isNull();
        assertThat(aging.document(id(0))).isEqualTo(item);
    }
}
