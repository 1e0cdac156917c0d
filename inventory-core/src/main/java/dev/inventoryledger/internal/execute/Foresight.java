package dev.inventoryledger.internal.execute;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.decide.KnownRows;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Known rows that remember what they were asked for: whoever decides on them, and throws the decision away, knows what one load must bring.
 * Used by one thread.
 */
final class Foresight implements KnownRows {
    private final KnownRows known;
    private final LoadRequest.Builder asked = LoadRequest.builder();

    Foresight(KnownRows known) {
        this.known = known;
    }

    LoadRequest.Builder asked() {
        return asked;
    }

    @Override
    public @Nullable LevelRow level(StockKey key) {
        asked.levels(List.of(key));
        return known.level(key);
    }

    @Override
    public @Nullable List<StockKey> keysOf(LevelScope scope) {
        asked.scopes(List.of(scope));
        return known.keysOf(scope);
    }

    @Override
    public @Nullable Document document(DocumentId id) {
        asked.documents(List.of(id));
        return known.document(id);
    }

    @Override
    public @Nullable Reservation reservation(ReservationId id) {
        asked.reservations(List.of(id));
        return known.reservation(id);
    }

    @Override
    public boolean isNew(CommandId id) {
        asked.commands(List.of(id));
        return known.isNew(id);
    }

    @Override
    public boolean takesUnknownForNew() {
        return known.takesUnknownForNew();
    }
}
