package dev.inventoryledger.internal.read;

import dev.inventoryledger.Balance;
import dev.inventoryledger.HistoryPrunedException;
import dev.inventoryledger.Level;
import dev.inventoryledger.Posting;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.spi.DueHolds;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.PastLevel;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Levels as a decision would see them, now or then. */
public final class Levels {
    private final StockStore store;
    private final Clock clock;

    public Levels(StockStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Level now(StockKey key) {
        Snapshot snapshot =
                store.load(LoadRequest.builder().levels(List.of(key)).build());
        LevelRow row = snapshot.levels().stream().findFirst().orElseGet(() -> LevelRow.unstocked(key));
        return effective(List.of(row)).get(0);
    }

    /** Leaves out what is due; one more load where something may be. */
    List<Level> effective(Collection<LevelRow> recorded) {
        Instant now = Checks.micros(clock.instant());
        LoadRequest.Builder request = LoadRequest.builder();
        recorded.stream()
                .filter(row -> row.mayHaveDue(notBefore(row, now)))
                .forEach(row -> request.dueHolds(new DueHolds(row.key(), notBefore(row, now), 0)));
        LoadRequest due = request.build();
        if (due.dueHolds().isEmpty()) {
            return recorded.stream().map(row -> level(row, 0)).toList();
        }
        Snapshot snapshot = store.load(due);
        Map<StockKey, LevelRow> fresh = new HashMap<>();
        snapshot.levels().forEach(row -> fresh.put(row.key(), row));
        Map<StockKey, Long> quantities = new HashMap<>();
        snapshot.dueHolds().forEach((question, answer) -> quantities.put(question.key(), answer.quantity()));
        return recorded.stream()
                .map(row -> fresh.getOrDefault(row.key(), row))
                .map(row -> level(row, quantities.getOrDefault(row.key(), 0L)))
                .toList();
    }

    /** For a key, time never goes back, whatever a clock does. */
    private static Instant notBefore(LevelRow row, Instant now) {
        return now.isBefore(row.changedAt()) ? row.changedAt() : now;
    }

    private static long quantity(Snapshot snapshot, DueHolds question) {
        return snapshot.dueHolds()
                .getOrDefault(question, DueHolds.Answer.NOTHING)
                .quantity();
    }

    private static Level level(LevelRow row, long due) {
        return new Level(row.key(), row.balance().plus(new Balance(0, -due, 0)), row.version());
    }

    /** The newest figures recorded by then, what was recorded later but took effect by then, less what was due. */
    public Level asOf(StockKey key, Instant instant) {
        Instant then = Checks.instant("instant", instant);
        PastLevel question = new PastLevel(key, then);
        DueHolds due = new DueHolds(key, then, 0);
        Snapshot snapshot = store.load(LoadRequest.builder()
                .levels(List.of(key))
                .past(question)
                .dueHolds(due)
                .build());
        PastLevel.Answer past = snapshot.past().get(question);
        Level base = past == null ? level(LevelRow.unstocked(key), 0) : base(snapshot, question, past);
        Balance balance = base.balance();
        for (Posting later : past == null ? List.<Posting>of() : past.later()) {
            balance = balance.plus(later.change());
        }
        return new Level(key, balance.plus(new Balance(0, -quantity(snapshot, due), 0)), base.version());
    }

    private static Level base(Snapshot snapshot, PastLevel question, PastLevel.Answer past) {
        if (past.last().isPresent()) {
            Posting last = past.last().get();
            return new Level(question.key(), last.after(), last.version());
        }
        LevelRow row = snapshot.levels().stream().findFirst().orElseGet(() -> LevelRow.unstocked(question.key()));
        boolean reachesBack = past.first().map(first -> first.version() == 1).orElse(row.version() == 0);
        if (reachesBack) {
            return new Level(question.key(), Balance.ZERO, 0);
        }
        if (past.first().isEmpty() && !question.instant().isBefore(row.changedAt())) {
            return level(row, 0);
        }
        throw new HistoryPrunedException(
                "the journal no longer reaches back to " + question.instant() + " for " + question.key());
    }
}
