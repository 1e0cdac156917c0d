package dev.inventoryledger.internal.read;

import dev.inventoryledger.Availability;
import dev.inventoryledger.Item;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.spi.SupplyBook.SupplyLine;
import dev.inventoryledger.supply.ExpectedUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What will come of items that may be sold before it is there. Of others nothing is looked up: their questions cost no more.
 *
 * @param documents where it is kept
 * @param places where it may come in
 */
record Coming(Documents documents, Places places) {
    void addTo(Map<Sku, Availability> answers, Map<Sku, Item> items, Sourcing wish) {
        List<String> names = new ArrayList<>();
        for (Item item : items.values()) {
            if (item.isActive() && item.isTracked()) {
                item.leadTime()
                        .ifPresent(
                                time -> answers.computeIfPresent(item.sku(), (sku, now) -> with(now, List.of(), item)));
                item.backorder().ifPresent(policy -> names.add(item.sku().value()));
            }
        }
        List<SupplyBook> books = documents.all(DocumentKind.SUPPLY, names, SupplyBook.class);
        Set<LocationId> open = books.isEmpty() ? Set.of() : places.promising(locations(books), wish);
        for (SupplyBook book : books) {
            Item item = items.get(book.sku());
            if (item != null) {
                answers.computeIfPresent(book.sku(), (sku, now) -> with(now, free(book, open), item));
            }
        }
    }

    private static Availability with(Availability now, List<ExpectedUnits> expected, Item item) {
        return new Availability(now.sku(), now.tracking(), now.perLocation(), expected, item.leadTime());
    }

    private static Set<LocationId> locations(List<SupplyBook> books) {
        Set<LocationId> locations = new TreeSet<>();
        books.forEach(
                book -> book.lines().forEach(line -> locations.add(line.supply().location())));
        return locations;
    }

    private static List<ExpectedUnits> free(SupplyBook book, Set<LocationId> open) {
        List<ExpectedUnits> free = new ArrayList<>();
        for (SupplyLine line : book.lines()) {
            if (line.free() > 0 && open.contains(line.supply().location())) {
                free.add(new ExpectedUnits(
                        line.supply().expectedAt(), line.supply().location(), line.free()));
            }
        }
        return free;
    }
}
