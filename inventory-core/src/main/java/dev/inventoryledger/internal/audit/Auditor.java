package dev.inventoryledger.internal.audit;

import dev.inventoryledger.AuditReport;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.StockStore;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Audits a store, page by page, while writers write: what looks wrong because rows were read at different moments is
 * looked at again before it is reported.
 */
public final class Auditor {
    private static final int PAGE = 1_000;

    private final StockStore store;
    private final Findings findings = new Findings();
    private final JournalAudit journal;
    private long levels;
    private long reservations;

    private Auditor(StockStore store) {
        this.store = store;
        journal = new JournalAudit(store, findings);
    }

    public static AuditReport audit(StockStore store) {
        Auditor auditor = new Auditor(store);
        return auditor.run();
    }

    private AuditReport run() {
        journal.catchUp();
        Set<StockKey> keys = new HashSet<>(journal.keys());
        readLevels(keys);
        readReservations(keys);
        KeyAudit keyAudit = new KeyAudit(store, journal, findings);
        keys.stream().sorted().forEach(keyAudit::check);
        return new AuditReport(findings.all(), journal.entries(), journal.postings(), levels, reservations);
    }

    private void readLevels(Set<StockKey> keys) {
        Optional<StockKey> last = Optional.empty();
        List<LevelRow> page;
        do {
            page = store.levels(new LevelQuery.All(last, PAGE));
            page.forEach(row -> keys.add(row.key()));
            levels += page.size();
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1).key());
        } while (page.size() == PAGE);
    }

    private void readReservations(Set<StockKey> keys) {
        ReservationQuery query = ReservationQuery.all().limit(PAGE);
        List<Reservation> page;
        do {
            page = store.reservations(query);
            page.forEach(reservation -> check(reservation, keys));
            reservations += page.size();
            query = page.isEmpty() ? query : query.after(page.get(page.size() - 1));
        } while (page.size() == PAGE);
    }

    private void check(Reservation reservation, Set<StockKey> keys) {
        for (ReservationLine line : reservation.lines()) {
            findings.unless(line.isSound(), 4, reservation.id(), "line " + line.number() + " does not add up: " + line);
            line.key().ifPresent(keys::add);
        }
    }
}
