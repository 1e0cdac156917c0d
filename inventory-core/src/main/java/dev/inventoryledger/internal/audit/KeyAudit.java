package dev.inventoryledger.internal.audit;

import dev.inventoryledger.AuditReport.Violation;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OpenReservations;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.util.List;
import java.util.Optional;

/** One stock key: its level against its postings and against its open reservations. */
final class KeyAudit {
    /** How often a key that looks wrong is looked at again while writers write. */
    private static final int MAX_LOOKS = 10;

    private final StockStore store;
    private final JournalAudit journal;
    private final Findings findings;

    KeyAudit(StockStore store, JournalAudit journal, Findings findings) {
        this.store = store;
        this.journal = journal;
        this.findings = findings;
    }

    /** What was seen of a key, and at which versions of its level and its postings. */
    private record Look(long version, long tip, List<Violation> violations) {}

    /** Reports what looks wrong only if nothing moved between two looks; a key that never rests is left alone. */
    void check(StockKey key) {
        Look look = look(key);
        for (int looks = 1; looks < MAX_LOOKS && !look.violations().isEmpty(); looks++) {
            journal.catchUp();
            Look again = look(key);
            if (again.equals(look)) {
                findings.add(again.violations());
                return;
            }
            look = again;
        }
    }

    private Look look(StockKey key) {
        OpenReservations held = new OpenReservations(key, Phase.HELD, Integer.MAX_VALUE);
        OpenReservations confirmed = new OpenReservations(key, Phase.CONFIRMED, Integer.MAX_VALUE);
        Snapshot snapshot =
                store.load(LoadRequest.builder().open(held).open(confirmed).build());
        LevelRow row = snapshot.levels().stream()
                .filter(level -> level.key().equals(key))
                .findFirst()
                .orElseGet(() -> LevelRow.unstocked(key));
        Findings here = new Findings();
        checkLevel(row, here);
        checkOpen(
                row,
                snapshot.open().getOrDefault(held, List.of()),
                snapshot.open().getOrDefault(confirmed, List.of()),
                here);
        long tip = journal.tip(key).map(last -> last.posting().version()).orElse(0L);
        return new Look(row.version(), tip, List.copyOf(here.all()));
    }

    private void checkLevel(LevelRow row, Findings here) {
        here.unless(row.balance().isSound(), 1, row.key(), "stands at " + row.balance());
        Optional<JournalAudit.Tip> tip = journal.tip(row.key());
        if (tip.isEmpty() && journal.isPruned()) {
            return;
        }
        long version = tip.map(last -> last.posting().version()).orElse(0L);
        here.unless(
                row.version() == version,
                2,
                row.key(),
                "is at version " + row.version() + ", its postings at " + version);
        tip.ifPresent(last -> here.unless(
                row.balance().equals(last.posting().after()),
                2,
                row.key(),
                "stands at " + row.balance() + ", its postings at "
                        + last.posting().after()));
    }

    private static void checkOpen(LevelRow row, List<Reservation> held, List<Reservation> confirmed, Findings here) {
        long allocated = open(row.key(), confirmed);
        long reserved = open(row.key(), held) + allocated;
        here.unless(
                row.balance().reserved() == reserved,
                3,
                row.key(),
                "reserved is " + row.balance().reserved() + ", open lines sum to " + reserved);
        here.unless(
                row.balance().allocated() == allocated,
                3,
                row.key(),
                "allocated is " + row.balance().allocated() + ", confirmed lines sum to " + allocated);
        for (Reservation hold : held) {
            boolean foreseen = row.dueFrom().isPresent() && !row.dueFrom().get().isAfter(hold.expiresAt());
            here.unless(foreseen, 3, row.key(), "does not foresee that hold " + hold.id() + " ends");
        }
    }

    private static long open(StockKey key, List<Reservation> reservations) {
        return reservations.stream()
                .mapToLong(reservation -> reservation.openAt(key))
                .sum();
    }
}
