package dev.inventoryledger.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Item;
import dev.inventoryledger.Status;
import dev.inventoryledger.Tracking;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of which items a level may speak by itself. */
class TermsTest {
    private static final Item TEA = Item.of("TEA", "Tea");

    static Stream<Item> plain() {
        return Stream.of(TEA, TEA.withReorder(5, 10), TEA.withProduct("DRINKS"), TEA.withName("Green tea"));
    }

    static Stream<Item> others() {
        return Stream.of(
                TEA.withStatus(Status.INACTIVE),
                TEA.withTracking(Tracking.UNTRACKED),
                TEA.withTracking(Tracking.BY_LOT),
                TEA.withTracking(Tracking.BY_SERIAL),
                TEA.withBackorder(Backorder.upTo(3)),
                TEA.withBackorder(Backorder.upTo(3)).withoutBackorder(),
                TEA.withLeadTime(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @MethodSource("plain")
    void whatIsSoldFromStockAlone(Item item) {
        assertThat(Terms.of(item)).isEqualTo(Terms.PLAIN);
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatHasToBeAsked(Item item) {
        assertThat(Terms.of(item)).isEqualTo(Terms.OF_ITEM);
    }
}
