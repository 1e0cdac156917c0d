package dev.inventoryledger.testkit;

import static dev.inventoryledger.RejectionReason.EXPIRY_NOT_IN_FUTURE;
import static dev.inventoryledger.RejectionReason.INSUFFICIENT_STOCK;
import static dev.inventoryledger.RejectionReason.ITEM_EXISTS;
import static dev.inventoryledger.RejectionReason.LEVEL_CHANGED;
import static dev.inventoryledger.RejectionReason.LOCATION_EXISTS;
import static dev.inventoryledger.RejectionReason.LOCATION_NOT_SELLABLE;
import static dev.inventoryledger.RejectionReason.LOCATION_SELLABLE;
import static dev.inventoryledger.RejectionReason.PARENT_CYCLE;
import static dev.inventoryledger.RejectionReason.QUANTITY_OVERFLOW;
import static dev.inventoryledger.RejectionReason.RESERVATION_EXISTS;
import static dev.inventoryledger.RejectionReason.STOCK_EXISTS;
import static dev.inventoryledger.RejectionReason.UNKNOWN_ITEM;
import static dev.inventoryledger.RejectionReason.UNKNOWN_LOCATION;
import static dev.inventoryledger.RejectionReason.UNKNOWN_RESERVATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Hold;
import dev.inventoryledger.Item;
import dev.inventoryledger.Level;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Shortfall;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Adjustment;
import dev.inventoryledger.command.ChangeItem;
import dev.inventoryledger.command.ChangeLocation;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.CountedLine;
import dev.inventoryledger.command.DeactivateItem;
import dev.inventoryledger.command.DeactivateLocation;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.command.RegisterLocation;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.command.TakeBack;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.command.TransferLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What each command does, as tables: given levels, a command, the outcome, and the levels after. */
interface Scenarios extends OpensShops {
    /** One line of a table. */
    record Row(String name, List<String> given, Command<?> command, Optional<RejectionReason> reason, String after) {
        static Row ok(String name, String given, Command<?> command, String after) {
            return new Row(name, words(given), command, Optional.empty(), after);
        }

        static Row no(String name, String given, Command<?> command, RejectionReason reason) {
            return new Row(name, words(given), command, Optional.of(reason), given);
        }

        static List<String> words(String text) {
            return Arrays.stream(text.split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .toList();
        }
    }

    @TestFactory
    default Stream<DynamicTest> stock() {
        long max = Long.MAX_VALUE;
        return tests(
                Row.ok("receive", "", Receive.of("TEA", "A", 10), "TEA@A=10"),
                Row.ok("receive more", "TEA@A=10/4/1", Receive.of("TEA", "A", 5), "TEA@A=15/4/1"),
                Row.ok("receive where nothing is sold", "", Receive.of("TEA", "DAMAGED", 5), "TEA@DAMAGED=5"),
                Row.ok("receive one SKU on two lines", "", Receive.of(line("TEA@A", 3), line("TEA@A", 4)), "TEA@A=7"),
                Row.ok("receive what is not tracked", "", Receive.of("EBOOK", "A", 5), "EBOOK@A=0"),
                Row.no("receive an unknown item", "", Receive.of("tea", "A", 5), UNKNOWN_ITEM),
                Row.no("receive at an unknown place", "", Receive.of("TEA", "a", 5), UNKNOWN_LOCATION),
                Row.no("receive too much", "TEA@A=10", Receive.of("TEA", "A", max - 9), QUANTITY_OVERFLOW),
                Row.ok("receive as much as fits", "TEA@A=10", Receive.of("TEA", "A", max - 10), "TEA@A=" + max),
                Row.no("sum beyond", "", Receive.of(line("TEA@A", max), line("TEA@A", 1)), QUANTITY_OVERFLOW),
                Row.ok("customer return", "TEA@A=1", TakeBack.of("TEA", "A", 2), "TEA@A=3"),
                Row.ok("adjust up", "TEA@A=1", Adjust.of("TEA", "A", 2, "found"), "TEA@A=3"),
                Row.ok("adjust down to nothing", "TEA@A=3", Adjust.of("TEA", "A", -3, "lost"), "TEA@A=0"),
                Row.no("adjust below nothing", "TEA@A=3", Adjust.of("TEA", "A", -4, "lost"), INSUFFICIENT_STOCK),
                Row.no("adjust promised away", "TEA@A=3/2", Adjust.of("TEA", "A", -2, "lost"), INSUFFICIENT_STOCK),
                Row.ok("adjust what was found", "TEA@A=3", found(3, -1), "TEA@A=2"),
                Row.no("adjust what has moved since", "TEA@A=3", found(4, -1), LEVEL_CHANGED),
                Row.no("adjust by the most", "TEA@A=3", adjust("TEA@A", -Long.MAX_VALUE), INSUFFICIENT_STOCK),
                Row.no(
                        "adjust summed beyond",
                        "TEA@A=3",
                        adjust("TEA@A", -Long.MAX_VALUE, "TEA@A", -9),
                        QUANTITY_OVERFLOW),
                Row.no("transfer summed beyond", "TEA@A=3", transfer("TEA", max, "TEA", max), QUANTITY_OVERFLOW),
                Row.no("return too much", "TEA@A=10", TakeBack.of("TEA", "A", max - 9), QUANTITY_OVERFLOW),
                Row.no("transfer too much", "TEA@A=9 TEA@B=" + max, Transfer.of("TEA", "A", "B", 1), QUANTITY_OVERFLOW),
                Row.ok("count the most", "TEA@A=10", Count.of("TEA", "A", max), "TEA@A=" + max),
                Row.ok("adjust two keys", "TEA@A=3", adjust("TEA@A", -1, "CUP@B", 2), "TEA@A=2 CUP@B=2"),
                Row.no("adjust one of two too far", "TEA@A=3", adjust("CUP@B", 2, "TEA@A", -4), INSUFFICIENT_STOCK),
                Row.ok("adjust one key twice", "TEA@A=3", adjust("TEA@A", -4, "TEA@A", 2), "TEA@A=1"),
                Row.no("adjust at an unknown place", "", Adjust.of("TEA", "C", 4, "found"), UNKNOWN_LOCATION),
                Row.no("count at an unknown place", "", Count.of("TEA", "C", 4), UNKNOWN_LOCATION),
                Row.no("count an unknown item", "", Count.of("tea", "A", 4), UNKNOWN_ITEM),
                Row.ok("adjust untracked", "", Adjust.of("EBOOK", "A", -4, "lost"), "EBOOK@A=0"),
                Row.ok("transfer", "TEA@A=5/2", Transfer.of("TEA", "A", "B", 3), "TEA@A=2/2 TEA@B=3"),
                Row.no("transfer promised units", "TEA@A=5/3", Transfer.of("TEA", "A", "B", 3), INSUFFICIENT_STOCK),
                Row.no("transfer twice too much", "TEA@A=5", transfer("TEA", 3, "TEA", 3), INSUFFICIENT_STOCK),
                Row.ok("transfer on two lines", "TEA@A=5", transfer("TEA", 3, "TEA", 2), "TEA@A=0 TEA@B=5"),
                Row.no("transfer to nowhere", "TEA@A=5", Transfer.of("TEA", "A", "C", 3), UNKNOWN_LOCATION),
                Row.ok("transfer untracked", "", Transfer.of("EBOOK", "A", "B", 3), "EBOOK@B=0"),
                Row.ok("count more", "TEA@A=5/2", Count.of("TEA", "A", 7), "TEA@A=7/2"),
                Row.ok("count less", "TEA@A=5/2", Count.of("TEA", "A", 2), "TEA@A=2/2"),
                Row.ok("count the same", "TEA@A=5/2", Count.of("TEA", "A", 5), "TEA@A=5/2"),
                Row.ok("count what was never there", "", Count.of("TEA", "A", 0), "TEA@A=0"),
                Row.ok("count two keys", "", Count.of(counted("TEA@A", 1), counted("CUP@B", 2)), "TEA@A=1 CUP@B=2"),
                Row.ok("count below holds", "TEA@A=5/4/1", Count.of("TEA", "A", 2), "TEA@A=2/2/1"),
                Row.ok("count below confirmed", "TEA@A=5/4/3", Count.of("TEA", "A", 2), "TEA@A=2/2/2"),
                Row.ok("count nothing", "TEA@A=5/4/3", Count.of("TEA", "A", 0), "TEA@A=0"));
    }

    @TestFactory
    default Stream<DynamicTest> reserving() {
        return tests(
                Row.ok("reserve", "TEA@A=10", Reserve.of("TEA", 4), "TEA@A=10/4"),
                Row.ok("reserve all", "TEA@A=10/4", Reserve.of("TEA", 6), "TEA@A=10/10"),
                Row.no("reserve too much", "TEA@A=10/4", Reserve.of("TEA", 7), INSUFFICIENT_STOCK),
                Row.ok("by priority", "TEA@A=3 TEA@B=9", Reserve.of("TEA", 2), "TEA@A=3/2 TEA@B=9"),
                Row.ok("split", "TEA@A=3 TEA@B=9", Reserve.of("TEA", 5), "TEA@A=3/3 TEA@B=9/2"),
                Row.no("split too far", "TEA@A=3 TEA@B=9", Reserve.of("TEA", 13), INSUFFICIENT_STOCK),
                Row.ok("at a named place", "TEA@A=3 TEA@B=9", named("TEA", 2, "B"), "TEA@A=3 TEA@B=9/2"),
                Row.no("at a named place too much", "TEA@A=3 TEA@B=9", named("TEA", 4, "A"), INSUFFICIENT_STOCK),
                Row.ok("one SKU on two lines", "TEA@A=5", two("TEA", 2, "TEA", 3), "TEA@A=5/5"),
                Row.no("one SKU on two lines, summed", "TEA@A=5", two("TEA", 3, "TEA", 3), INSUFFICIENT_STOCK),
                Row.ok("a split remembers", "TEA@A=3 TEA@B=3", two("TEA", 2, "TEA", 4), "TEA@A=3/3 TEA@B=3/3"),
                Row.no("a split remembers its end", "TEA@A=3 TEA@B=3", two("TEA", 4, "TEA", 3), INSUFFICIENT_STOCK),
                Row.ok("named lines first", "TEA@A=2 TEA@B=2", anyThenNamed(), "TEA@A=2/2 TEA@B=2/2"),
                Row.no("one line short", "TEA@A=9 CUP@A=1", two("TEA", 2, "CUP", 2), INSUFFICIENT_STOCK),
                Row.ok("partially", "TEA@A=3", Reserve.of("TEA", 5).partially(), "TEA@A=3/3"),
                Row.ok("partially nothing", "TEA@A=0", Reserve.of("TEA", 5).partially(), "TEA@A=0"),
                Row.ok("untracked", "", Reserve.of("EBOOK", 1_000), "EBOOK@A=0"),
                Row.ok("tracked and untracked", "TEA@A=1", two("TEA", 1, "EBOOK", 9), "TEA@A=1/1"),
                Row.no("unknown item", "TEA@A=5", two("TEA", 1, "COFFEE", 1), UNKNOWN_ITEM),
                Row.no("unknown place", "TEA@A=5", named("TEA", 1, "C"), UNKNOWN_LOCATION),
                Row.no("first the items", "", two("TEA", 9, "COFFEE", 1), UNKNOWN_ITEM),
                Row.no("not for sale", "TEA@DAMAGED=5", named("TEA", 1, "DAMAGED"), LOCATION_NOT_SELLABLE),
                Row.no("not for sale anywhere", "TEA@DAMAGED=5", Reserve.of("TEA", 1), INSUFFICIENT_STOCK),
                Row.no("expired at once", "TEA@A=5", until(KitClock.START), EXPIRY_NOT_IN_FUTURE),
                Row.ok("expiring soon", "TEA@A=5", until(KitClock.START.plusNanos(1_000)), "TEA@A=5/1"),
                Row.no(
                        "expired by less than is kept",
                        "TEA@A=5",
                        until(KitClock.START.plusNanos(999)),
                        EXPIRY_NOT_IN_FUTURE),
                Row.no("a name that is taken", "TEA@A=5/1", Reserve.of("TEA", 1).as("HELD-TEA@A"), RESERVATION_EXISTS),
                Row.no("confirm what is unknown", "", Confirm.of(new ReservationId("X")), UNKNOWN_RESERVATION));
    }

    @TestFactory
    default Stream<DynamicTest> catalog() {
        Item tea = Item.of("TEA", "Green tea");
        Item untracked = tea.withTracking(Tracking.UNTRACKED);
        return tests(
                Row.no("an item twice", "", RegisterItem.of(tea), ITEM_EXISTS),
                Row.no(
                        "a new rule nowhere",
                        "",
                        RegisterItem.of(Item.of("X", "X").withReorderAt("C", 1, 1)),
                        UNKNOWN_LOCATION),
                Row.ok("by exact text", "", RegisterItem.of(Item.of("TEA ", "Other")), ""),
                Row.no("a rule nowhere", "", ChangeItem.of(tea.withReorderAt("C", 1, 1)), UNKNOWN_LOCATION),
                Row.no("change unknown", "", ChangeItem.of(Item.of("X", "X")), UNKNOWN_ITEM),
                Row.no("deactivate unknown", "", DeactivateItem.of("X"), UNKNOWN_ITEM),
                Row.no("untrack stock", "TEA@A=5", ChangeItem.of(untracked), STOCK_EXISTS),
                Row.no(
                        "first the places",
                        "TEA@A=5",
                        ChangeItem.of(untracked.withReorderAt("C", 1, 1)),
                        UNKNOWN_LOCATION),
                Row.ok("untrack nothing", "TEA@A=0", ChangeItem.of(untracked), "TEA@A=0"),
                Row.no("a place twice", "", RegisterLocation.of(Location.of("A")), LOCATION_EXISTS),
                Row.no(
                        "a parent nowhere",
                        "",
                        RegisterLocation.of(Location.of("C").withParent("D")),
                        UNKNOWN_LOCATION),
                Row.no("its own parent", "", ChangeLocation.of(Location.of("A").withParent("A")), PARENT_CYCLE),
                Row.no("the way for sale", "", RegisterLocation.of(Location.of("IN-TRANSIT")), LOCATION_SELLABLE),
                Row.ok("a parent", "", ChangeLocation.of(Location.of("A").withParent("B")), ""),
                Row.no("deactivate nowhere", "", DeactivateLocation.of("C"), UNKNOWN_LOCATION));
    }

    private Stream<DynamicTest> tests(Row... rows) {
        return Arrays.stream(rows).map(row -> DynamicTest.dynamicTest(row.name(), () -> run(row)));
    }

    private void run(Row row) {
        Shop shop = open().furnished().stocked(row.given().toArray(String[]::new));
        int entries = shop.ledger.entries(0, 1_000).size();
        Outcome<?> outcome = shop.send(row.command());
        assertThat(outcome.rejection()).as("%s", outcome).isEqualTo(row.reason());
        shop.assertLevels(Row.words(row.after()).toArray(String[]::new));
        List<Entry> after = shop.ledger.entries(0, 1_000);
        assertThat(after).hasSize(entries + (outcome.isAccepted() ? 1 : 0));
        shop.audit();
    }

    @Test
    default void aRejectionSaysWhatIsShortAndWhenItFreesUp() {
        Shop shop = open().furnished().stocked("TEA@A=5/2", "CUP@A=1");
        Outcome<?> outcome = shop.send(two("TEA", 4, "CUP", 3));
        Outcome.Rejected<?> rejected = (Outcome.Rejected<?>) outcome;
        assertThat(rejected.shortfalls())
                .containsExactly(new Shortfall(Line.of("TEA", 4), 1), new Shortfall(Line.of("CUP", 3), 2));
        assertThat(rejected.freesUpAt()).contains(KitClock.START.plus(Shop.HOLD));
        assertThat(rejected.message()).contains("TEA", "CUP");
    }

    @Test
    default void aRejectedTransferSaysWhenWhatItLacksFreesUp() {
        Shop shop = open().furnished().stocked("CUP@A=5/2");
        shop.later(Duration.ofMinutes(1));
        shop.stocked("TEA@A=1/1");
        Outcome<?> outcome = shop.send(transfer("TEA", 1, "CUP", 4));
        Outcome.Rejected<?> rejected = (Outcome.Rejected<?>) outcome;
        assertThat(rejected.shortfalls()).hasSize(2);
        assertThat(rejected.freesUpAt()).contains(KitClock.START.plus(Shop.HOLD));
        Outcome<?> never = shop.send(Transfer.of("TEA", "B", "A", 1));
        assertThat(((Outcome.Rejected<?>) never).freesUpAt()).isEmpty();
    }

    @Test
    default void aStockCommandAnswersWithWhatCanBePromised() {
        Shop shop = open().furnished().stocked("TEA@A=5/2");
        shop.afterTheHold();
        List<Level> levels = shop.ledger.receive("TEA", "A", 1).orElseThrow();
        assertThat(levels).containsExactly(shop.ledger.level("TEA", "A"));
        assertThat(levels.get(0).available()).isEqualTo(6);
    }

    @Test
    default void whatIsNamedLeavesBeforeWhatStandsAnywhere() {
        Shop shop = open().furnished().stocked("TEA@A=2", "TEA@B=2");
        ReservationId first = new ReservationId("R1");
        shop.send(Reserve.of("TEA", 4).as("R1")).orElseThrow();
        shop.send(Release.of(first, Line.of("TEA", 1), Line.of("TEA", 2).at("A")))
                .orElseThrow();
        shop.assertLevels("TEA@A=2", "TEA@B=2/1");
        shop.send(Reserve.of("TEA", 3).as("R2")).orElseThrow();
        shop.send(Fulfil.of(
                        new ReservationId("R2"),
                        Line.of("TEA", 1),
                        Line.of("TEA", 2).at("A")))
                .orElseThrow();
        shop.assertLevels("TEA@A=0", "TEA@B=1/1");
    }

    /** Of two that name one thing each, the one goes first that was named first. */
    @Test
    default void whatNamesALotAndWhatNamesAPlaceLeaveInTheirOrder() {
        Shop shop = open().furnished();
        shop.send(Receive.of(
                        new StockLine(StockKey.of("TEA", "A", "L1"), 1),
                        new StockLine(StockKey.of("TEA", "A", "L2"), 1)))
                .orElseThrow();
        shop.send(Reserve.of("TEA", 2).as("R1")).orElseThrow();
        shop.send(Fulfil.of(
                        new ReservationId("R1"),
                        Line.of("TEA", 1).ofLot("L1"),
                        Line.of("TEA", 1).at("A")))
                .orElseThrow();
        assertThat(shop.ledger.availability("TEA").total()).contains(0L);
    }

    @Test
    default void aLineThatNamesItsLotIsServedBeforeOneThatTakesAny() {
        Shop shop = open().furnished();
        shop.send(Receive.of(
                        new StockLine(StockKey.of("TEA", "A", "L1"), 1),
                        new StockLine(StockKey.of("TEA", "A", "L2"), 1)))
                .orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 1), Line.of("TEA", 1).ofLot("L1"))).orElseThrow();
        assertThat(shop.ledger.level(StockKey.of("TEA", "A", "L2")).reserved()).isEqualTo(1);
    }

    /** Whichever can do without the least chooses first. */
    @Test
    default void aLineThatNamesItsPlaceAndOneThatNamesItsLotBothFindTheirs() {
        StockKey l1 = StockKey.of("TEA", "A", "L1");
        StockKey l2 = StockKey.of("TEA", "A", "L2");
        StockKey l3 = StockKey.of("TEA", "A", "L3");
        StockKey elsewhere = StockKey.of("TEA", "B", "L1");
        for (List<StockKey> one : List.of(List.of(l1, l2), List.of(l1, elsewhere), List.of(l1, l2, l3, elsewhere))) {
            Shop shop = open().furnished();
            one.forEach(key -> shop.send(Receive.of(new StockLine(key, 1))).orElseThrow());
            shop.send(Reserve.of(
                            Line.of("TEA", one.size() - 1).at("A"),
                            Line.of("TEA", 1).ofLot("L1")))
                    .orElseThrow();
            assertThat(shop.ledger.availability("TEA").total()).contains(0L);
        }
    }

    @Test
    @Tag("heavy")
    default void aThousandLinesAreOneCommand() {
        Shop shop = open().furnished();
        IntStream.range(0, 1_000)
                .forEach(i ->
                        shop.ledger.registerItem(Item.of("SKU" + i, "Item")).orElseThrow());
        shop.send(Receive.of(IntStream.range(0, 1_000)
                        .mapToObj(i -> line("SKU" + i + "@A", 2))
                        .toArray(StockLine[]::new)))
                .orElseThrow();
        Line[] lines =
                IntStream.range(0, 1_000).mapToObj(i -> Line.of("SKU" + i, 2)).toArray(Line[]::new);
        ReservationId id = shop.send(Reserve.of(lines)).orElseThrow().id();
        shop.ledger.confirm(id).orElseThrow();
        shop.ledger.fulfil(id).orElseThrow();
        shop.assertLevels("SKU0@A=0", "SKU999@A=0");
    }

    @Test
    default void lotsAreKeptApartAndPromisedTogether() {
        Shop shop = open().furnished();
        StockLine old = new StockLine(StockKey.of("TEA", "A", "L1"), 2);
        StockLine fresh = new StockLine(StockKey.of("TEA", "A", "L2"), 2);
        shop.send(Receive.of(old, fresh)).orElseThrow();
        assertThat(shop.send(Reserve.of(Line.of("TEA", 3).ofLot("L1"))).isAccepted())
                .isFalse();
        shop.send(Reserve.of(Line.of("TEA", 1).ofLot("L2"))).orElseThrow();
        shop.send(Reserve.of(Line.of("TEA", 3).at("A"))).orElseThrow();
        assertThat(shop.ledger.level(StockKey.of("TEA", "A", "L1")).reserved()).isEqualTo(2);
        assertThat(shop.ledger.level(StockKey.of("TEA", "A", "L2")).reserved()).isEqualTo(2);
    }

    private static StockLine line(String key, long quantity) {
        return new StockLine(Shop.key(key), quantity);
    }

    private static CountedLine counted(String key, long quantity) {
        return new CountedLine(Shop.key(key), quantity);
    }

    private static Adjust found(long onHand, long change) {
        return Adjust.of("why", new Adjustment(Shop.key("TEA@A"), change).ofOnHand(onHand));
    }

    private static Adjust adjust(String key, long change) {
        return Adjust.of("why", new Adjustment(Shop.key(key), change));
    }

    private static Adjust adjust(String first, long change, String second, long otherChange) {
        return Adjust.of("why", new Adjustment(Shop.key(first), change), new Adjustment(Shop.key(second), otherChange));
    }

    private static Transfer transfer(String first, long quantity, String second, long otherQuantity) {
        return Transfer.of(
                "A",
                "B",
                new TransferLine(new Sku(first), Lot.NONE, quantity),
                new TransferLine(new Sku(second), Lot.NONE, otherQuantity));
    }

    private static Reserve named(String sku, long quantity, String location) {
        return Reserve.of(Line.of(sku, quantity).at(location));
    }

    private static Reserve two(String first, long quantity, String second, long otherQuantity) {
        return Reserve.of(Line.of(first, quantity), Line.of(second, otherQuantity));
    }

    private static Reserve anyThenNamed() {
        return Reserve.of(Line.of("TEA", 2), Line.of("TEA", 2).at("A"));
    }

    private static Reserve until(Instant expiresAt) {
        return Reserve.of("TEA", 1).holding(Hold.until(expiresAt));
    }
}
