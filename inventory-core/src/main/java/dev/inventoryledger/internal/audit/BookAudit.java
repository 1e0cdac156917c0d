package dev.inventoryledger.internal.audit;

import dev.inventoryledger.Item;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.internal.Sums;
import dev.inventoryledger.internal.read.Pages;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OutstandingReservations;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.supply.SupplyId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Holds what is promised before it is there against what reservations say, and units that are told apart against their lots. Each SKU is
 * looked at as of one moment, so that writers meanwhile do no harm.
 */
final class BookAudit {
    private static final int BOOKS = 9;
    private static final int LOTS = 10;

    private final StockStore store;
    private final Findings findings;
    private final Set<Sku> promised = new TreeSet<>();

    BookAudit(StockStore store, Findings findings) {
        this.store = store;
        this.findings = findings;
    }

    void note(Reservation reservation) {
        reservation.lines().stream()
                .filter(line -> line.promise().isPresent())
                .forEach(line -> promised.add(line.sku()));
    }

    void end() {
        Pages.documents(store, DocumentKind.SUPPLY, document -> promised.add(((SupplyBook) document.body()).sku()));
        promised.forEach(this::checkBook);
        Pages.documents(store, DocumentKind.ITEM, document -> {
            Item item = (Item) document.body();
            if (item.tracking().namesLots()) {
                checkLots(item.sku());
            }
        });
    }

    private void checkBook(Sku sku) {
        OutstandingReservations question = new OutstandingReservations(sku, Integer.MAX_VALUE);
        Snapshot snapshot = store.load(LoadRequest.builder()
                .documents(List.of(new DocumentId(DocumentKind.SUPPLY, sku.value())))
                .outstanding(question)
                .build());
        SupplyBook book = snapshot.documents().stream()
                .map(document -> (SupplyBook) document.body())
                .findFirst()
                .orElse(SupplyBook.of(sku));
        Map<Optional<SupplyId>, Long> owed = new HashMap<>();
        for (Reservation reservation : snapshot.outstanding().getOrDefault(question, List.of())) {
            reservation.lines().stream()
                    .filter(line -> line.sku().equals(sku) && line.outstanding() > 0)
                    .forEach(line -> line.promise()
                            .ifPresent(promise -> owed.merge(promise.supply(), line.outstanding(), Long::sum)));
            boolean isForeseen = reservation.phase() != Phase.HELD
                    || reservation.lines().stream().noneMatch(line -> isPromised(line, sku))
                    || book.dueFrom()
                            .filter(instant -> !instant.isAfter(reservation.expiresAt()))
                            .isPresent();
            findings.unless(
                    isForeseen, BOOKS, sku, () -> "its book does not foresee that hold " + reservation.id() + " ends");
        }
        Map<Optional<SupplyId>, Long> booked = new HashMap<>();
        booked.put(Optional.empty(), book.undated());
        book.lines().forEach(line -> booked.put(Optional.of(line.supply().id()), line.promised()));
        booked.values().removeIf(units -> units == 0);
        findings.unless(
                booked.equals(owed), BOOKS, sku, () -> "its book owes " + booked + ", its reservations say " + owed);
    }

    private static boolean isPromised(ReservationLine line, Sku sku) {
        return line.sku().equals(sku)
                && line.outstanding() > 0
                && line.promise().isPresent();
    }

    private void checkLots(Sku sku) {
        Snapshot snapshot = store.load(LoadRequest.builder()
                .scopes(List.of(new LevelScope(sku, Optional.empty())))
                .documents(List.of(DocumentId.ofItem(sku)))
                .build());
        snapshot.documents().forEach(document -> checkLots(((Item) document.body()).tracking(), sku, snapshot));
    }

    private void checkLots(Tracking tracking, Sku sku, Snapshot snapshot) {
        Map<Lot, Long> units = new TreeMap<>();
        for (LevelRow row : snapshot.levels()) {
            StockKey key = row.key();
            units.merge(key.lot(), row.balance().onHand(), Sums::saturated);
            boolean isNamed =
                    !tracking.namesLots() || key.namesLot() || row.balance().onHand() == 0;
            findings.unless(isNamed, LOTS, key, () -> "has units without a lot");
        }
        units.forEach((lot, sum) -> findings.unless(
                tracking != Tracking.BY_SERIAL || sum <= 1,
                LOTS,
                sku,
                () -> "serial number " + lot + " has " + sum + " units"));
    }
}
