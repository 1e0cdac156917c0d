package dev.inventoryledger.internal.read;

import dev.inventoryledger.Level;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OutstandingReservations;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SupplyBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that there is of some SKUs as of one moment, so that no unit is counted where it was and where it is. Immutable.
 *
 * @param rows their levels, what is due on them, and documents
 * @param now as of when holds are due
 */
record Moment(Snapshot rows, Instant now) {
    /** Others may stock a key with something due on it again and again. */
    private static final int MOST_LOADS = 5;

    /** Where more wait, those among them whose holds have ended are not looked for: a question must not cost what a receipt does. */
    private static final int MOST_WAITING = 256;

    /** What may be due is known once levels, and books of supply, are: some of the levels may be known from before. */
    static Moment load(
            StockStore store,
            Instant now,
            Collection<Sku> skus,
            Collection<DocumentId> documents,
            Collection<LevelRow> known) {
        LoadRequest.Builder request = scopes(skus).documents(documents);
        Levels.due(known, now).forEach(request::dueHolds);
        Moment found = new Moment(store.load(request.build()), now);
        for (int loads = 1; loads < MOST_LOADS && found.lacksAny(request); loads++) {
            found = new Moment(store.load(request.build()), now);
        }
        return found;
    }

    static LoadRequest.Builder scopes(Collection<Sku> skus) {
        return LoadRequest.builder()
                .scopes(skus.stream()
                        .map(sku -> new LevelScope(sku, Optional.empty()))
                        .toList());
    }

    /** Whether something may be due that was not asked for; it is asked for then. What was answered for a key does, though it has changed since. */
    private boolean lacksAny(LoadRequest.Builder request) {
        boolean lacks = false;
        Map<StockKey, Long> answered = due();
        for (LevelRow row : rows.levels()) {
            if (Levels.mayHaveDue(row, now) && !answered.containsKey(row.key())) {
                request.dueHolds(Levels.due(row, now));
                lacks = true;
            }
        }
        for (SupplyBook book : recordedBooks()) {
            if (book.mayHaveDue(now) && !rows.outstanding().containsKey(waiting(book))) {
                request.outstanding(waiting(book));
                lacks = true;
            }
        }
        return lacks;
    }

    private static OutstandingReservations waiting(SupplyBook book) {
        return new OutstandingReservations(book.sku(), MOST_WAITING);
    }

    /** Of several answers for a key the one as of the latest instant tells of all. */
    private Map<StockKey, Long> due() {
        Map<StockKey, Long> due = new HashMap<>();
        rows.dueHolds().forEach((question, answer) -> due.merge(question.key(), answer.quantity(), Math::max));
        return due;
    }

    /** What counts: without what is due. */
    List<Level> levels() {
        Map<StockKey, Long> due = due();
        List<Level> levels = new ArrayList<>();
        for (LevelRow row : rows.levels()) {
            levels.add(Levels.level(row, due.getOrDefault(row.key(), 0L)));
        }
        return levels;
    }

    private List<SupplyBook> recordedBooks() {
        List<SupplyBook> books = new ArrayList<>();
        for (Document document : rows.documents()) {
            if (document.body() instanceof SupplyBook book) {
                books.add(book);
            }
        }
        return books;
    }

    /** What is expected. Holds that have ended by time are owed nothing, whether or not anything has swept them. */
    List<SupplyBook> books() {
        List<SupplyBook> books = new ArrayList<>();
        for (SupplyBook book : recordedBooks()) {
            List<Reservation> waiting = rows.outstanding().getOrDefault(waiting(book), List.of());
            books.add(waiting.size() < MOST_WAITING ? withoutEnded(book, waiting) : book);
        }
        return books;
    }

    private SupplyBook withoutEnded(SupplyBook book, List<Reservation> waiting) {
        SupplyBook owing = book;
        for (Reservation reservation : waiting) {
            for (ReservationLine line : reservation.isDue(now) ? reservation.lines() : List.<ReservationLine>of()) {
                if (line.sku().equals(book.sku())
                        && line.outstanding() > 0
                        && line.promise().isPresent()) {
                    owing = owing.owing(line.promise().get(), -line.outstanding());
                }
            }
        }
        return owing;
    }
}
