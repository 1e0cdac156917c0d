package dev.inventoryledger.internal.decide;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DueHolds;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OpenReservations;
import dev.inventoryledger.spi.OutstandingReservations;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a command is about to read. What of it is not known is missed at once, with one load for all. Used by one thread. */
final class Needs {
    private final Rows rows;
    private LoadRequest.@Nullable Builder unknown;

    Needs(Rows rows) {
        this.rows = rows;
    }

    private LoadRequest.Builder unknown() {
        LoadRequest.Builder asked = unknown;
        if (asked == null) {
            asked = LoadRequest.builder();
            unknown = asked;
        }
        return asked;
    }

    Needs command(CommandId id) {
        if (rows.remembered(id) == null) {
            unknown().commands(List.of(id));
        }
        return this;
    }

    Needs level(StockKey key) {
        if (rows.level(key) == null) {
            unknown().levels(List.of(key));
        }
        return this;
    }

    Needs scope(LevelScope scope) {
        List<StockKey> keys = rows.keysOf(scope);
        if (keys == null) {
            ask(scope, unknown());
        } else {
            keys.forEach(this::level);
        }
        return this;
    }

    /** With the item, which changes with each key that is stocked for the first time: that tells whether these are still all. */
    static LoadRequest.Builder ask(LevelScope scope, LoadRequest.Builder request) {
        return request.scopes(List.of(scope)).documents(List.of(Catalog.idOf(scope.sku())));
    }

    Needs reservation(ReservationId id) {
        if (rows.reservation(id) == null) {
            unknown().reservations(List.of(id));
        }
        return this;
    }

    /** One that the command is about to make. */
    Needs newReservation(ReservationId id) {
        if (rows.newReservation(id) == null) {
            unknown().reservations(List.of(id));
        }
        return this;
    }

    Needs item(Sku sku) {
        return document(Catalog.idOf(sku));
    }

    Needs location(LocationId id) {
        return document(Catalog.idOf(id));
    }

    /** What is known of the lot that a key names, if it names one. */
    Needs lot(StockKey key) {
        return lot(key.sku(), key.lot());
    }

    Needs lot(Sku sku, Lot lot) {
        return lot.equals(Lot.NONE) ? this : document(DocumentId.ofLot(sku, lot));
    }

    Needs document(DocumentId id) {
        if (rows.document(id) == null) {
            unknown().documents(List.of(id));
        }
        return this;
    }

    Needs claim(ClaimId id) {
        if (rows.claim(id) == null) {
            unknown().claims(List.of(id));
        }
        return this;
    }

    Needs dueHolds(DueHolds question) {
        if (rows.dueHolds(question) == null) {
            unknown().dueHolds(question);
        }
        return this;
    }

    Needs open(OpenReservations question) {
        if (rows.open(question) == null) {
            unknown().open(question);
        }
        return this;
    }

    Needs outstanding(OutstandingReservations question) {
        if (rows.outstanding(question) == null) {
            unknown().outstanding(question);
        }
        return this;
    }

    /** What is expected of a SKU. */
    Needs supply(Sku sku) {
        return document(DocumentId.ofSupply(sku));
    }

    /** All that a command about stock keys reads. */
    Needs stock(Collection<StockKey> keys) {
        keys.forEach(key -> level(key).item(key.sku()).location(key.location()));
        return this;
    }

    /** What is to be loaded first, if anything. */
    Optional<LoadRequest> missing() {
        return Optional.ofNullable(unknown).map(LoadRequest.Builder::build);
    }

    void orMiss() {
        if (unknown != null) {
            throw new Miss(unknown.build());
        }
    }
}
