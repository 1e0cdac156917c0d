package dev.inventoryledger.internal.audit;

import dev.inventoryledger.Anchor;
import dev.inventoryledger.AuditReport;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Movement;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.codec.Seal;
import dev.inventoryledger.internal.read.Pages;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.StrayRows;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Audits a store, page by page, while writers write: what looks wrong because rows were read at different moments is
 * looked at again before it is reported. Memory grows with stock keys and open reservations, not with the journal.
 */
public final class Auditor {
    private static final StrayRows STRAYS = new StrayRows(100);
    private static final int KEYS_AT_ONCE = 500;

    /** A journal that is pruned meanwhile is read anew. */
    static final int MOST_TIMES = 3;

    private final StockStore store;
    private final Findings findings = new Findings();
    private final OpeningAudit openings;
    private final JournalAudit journal;
    private final ChainAudit chains;
    private final SealAudit seals;
    private final ReservationAudit reservations;
    private final BookAudit books;
    private final JournalReader reader;
    private EnteredReservations entered = new EnteredReservations(0, 1);
    private long levelCount;
    private long reservationCount;

    private Auditor(StockStore store, Seal seal, Optional<Anchor> anchor) {
        this.store = store;
        openings = new OpeningAudit(store, seal);
        openings.requireCovers(anchor);
        journal = new JournalAudit(store, findings);
        chains = new ChainAudit(findings);
        seals = new SealAudit(seal, findings, openings.start(), anchor);
        reservations = new ReservationAudit(store, findings);
        books = new BookAudit(store, findings);
        reader = new JournalReader(
                store,
                edited -> findings.unless(false, 8, "position " + edited.position(), edited::toString),
                this::check);
    }

    /** The anchor is what an earlier audit saw, if the caller has kept it. */
    public static AuditReport audit(StockStore store, Seal seal, Optional<Anchor> anchor) {
        for (int times = 0; times < MOST_TIMES; times++) {
            Auditor auditor = new Auditor(store, seal, anchor);
            AuditReport report = auditor.run();
            if (auditor.openings.isStill()) {
                return report;
            }
        }
        throw restless();
    }

    /** What was read while the journal was being pruned is no ground for a verdict. */
    static RetryableStoreException restless() {
        return new RetryableStoreException("the journal was pruned again and again while it was read; try again later");
    }

    private void check(List<Entry> page) {
        journal.check(page);
        openings.of(chains.newKeys(page)).forEach(chains::open);
        page.forEach(chains::check);
        page.forEach(seals::check);
        page.forEach(entry -> entered.note(entry));
        reservations.check(page);
    }

    private AuditReport run() {
        reader.catchUp();
        reservations.end(reader::catchUp);
        Set<StockKey> keys = new HashSet<>(chains.keys());
        Pages.levels(store, page -> {
            levelCount += page.size();
            page.forEach(row -> keys.add(row.key()));
        });
        readReservations(keys);
        KeyAudit keyAudit = new KeyAudit(store, chains, reader, findings);
        List<StockKey> sorted = keys.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); i += KEYS_AT_ONCE) {
            List<StockKey> some = sorted.subList(i, Math.min(sorted.size(), i + KEYS_AT_ONCE));
            Collection<Movement> begun = openings.of(some);
            openings.add(begun);
            begun.forEach(chains::open);
            keyAudit.check(some);
        }
        openings.end(findings);
        books.end();
        readStrays();
        seals.end();
        return new AuditReport(
                findings.all(),
                journal.entries(),
                journal.postings(),
                levelCount,
                reservationCount,
                seals.unsealed(),
                seals.reached());
    }

    /** Whether each was entered is asked of one share of them at a time; most journals have one share only. */
    private void readReservations(Set<StockKey> keys) {
        Pages.reservations(store, ReservationQuery.all(), page -> {
            reservationCount += page.size();
            page.forEach(reservation -> check(reservation, keys));
            page.forEach(books::note);
            requireEntered(page, reader::catchUp);
        });
        int shares = entered.shares();
        for (int share = 1; share < shares; share++) {
            EnteredReservations others = new EnteredReservations(share, shares);
            entered = others;
            JournalReader again = new JournalReader(store, told -> {}, page -> page.forEach(others::note));
            again.catchUp();
            Pages.reservations(store, ReservationQuery.all(), page -> requireEntered(page, again::catchUp));
        }
    }

    /** What made a reservation may have been pruned since, and left no trace. */
    private void requireEntered(List<Reservation> page, Runnable readOn) {
        List<Reservation> kept = page.stream()
                .filter(reservation -> !openings.mayHaveRemoved(reservation.createdAt()))
                .toList();
        if (kept.stream().anyMatch(reservation -> entered.lacks(reservation.id()))) {
            readOn.run();
            kept.forEach(reservation -> findings.unless(
                    !entered.lacks(reservation.id()),
                    4,
                    reservation.id(),
                    () -> "was made by no entry: " + reservation));
        }
    }

    private void check(Reservation reservation, Set<StockKey> keys) {
        for (ReservationLine line : reservation.lines()) {
            findings.unless(
                    line.isSound(), 4, reservation.id(), () -> "line " + line.number() + " does not add up: " + line);
            line.key().ifPresent(keys::add);
        }
    }

    private void readStrays() {
        store.load(LoadRequest.builder().strays(STRAYS).build())
                .strays()
                .getOrDefault(STRAYS, List.of())
                .forEach(stray -> findings.unless(false, 2, stray, () -> "belongs to nothing that is there"));
    }
}
