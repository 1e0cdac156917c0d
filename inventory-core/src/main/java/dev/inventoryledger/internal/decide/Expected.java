package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.spi.SupplyBook.SupplyLine;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Units of one SKU that are expected and not promised, while lines are set against them: the earliest first. */
final class Expected {
    private final Draft draft;
    private final Item item;
    private final List<SupplyLine> lines;
    private final Map<SupplyId, Long> free;

    Expected(Draft draft, SupplyBook book, Map<SupplyId, Long> free) {
        this.draft = draft;
        item = draft.catalog().item(book.sku());
        lines = book.lines();
        this.free = new HashMap<>(free);
        Needs places = draft.rows().needs();
        places().forEach(places::location);
        places.orMiss();
    }

    /** Where all of it is to come. */
    Set<LocationId> places() {
        return lines.stream().map(line -> line.supply().location()).collect(Collectors.toSet());
    }

    /** What of so many units is expected for a line, by supply. */
    Map<SupplyPromise, Long> take(Line asked, long units, Predicate<Location> suits) {
        Map<SupplyPromise, Long> taken = new LinkedHashMap<>();
        long missing = units;
        for (SupplyLine line : lines) {
            InboundSupply supply = line.supply();
            long some = Math.min(missing, free.getOrDefault(supply.id(), 0L));
            if (some > 0 && isFor(asked, supply, suits)) {
                // That the place may promise what comes there is relied on.
                draft.catalog().location(supply.location());
                free.merge(supply.id(), -some, Long::sum);
                taken.put(new SupplyPromise(Optional.of(supply.id()), Optional.of(supply.expectedAt())), some);
                missing -= some;
            }
        }
        return taken;
    }

    private boolean isFor(Line asked, InboundSupply supply, Predicate<Location> suits) {
        boolean isThere = asked.location().map(supply.location()::equals).orElse(true);
        return isThere
                && asked.lot().isEmpty()
                && draft.catalog().promising(supply.location()).filter(suits).isPresent();
    }

    /** What is owed without a supply comes when the item usually does. */
    SupplyPromise undated() {
        return new SupplyPromise(
                Optional.empty(), item.leadTime().map(draft.now()::plus).map(Checks::micros));
    }

    /** When the first of it comes, promised or not. */
    Optional<Instant> nextArrival() {
        return lines.stream().map(line -> line.supply().expectedAt()).findFirst();
    }
}
