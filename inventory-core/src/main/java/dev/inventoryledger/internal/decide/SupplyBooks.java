package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Instant;
import java.util.Optional;

/** What is expected, as one draft sees and changes it. How much of it is promised follows from the reservations that it writes. */
final class SupplyBooks {
    private final Catalog catalog;

    SupplyBooks(Catalog catalog) {
        this.catalog = catalog;
    }

    SupplyBook of(Sku sku) {
        return catalog.findSupply(sku).orElse(SupplyBook.of(sku));
    }

    void put(SupplyBook book) {
        catalog.put(book);
    }

    /** Writes a book anew as it is, so that whoever relies on how much is owed looks again. */
    void touch(Sku sku) {
        put(of(sku));
    }

    /** Somebody begins to wait without a promise: what comes in meanwhile is to look for those who wait again. */
    void awaitedWithoutPromise(Sku sku) {
        if (catalog.item(sku).backorder().isPresent() || catalog.hasSupply(sku)) {
            touch(sku);
        }
    }

    /** A reservation is written: what it is promised is owed, and no more than that. */
    void follow(Optional<Reservation> before, Reservation after) {
        before.ifPresent(earlier -> owe(earlier, -1));
        owe(after, 1);
    }

    private void owe(Reservation reservation, int sign) {
        if (reservation.phase() == Phase.CLOSED) {
            return;
        }
        for (ReservationLine line : reservation.lines()) {
            SupplyPromise promise = line.promise().orElse(null);
            if (promise != null && line.outstanding() > 0) {
                SupplyBook book = of(line.sku()).owing(promise, sign * line.outstanding());
                boolean ends = sign > 0 && reservation.phase() == Phase.HELD;
                put(ends ? book.dueFrom(earlier(book.dueFrom(), reservation.expiresAt())) : book);
            }
        }
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Instant other) {
        return one.filter(instant -> instant.isBefore(other)).or(() -> Optional.of(other));
    }
}
