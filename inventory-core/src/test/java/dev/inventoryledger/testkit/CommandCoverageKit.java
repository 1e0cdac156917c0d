package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.InventoryLedger;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationType;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.ReorderSeason;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Ship;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.spi.StockStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Which outcomes of which commands random stories come to: every one that can occur does, and no other. Extend it like
 * {@link StoreTestKit}, over a quick store. It sends some hundred thousand commands.
 */
public abstract class CommandCoverageKit {
    private static final int STORIES = 4_000;
    private static final String ACCEPTED = "accepted";

    private final Map<CommandType, SortedMap<String, Long>> seen = new EnumMap<>(CommandType.class);

    /** {@return a store that holds nothing and shares nothing with any other} */
    protected abstract StockStore newStore();

    /** {@return very many random stories, the malformed and the hopeless included} */
    @Provide
    protected Arbitrary<List<List<Step>>> library() {
        return Steps.hostileStories().list().ofSize(STORIES);
    }

    /**
     * Every outcome that can occur does.
     *
     * @param stories what happens, each in a shop of its own
     */
    @Property(tries = 1, seed = "20261124", shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everyOutcomeThatCanOccurDoesAndNoOther(@ForAll("library") List<List<Step>> stories) {
        stories.forEach(this::tell);
        String table = table(seen);
        System.out.println(table);
        assertThat(table.lines().map(CommandCoverageKit::withoutCounts).toList())
                .isEqualTo(Possible.OUTCOMES.lines().toList());
    }

    private static String withoutCounts(String line) {
        return line.replaceAll(" \\d+", "");
    }

    private void tell(List<Step> story) {
        Shop shop = new Shop(newStore()).furnished();
        InventoryLedger ledger = shop.ledger;
        ledger.registerLocation(Location.of("LAND").withType(LocationType.REGION))
                .orElseThrow();
        ledger.registerItem(Item.of("MILK", "Milk").withTracking(Tracking.BY_LOT))
                .orElseThrow();
        ledger.registerItem(Item.of("PHONE", "Phone").withTracking(Tracking.BY_SERIAL))
                .orElseThrow();
        ledger.registerItem(Item.of("MUCH", "Much")).orElseThrow();
        ledger.registerItem(Oracle.BOOK).orElseThrow();
        fill(ledger);
        List<Command<?>> sent = new ArrayList<>();
        for (Step step : story) {
            if (step instanceof Step.Wait wait) {
                shop.later(wait.duration());
            } else if (step instanceof Step.Again again && again.back() < sent.size()) {
                send(sent.get(sent.size() - 1 - again.back()), shop);
            } else if (step instanceof Step.Send send) {
                sent.add(send.command());
                send(send.command(), shop);
            }
        }
        shop.audit();
    }

    /** As much as there can be of one item, everywhere, and some of all that is told apart on its way. */
    private static void fill(InventoryLedger ledger) {
        ledger.receive("MUCH", "A", Long.MAX_VALUE).orElseThrow();
        ledger.execute(Ship.of("MUCH", "A", "B", Long.MAX_VALUE).as("s5")).orElseThrow();
        ledger.receive("MUCH", "A", Long.MAX_VALUE).orElseThrow();
        ledger.receive("MUCH", "B", Long.MAX_VALUE).orElseThrow();
        ledger.receive("TEA", "A", 9).orElseThrow();
        ledger.execute(Ship.of("TEA", "A", "B", 3).as("s4")).orElseThrow();
        ledger.registerItem(Item.of("RARE", "Rare")).orElseThrow();
        ledger.receive("RARE", "A", 1).orElseThrow();
        ledger.lots()
                .describe(LotDetails.of("MILK", "L0").expiringAt(KitClock.START.plusSeconds(1)))
                .orElseThrow();
        Item seasonal = Item.of("SEASONAL", "Seasonal");
        Instant soon = KitClock.START.plus(Duration.ofMinutes(5));
        ledger.registerItem(seasonal.withSeason(
                        new ReorderSeason(Optional.empty(), soon, soon.plusSeconds(600), ReorderRule.STANDARD)))
                .orElseThrow();
        ledger.receive("SEASONAL", "A", 7).orElseThrow();
        for (String sku : List.of("MUCH", "MILK", "PHONE")) {
            ledger.supply()
                    .expect("p1", sku, "A", 1_000, KitClock.START.plusSeconds(1))
                    .orElseThrow();
        }
    }

    private void send(Command<?> command, Shop shop) {
        Outcome<?> outcome = shop.send(command);
        seen.computeIfAbsent(command.type(), unseen -> new TreeMap<>())
                .merge(outcome.rejection().map(Enum::name).orElse(ACCEPTED), 1L, Long::sum);
    }

    /** One line for each type of command: the outcomes by name, and how often each was seen. */
    private static String table(Map<CommandType, SortedMap<String, Long>> seen) {
        return seen.entrySet().stream()
                .map(row -> row.getKey() + ": "
                        + row.getValue().entrySet().stream()
                                .map(cell -> cell.getKey() + " " + cell.getValue())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("\n"));
    }
}
