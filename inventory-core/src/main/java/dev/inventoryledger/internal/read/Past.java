package dev.inventoryledger.internal.read;

import dev.inventoryledger.Balance;
import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.Level;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Posting;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.PastLevel;
import java.time.Instant;

/**
 * What is known of one key at an instant of the past.
 *
 * @param row its level now
 * @param instant when
 * @param found what the journal says
 * @param due units of holds that had ended by then and are still not closed
 */
record Past(LevelRow row, Instant instant, PastLevel.Answer found, long due) {
    StockKey key() {
        return row.key();
    }

    /** What was so then: recorded by then, or later but effective by then, less what had ended by time. */
    Level asOf() {
        Level base = recorded();
        Balance balance = base.balance();
        for (Movement later : found.later()) {
            balance = balance.plus(later.posting().change());
        }
        return new Level(key(), balance.plus(new Balance(0, -due, 0)), base.version());
    }

    /** What the ledger answered then: that a hold had ended it knew without being told. */
    Level knownAt() {
        Level base = recorded();
        Balance balance = base.balance();
        for (Movement later : found.later()) {
            Posting posting = later.posting();
            balance = posting.type() == MovementType.EXPIRY ? balance.plus(posting.change()) : balance;
        }
        return new Level(key(), balance.plus(new Balance(0, -due, 0)), base.version());
    }

    /** The newest figures recorded by then. */
    Level recorded() {
        if (!found.recent().isEmpty()) {
            Posting last = found.recent().get(0).posting();
            return new Level(key(), last.after(), last.version());
        }
        boolean reachesBack = found.first().map(first -> first.version() == 1).orElse(row.version() == 0);
        if (reachesBack) {
            return new Level(key(), Balance.ZERO, 0);
        }
        throw new HistoryPrunedException("the journal no longer reaches back to " + instant + " for " + key());
    }
}
