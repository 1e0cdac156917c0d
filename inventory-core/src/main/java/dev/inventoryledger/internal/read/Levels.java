package dev.inventoryledger.internal.read;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Level;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.Sku;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Levels as a decision would see them, now or then. */
public final class Levels {
    /** Each key asks several questions of the journal: so many to a statement. */
    private static final int KEYS_AT_ONCE = 50;

    private final StockStore store;
    private final Clock clock;

    public Levels(StockStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Instant instant() {
        return Checks.micros(clock.instant());
    }

    /** For a reservation, too, time never goes back. */
    public Reservation asOfNow(Reservation recorded) {
        Instant now = instant();
        return recorded.asOf(now.isBefore(recorded.changedAt()) ? recorded.changedAt() : now);
    }

    public Level now(StockKey key) {
        Snapshot snapshot = store.load(LoadRequest.builder()
                .levels(List.of(Objects.requireNonNull(key, "key")))
                .build());
        LevelRow row = snapshot.levels().stream().findFirst().orElseGet(() -> LevelRow.unstocked(key));
        return effective(List.of(row)).get(0);
    }

    /** All that there is of a SKU, in the order of its keys. */
    public List<Level> of(Sku sku) {
        return Moment.load(store, instant(), List.of(sku), List.of(), List.of()).levels().stream()
                .sorted(Comparator.comparing(Level::key))
                .toList();
    }

    /** Leaves out what is due; one more load where something may be. Each key is as of a moment of its own. */
    public List<Level> effective(Collection<LevelRow> recorded) {
        Instant now = instant();
        LoadRequest.Builder request = LoadRequest.builder();
        due(recorded, now).forEach(request::dueHolds);
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

    static boolean mayHaveDue(LevelRow row, Instant now) {
        return row.mayHaveDue(notBefore(row, now));
    }

    /** What is to be asked of levels on which something may be due. */
    static List<DueHolds> due(Collection<LevelRow> rows, Instant now) {
        return rows.stream()
                .filter(row -> mayHaveDue(row, now))
                .map(row -> due(row, now))
                .toList();
    }

    static DueHolds due(LevelRow row, Instant now) {
        return new DueHolds(row.key(), notBefore(row, now), 0);
    }

    /** For a key, time never goes back, whatever a clock does. */
    private static Instant notBefore(LevelRow row, Instant now) {
        return now.isBefore(row.changedAt()) ? row.changedAt() : now;
    }

    static Level level(LevelRow row, long due) {
        return new Level(row.key(), row.balance().plus(new Balance(0, -due, 0)), row.version());
    }

    public Level asOf(StockKey key, Instant instant) {
        return past(List.of(key), instant, 1).get(0).asOf();
    }

    public Level knownAt(StockKey key, Instant instant) {
        return past(List.of(key), instant, 1).get(0).knownAt();
    }

    /** What was recorded of each key by then, holds that had ended by time included. */
    public List<Level> recordedAt(Collection<StockKey> keys, Instant instant) {
        return past(keys, instant, 1).stream().map(Past::recorded).toList();
    }

    /** What the journal says of some keys at an instant. */
    List<Past> past(Collection<StockKey> keys, Instant instant, int recent) {
        Instant then = Checks.instant("instant", instant);
        List<StockKey> all = List.copyOf(keys);
        List<Past> found = new ArrayList<>();
        for (int i = 0; i < all.size(); i += KEYS_AT_ONCE) {
            found.addAll(load(all.subList(i, Math.min(all.size(), i + KEYS_AT_ONCE)), then, recent));
        }
        return found;
    }

    private List<Past> load(List<StockKey> keys, Instant then, int recent) {
        LoadRequest.Builder request = LoadRequest.builder();
        keys.forEach(key -> ask(request, key, then, recent));
        Snapshot snapshot = store.load(request.build());
        return keys.stream().map(key -> past(snapshot, key, then, recent)).toList();
    }

    /** Asks for what is known of a key at an instant. */
    static void ask(LoadRequest.Builder request, StockKey key, Instant then, int recent) {
        request.levels(List.of(key)).past(new PastLevel(key, then, recent)).dueHolds(new DueHolds(key, then, 0));
    }

    /** What was answered. */
    static Past past(Snapshot snapshot, StockKey key, Instant then, int recent) {
        LevelRow row = snapshot.levels().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseGet(() -> LevelRow.unstocked(key));
        PastLevel.Answer found = Optional.ofNullable(snapshot.past().get(new PastLevel(key, then, recent)))
                .orElseThrow();
        DueHolds.Answer due = snapshot.dueHolds().getOrDefault(new DueHolds(key, then, 0), DueHolds.Answer.NOTHING);
        return new Past(row, then, found, due.quantity());
    }
}
