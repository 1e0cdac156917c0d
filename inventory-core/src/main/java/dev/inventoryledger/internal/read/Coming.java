package dev.inventoryledger.internal.read;

import dev.inventoryledger.Availability;
import dev.inventoryledger.Item;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.spi.SupplyBook.SupplyLine;
import dev.inventoryledger.supply.ExpectedUnits;
import dev.inventoryledger.supply.SupplyId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What will come of items that may be sold before it is there. Of others nothing is looked up: their questions cost no more.
 *
 * @param places where it may come in
 */
record Coming(Places places) {
    void addTo(Map<Sku, Availability> answers, OnSale known, Sourcing wish) {
        Map<Sku, Item> items = known.items();
        Set<Sku> sold = new HashSet<>();
        for (Item item : items.values()) {
            if (item.isActive() && item.isTracked()) {
                item.leadTime()
                        .ifPresent(time ->
                                answers.computeIfPresent(item.sku(), (sku, here) -> with(here, List.of(), item)));
                item.backorder().ifPresent(policy -> sold.add(item.sku()));
            }
        }
        List<SupplyBook> expected = known.expected().stream()
                .filter(book -> sold.contains(book.sku()))
                .toList();
        Set<LocationId> open = expected.isEmpty() ? Set.of() : places.promising(locations(expected), wish);
        for (SupplyBook book : expected) {
            Item item = items.get(book.sku());
            if (item != null) {
                long most = item.backorder().map(book::promisable).orElse(0L);
                answers.computeIfPresent(book.sku(), (sku, here) -> with(here, free(book, open, most), item));
            }
        }
    }

    private static Availability with(Availability here, List<ExpectedUnits> expected, Item item) {
        return new Availability(here.sku(), here.tracking(), here.perLocation(), expected, item.leadTime());
    }

    private static Set<LocationId> locations(List<SupplyBook> books) {
        Set<LocationId> locations = new TreeSet<>();
        books.forEach(
                book -> book.lines().forEach(line -> locations.add(line.supply().location())));
        return locations;
    }

    private static List<ExpectedUnits> free(SupplyBook book, Set<LocationId> open, long most) {
        List<ExpectedUnits> free = new ArrayList<>();
        long left = most;
        Map<SupplyId, Long> unpromised = book.free();
        for (SupplyLine line : book.lines()) {
            LocationId place = line.supply().location();
            long units = open.contains(place)
                    ? Math.min(left, unpromised.getOrDefault(line.supply().id(), 0L))
                    : 0;
            if (units > 0) {
                free.add(new ExpectedUnits(line.supply().expectedAt(), place, units));
                left -= units;
            }
        }
        return free;
    }
}
