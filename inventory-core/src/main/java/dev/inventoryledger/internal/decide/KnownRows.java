package dev.inventoryledger.internal.decide;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows that need not be loaded; null where nothing is known. Whether they are still so is for the commit to find out, or a load. */
public interface KnownRows {
    /** Knows nothing: every row is loaded. */
    KnownRows NONE = new KnownRows() {};

    default @Nullable LevelRow level(StockKey key) {
        return null;
    }

    /** All keys that are stocked, in their order; the level of each may be known or not. */
    default @Nullable List<StockKey> keysOf(LevelScope scope) {
        return null;
    }

    default @Nullable Document document(DocumentId id) {
        return null;
    }

    default @Nullable Reservation reservation(ReservationId id) {
        return null;
    }

    /** Whether a command may be taken for one that was never accepted. */
    default boolean isNew(CommandId id) {
        return false;
    }

    /** Whether a reservation that is not known, and is to be made, may be taken for new. */
    default boolean takesUnknownForNew() {
        return false;
    }
}
