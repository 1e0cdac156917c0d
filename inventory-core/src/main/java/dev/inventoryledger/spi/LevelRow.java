package dev.inventoryledger.spi;

import dev.inventoryledger.Balance;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * A level as it is recorded: the fold of its postings. Immutable.
 *
 * @param key which stock
 * @param version how many postings made it
 * @param balance the recorded figures; reserved includes holds that are due but not yet closed
 * @param status what was last told of it
 * @param changedAt when the last posting was recorded
 * @param dueFrom no hold on the key ends before this instant; empty if none will end
 * @param terms on what terms its units may be promised, as far as it says so; PLAIN only as long as its item is so
 */
public record LevelRow(
        StockKey key,
        long version,
        Balance balance,
        StockStatus status,
        Instant changedAt,
        Optional<Instant> dueFrom,
        Terms terms) {
    /**
     * {@return the level of a key that was never stocked}
     *
     * @param key which stock
     */
    public static LevelRow unstocked(StockKey key) {
        return new LevelRow(key, 0, Balance.ZERO, StockStatus.IN_STOCK, Instant.EPOCH, Optional.empty(), Terms.OF_ITEM);
    }

    /**
     * {@return whether a hold on the key may have ended by time}
     *
     * @param now the instant in question
     */
    public boolean mayHaveDue(Instant now) {
        return dueFrom.isPresent() && !now.isBefore(dueFrom.get());
    }
}
