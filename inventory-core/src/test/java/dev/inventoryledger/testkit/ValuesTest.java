package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Balance;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.CommandRejectedException;
import dev.inventoryledger.Coordinates;
import dev.inventoryledger.Hold;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.MovementPoint;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.OrderId;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.OwnerId;
import dev.inventoryledger.ProductId;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.ReorderSeason;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Adjustment;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.CountedLine;
import dev.inventoryledger.command.ExpectSupply;
import dev.inventoryledger.command.ExpireHolds;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Ship;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.command.TransferLine;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.subscription.Subscription;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.transit.ArrivedLine;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** What enters the ledger is well formed; what is not is named, with its field. */
public class ValuesTest {
    private static final String LONGEST = "x".repeat(100);
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();
    private static final Subscription ANY = Subscription.of("any", event -> {});
    private static final List<Function<String, Object>> IDENTIFIERS = List.of(
            Sku::new,
            LocationId::new,
            Lot::new,
            ProductId::new,
            ReservationId::new,
            OrderId::new,
            OwnerId::new,
            CommandId::new);

    /** Open to the module that runs mutation tests. */
    protected ValuesTest() {}

    @TestFactory
    Stream<DynamicTest> badValuesAreNamed() {
        StockKey key = StockKey.of("TEA", "A");
        ReservationId id = new ReservationId("R");
        List<StockLine> tooMany = Collections.nCopies(10_001, new StockLine(key, 1));
        return Stream.of(
                bad("sku: must not be blank, but was \"  \"", () -> new Sku("  ")),
                bad("sku: must have at most 100 characters", () -> new Sku(LONGEST + "x")),
                bad(
                        "location: must not contain the character U+0000, but was \"a\\u0000\"",
                        () -> new LocationId("a\0")),
                bad("lot: must not contain the character U+D800", () -> new Lot("\uD800")),
                bad("commandId: must not contain the character U+2028", () -> new CommandId("a\u2028b")),
                bad("item name: must not be blank", () -> Item.of("TEA", "")),
                bad("item name: must have at most 500", () -> Item.of("TEA", "x".repeat(501))),
                bad(
                        "location name: must not contain the character U+0009",
                        () -> Location.of("A").withName("\t.")),
                bad("actor: must not be blank", () -> Origin.random().by(" ")),
                bad("reason: must not be blank", () -> Origin.random().because("")),
                bad("reference: must have at most 500", () -> Origin.random().referringTo("x".repeat(501))),
                bad("point: must be at least -1, but was -2", () -> new ReorderRule(-2, 1)),
                bad("quantity: must be positive, but was 0", () -> new ReorderRule(1, 0)),
                bad(
                        "reorderPoint: must be from 0 to the point, 3, but was 4",
                        () -> new ReorderRule(3, 1).reorderingAt(4)),
                bad(
                        "until: must be after 1970-01-01T00:00:00Z, but was 1970-01-01T00:00:00Z",
                        () -> new ReorderSeason(Optional.empty(), Instant.EPOCH, Instant.EPOCH, ReorderRule.STANDARD)),
                bad(
                        "via: must be another location than from and to, but was B",
                        () -> Ship.of("A", "A", "B", 1).via("B")),
                bad("quantity: must be positive, but was 0", () -> ArrivedLine.lost("A", 0)),
                bad("lot: must be named, but was \"\"", () -> LotDetails.of("A", "")),
                bad(
                        "lot: must be named where it expires, but was A@B",
                        () -> new StockLine(StockKey.of("A", "B"), 1).expiringAt(Instant.EPOCH)),
                bad("limit: must not be negative, but was -1", () -> Backorder.upTo(-1)),
                bad("latitudeMicrodegrees: must be from -90 to 90", () -> new Coordinates(Long.MIN_VALUE, 0)),
                bad("latitudeMicrodegrees: must be from -90 to 90", () -> Coordinates.of(90.000_001, 0)),
                bad("longitudeMicrodegrees: must be from -180", () -> Coordinates.of(0, Double.NEGATIVE_INFINITY)),
                bad("longitudeMicrodegrees: must be from -180", () -> Coordinates.of(0, 180.000_001)),
                bad("latitude: must be a number, but was NaN", () -> Coordinates.of(Double.NaN, 0)),
                bad("longitude: must be a number, but was NaN", () -> Coordinates.of(0, Double.NaN)),
                bad("pollEvery: must be at most 3660 days, but was PT", () -> ANY.pollEvery(FOREVER)),
                bad("pollEvery: must be at least 1 ms, but was PT0S", () -> ANY.pollEvery(Duration.ZERO)),
                bad("takeOverAfter: must be at most 3660 days", () -> ANY.takeOverAfter(FOREVER)),
                bad("takeOverAfter: must be at least 100 ms", () -> ANY.takeOverAfter(Duration.ofMillis(99))),
                bad(
                        "leadTime: must be from 0 to 3,660 days, but was PT-1S",
                        () -> Item.of("A", "A").withLeadTime(Duration.ofSeconds(-1))),
                bad(
                        "quantity: must not be negative, but was -1",
                        () -> InboundSupply.of("P", "A", "B", -1, Instant.EPOCH)),
                bad(
                        "quantity: must be positive, but was 0",
                        () -> ExpectSupply.of(InboundSupply.of("P", "A", "B", 0, Instant.EPOCH))),
                bad("quantity: must be positive, but was 0", () -> Line.of("TEA", 0)),
                bad("quantity: must be positive, but was -3", () -> Receive.of("TEA", "A", -3)),
                bad("quantity: must be positive, but was 0", () -> Transfer.of("TEA", "A", "B", 0)),
                bad("counted: must not be negative, but was -1", () -> Count.of("TEA", "A", -1)),
                bad("onHand: must not be negative, but was -1", () -> new Adjustment(key, 1).ofOnHand(-1)),
                bad("change: must not be zero, but was 0", () -> new Adjustment(key, 0)),
                bad("change: must be more than", () -> new Adjustment(key, Long.MIN_VALUE)),
                bad("lines: must not be empty", Receive::of),
                bad("lines: must not be empty", Reserve::of),
                bad("lines: must not be empty", () -> Transfer.of("A", "B", new TransferLine[0])),
                bad("lines: must not be empty", () -> Adjust.of("why", new Adjustment[0])),
                bad("reservationIds: must not be empty", () -> ExpireHolds.of(List.of())),
                bad("lines: must have at most 10000 lines", () -> new Receive(Origin.random(), tooMany)),
                bad(
                        "lines: must name each stock key once, but was TEA",
                        () -> Count.of(new CountedLine(key, 1), new CountedLine(key, 2))),
                bad("lines: quantities must sum", () -> Reserve.of(Line.of("TEA", Long.MAX_VALUE), Line.of("TEA", 1))),
                bad("to: must be another location than from, but was A", () -> Transfer.of("TEA", "A", "A", 1)),
                bad("reason: must be stated", () -> new Adjust(Origin.random(), List.of(new Adjustment(key, 1)))),
                bad("hold length: must be from", () -> Hold.lasting(Duration.ZERO)),
                bad("hold length: must be from", () -> Hold.lasting(Duration.ofDays(3_661))),
                bad("expiresAt: must lie in the years 1 to 9999", () -> Hold.until(Instant.MAX)),
                bad("limit: must be from 1", () -> MovementQuery.all().limit(0)),
                bad("limit: must be from 1", () -> ReservationQuery.all().limit(10_001)),
                bad(
                        "types: must not be empty",
                        () -> new MovementQuery(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Set.of(),
                                MovementPoint.START,
                                1)),
                bad("position: must not be negative", () -> new MovementPoint(-1, 0)),
                fine(
                        "the longest",
                        () -> assertThat(IDENTIFIERS)
                                .allMatch(each -> each.apply(LONGEST).toString().equals(LONGEST))),
                fine("the longest text", () -> Item.of("TEA", "x".repeat(500))),
                fine("spaces around", () -> assertThat(new Sku(" a ").value()).isEqualTo(" a ")),
                fine("no lot", () -> assertThat(Lot.NONE.value()).isEmpty()),
                fine("part of nothing", () -> {
                    Fulfil.of(id);
                    Release.of(id);
                }),
                fine("the shortest hold", () -> Hold.lasting(Duration.ofNanos(1_000))),
                fine("the poles", () -> assertThat(Coordinates.of(90, 180)).isNotEqualTo(Coordinates.of(-90, -180))),
                fine("the longest hold", () -> Hold.lasting(Hold.MAX_LENGTH)));
    }

    @TestFactory
    Stream<DynamicTest> whatIsMissingIsNamed() {
        Item item = Item.of("TEA", "Tea");
        return Stream.of(
                missing("actor", () -> Origin.random().by(nothing())),
                missing("reason", () -> Origin.random().because(nothing())),
                missing("reference", () -> Origin.random().referringTo(nothing())),
                missing("reorder", () -> item.withReorder(ValuesTest.<ReorderRule>nothing())),
                missing("backorder", () -> item.withBackorder(nothing())),
                missing("leadTime", () -> item.withLeadTime(nothing())),
                missing("address", () -> Location.of("A").withAddress(nothing())),
                missing("coordinates", () -> Location.of("A").withCoordinates(nothing())),
                missing("from", () -> MovementQuery.all().between(nothing(), Instant.EPOCH)),
                missing("until", () -> MovementQuery.all().between(Instant.EPOCH, nothing())),
                missing("effectiveAt", () -> Receive.of("TEA", "A", 1).effectiveAt(nothing())),
                missing("sourcing", () -> Reserve.of("TEA", 1).from(nothing())),
                missing("pollEvery", () -> ANY.pollEvery(nothing())));
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    private static DynamicTest missing(String name, Executable make) {
        return DynamicTest.dynamicTest(
                name,
                () -> assertThatThrownBy(make::execute)
                        .isInstanceOf(NullPointerException.class)
                        .hasMessage(name));
    }

    private static DynamicTest bad(String message, Executable make) {
        return DynamicTest.dynamicTest(
                message,
                () -> assertThatThrownBy(make::execute)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith(message));
    }

    private static DynamicTest fine(String name, Executable make) {
        return DynamicTest.dynamicTest(name, make);
    }

    @Provide
    Arbitrary<String> hostileTexts() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.strings().all().ofMaxLength(120)),
                Tuple.of(
                        1,
                        Arbitraries.strings()
                                .withChars("'\";\\%_-/*<>&$ \u00e4\u202e")
                                .ofMaxLength(120)),
                Tuple.of(1, Arbitraries.integers().between(0, 0x10FFFF).map(Character::toString)));
    }

    @Property
    void anIdentifierIsKeptExactlyOrRefusedByName(@ForAll("hostileTexts") String text) {
        for (Function<String, Object> identifier : IDENTIFIERS) {
            try {
                assertThat(identifier.apply(text)).hasToString(text);
                assertThat(text.length()).isLessThanOrEqualTo(100);
                assertThat(text.codePoints()).noneMatch(c -> Character.isISOControl(c) || isSurrogate(c));
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageMatching("(?s)\\w+: must .*, but was \".*\"");
                assertThat(String.valueOf(refused.getMessage()).codePoints()).noneMatch(Character::isISOControl);
            }
        }
    }

    private static boolean isSurrogate(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }

    @Test
    void keysAreOrderedBySkuPlaceAndLot() {
        StockKey first = new StockKey(new Sku("A"), new LocationId("Z"), Lot.NONE);
        StockKey second = new StockKey(new Sku("B"), new LocationId("A"), Lot.NONE);
        StockKey third = new StockKey(new Sku("B"), new LocationId("A"), new Lot("1"));
        StockKey fourth = new StockKey(new Sku("B"), new LocationId("B"), Lot.NONE);
        assertThat(Stream.of(fourth, third, second, first).sorted()).containsExactly(first, second, third, fourth);
        assertThat(third).hasToString("B@A#1");
        assertThat(new Line(third.sku(), Optional.of(third.location()), Optional.of(third.lot()), 2))
                .hasToString("2 x B@A#1");
        assertThat(new Line(third.sku(), Optional.of(third.location()), Optional.of(Lot.NONE), 2))
                .hasToString("2 x B@A");
    }

    @Test
    void aBalanceIsSoundWithinItsBounds() {
        assertThat(new Balance(3, 2, 1).isSound()).isTrue();
        assertThat(new Balance(2, 2, 2).isSound()).isTrue();
        assertThat(new Balance(1, 2, 1).isSound()).isFalse();
        assertThat(new Balance(3, 1, 2).isSound()).isFalse();
        assertThat(new Balance(3, 1, -1).isSound()).isFalse();
        assertThat(new Balance(3, 2, 1).plus(new Balance(1, 1, 1))).isEqualTo(new Balance(4, 3, 2));
        assertThat(new Balance(3, 2, 1).minus(new Balance(1, 1, 1))).isEqualTo(new Balance(2, 1, 0));
        assertThatThrownBy(() -> new Balance(Long.MAX_VALUE, 0, 0).plus(new Balance(1, 0, 0)))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void aStatusIsReadOffTheAvailableUnits() {
        ReorderRule rule = new ReorderRule(3, 10).reorderingAt(1);
        assertThat(StockStatus.of(4, rule)).isEqualTo(StockStatus.IN_STOCK);
        assertThat(StockStatus.of(3, rule)).isEqualTo(StockStatus.LOW);
        assertThat(StockStatus.of(2, rule)).isEqualTo(StockStatus.LOW);
        assertThat(StockStatus.of(1, rule)).isEqualTo(StockStatus.REORDER);
        assertThat(StockStatus.of(0, rule)).isEqualTo(StockStatus.REORDER_AND_OUT);
        assertThat(StockStatus.of(0, new ReorderRule(3, 10))).isEqualTo(StockStatus.LOW_AND_OUT);
        assertThat(StockStatus.of(1, ReorderRule.NEVER)).isEqualTo(StockStatus.IN_STOCK);
        assertThat(StockStatus.of(0, ReorderRule.NEVER)).isEqualTo(StockStatus.OUT);
    }

    @Test
    void anAdjustmentUnderAnIdOfItsOwnKeepsItsReason() {
        Adjust broken = Adjust.of("TEA", "A", -1, "broken");
        assertThat(broken.with(Origin.of("adj-7")).origin())
                .isEqualTo(Origin.of("adj-7").because("broken"));
        assertThat(broken.with(Origin.of("adj-8").because("lost")).origin().reason())
                .contains("lost");
    }

    @Test
    void aRejectionCanBeThrown() {
        Outcome<String> rejected =
                new Outcome.Rejected<>(RejectionReason.UNKNOWN_ITEM, "sku X: unknown", List.of(), Optional.empty());
        assertThatThrownBy(rejected::orElseThrow)
                .isInstanceOfSatisfying(
                        CommandRejectedException.class,
                        thrown -> assertThat(thrown.rejected()).isSameAs(rejected))
                .hasMessage("UNKNOWN_ITEM: sku X: unknown");
    }

    @Test
    void aLineThatDoesNotAddUpIsNotSound() {
        Line asked = Line.of("TEA", 5);
        assertThat(new ReservationLine(1, asked, Optional.empty(), 5, 1, 1, 1, 1, 1).isSound())
                .isTrue();
        assertThat(new ReservationLine(1, asked, Optional.empty(), 6, 1, 1, 1, 1, 1).isSound())
                .isFalse();
        assertThat(new ReservationLine(1, asked, Optional.empty(), 5, -1, 3, 1, 1, 1).isSound())
                .isFalse();
    }
}
