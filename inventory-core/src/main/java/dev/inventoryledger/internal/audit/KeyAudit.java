package dev.inventoryledger.internal.audit;

import dev.inventoryledger.AuditReport.Violation;
import dev.inventoryledger.Item;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OpenReservations;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.Terms;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One stock key: its level against its postings, its item and its open reservations. */
final class KeyAudit {
    /** How often a key that looks wrong is looked at again while writers write. */
    private static final int MAX_LOOKS = 10;

    private final StockStore store;
    private final ChainAudit chains;
    private final JournalReader reader;
    private final Findings findings;

    KeyAudit(StockStore store, ChainAudit chains, JournalReader reader, Findings findings) {
        this.store = store;
        this.chains = chains;
        this.reader = reader;
        this.findings = findings;
    }

    /** What was seen of a key, and at which versions of its level and its postings. */
    private record Look(long version, long tip, List<Violation> violations) {}

    /** Reports what looks wrong only if nothing moved between two looks; a key that never rests is left alone. */
    void check(List<StockKey> keys) {
        looks(keys).forEach((key, look) -> {
            if (!look.violations().isEmpty()) {
                checkAgain(key, look);
            }
        });
    }

    private void checkAgain(StockKey key, Look first) {
        Look look = first;
        for (int looks = 1; looks < MAX_LOOKS && !look.violations().isEmpty(); looks++) {
            reader.catchUp();
            Look again = looks(List.of(key)).values().iterator().next();
            if (again.equals(look)) {
                findings.add(again.violations());
                return;
            }
            look = again;
        }
    }

    private Map<StockKey, Look> looks(List<StockKey> keys) {
        LoadRequest.Builder request = LoadRequest.builder();
        keys.forEach(
                key -> request.open(held(key)).open(confirmed(key)).documents(List.of(DocumentId.ofItem(key.sku()))));
        Snapshot snapshot = store.load(request.build());
        Map<StockKey, LevelRow> rows = new HashMap<>();
        snapshot.levels().forEach(row -> rows.put(row.key(), row));
        Map<StockKey, Look> looks = new LinkedHashMap<>();
        Set<Sku> plain = plain(snapshot);
        keys.forEach(key -> looks.put(key, look(rows.getOrDefault(key, LevelRow.unstocked(key)), snapshot, plain)));
        return looks;
    }

    private static OpenReservations held(StockKey key) {
        return new OpenReservations(key, Phase.HELD, Integer.MAX_VALUE);
    }

    private static OpenReservations confirmed(StockKey key) {
        return new OpenReservations(key, Phase.CONFIRMED, Integer.MAX_VALUE);
    }

    private Look look(LevelRow row, Snapshot snapshot, Set<Sku> plain) {
        Findings here = new Findings();
        checkLevel(row, here);
        checkTerms(row, plain, here);
        checkOpen(
                row,
                snapshot.open().getOrDefault(held(row.key()), List.of()),
                snapshot.open().getOrDefault(confirmed(row.key()), List.of()),
                here);
        return new Look(row.version(), chains.tip(row.key()).version(), List.copyOf(here.all()));
    }

    private void checkLevel(LevelRow row, Findings here) {
        here.unless(row.balance().isSound(), 1, row.key(), () -> "stands at " + row.balance());
        ChainAudit.Tip tip = chains.tip(row.key());
        here.unless(
                row.version() == tip.version(),
                2,
                row.key(),
                () -> "is at version " + row.version() + ", its postings at " + tip.version());
        here.unless(
                row.balance().equals(tip.balance()),
                2,
                row.key(),
                () -> "stands at " + row.balance() + ", its postings at " + tip.balance());
        here.unless(
                tip.status().map(told -> told == row.status()).orElse(true),
                2,
                row.key(),
                () -> "is marked " + row.status() + ", but was last told to be otherwise");
        here.unless(
                row.changedAt().equals(tip.recordedAt()),
                2,
                row.key(),
                () -> "bears the time " + row.changedAt() + ", its last posting " + tip.recordedAt());
    }

    /** The SKUs whose items are sold on plain terms. */
    private static Set<Sku> plain(Snapshot snapshot) {
        Set<Sku> plain = new HashSet<>();
        for (Document document : snapshot.documents()) {
            Item item = (Item) document.body();
            if (Terms.of(item) == Terms.PLAIN) {
                plain.add(item.sku());
            }
        }
        return plain;
    }

    /** That a level does not say so is no fault: its item is asked then. */
    private static void checkTerms(LevelRow row, Set<Sku> plain, Findings here) {
        here.unless(
                row.terms() != Terms.PLAIN || plain.contains(row.key().sku()),
                2,
                row.key(),
                () -> "says that its item is sold on plain terms, which it is not");
    }

    private static void checkOpen(LevelRow row, List<Reservation> held, List<Reservation> confirmed, Findings here) {
        long allocated = open(row.key(), confirmed);
        long reserved = open(row.key(), held) + allocated;
        here.unless(
                row.balance().reserved() == reserved,
                3,
                row.key(),
                () -> "reserved is " + row.balance().reserved() + ", open lines sum to " + reserved);
        here.unless(
                row.balance().allocated() == allocated,
                3,
                row.key(),
                () -> "allocated is " + row.balance().allocated() + ", confirmed lines sum to " + allocated);
        for (Reservation hold : held) {
            boolean foreseen = row.dueFrom().isPresent() && !row.dueFrom().get().isAfter(hold.expiresAt());
            here.unless(foreseen, 3, row.key(), () -> "does not foresee that hold " + hold.id() + " ends");
        }
    }

    private static long open(StockKey key, List<Reservation> reservations) {
        return reservations.stream()
                .mapToLong(reservation -> reservation.openAt(key))
                .sum();
    }
}
