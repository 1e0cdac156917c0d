package dev.inventoryledger.internal.read;

import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OutstandingReservations;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SupplyBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is expected of some SKUs, and how much of it is owed by now.
 *
 * @param store where it is kept
 */
record Books(StockStore store) {
    /** Where more wait, those among them whose holds have ended are not looked for: a question must not cost what a receipt does. */
    private static final int MOST_WAITING = 256;

    /** Holds that have ended by time are owed nothing, whether or not anything has swept them: who waits is read with such a book. */
    List<SupplyBook> at(Instant now, List<SupplyBook> recorded) {
        List<SupplyBook> books = new ArrayList<>(recorded);
        Map<Sku, OutstandingReservations> questions = new LinkedHashMap<>();
        for (SupplyBook book : books) {
            if (book.mayHaveDue(now)) {
                questions.put(book.sku(), new OutstandingReservations(book.sku(), MOST_WAITING));
            }
        }
        if (!questions.isEmpty()) {
            books.removeIf(book -> questions.containsKey(book.sku()));
            books.addAll(withoutEnded(questions, now));
        }
        return books;
    }

    private List<SupplyBook> withoutEnded(Map<Sku, OutstandingReservations> questions, Instant now) {
        LoadRequest.Builder request = LoadRequest.builder();
        questions.forEach(
                (sku, question) -> request.outstanding(question).documents(List.of(DocumentId.ofSupply(sku))));
        Snapshot rows = store.load(request.build());
        List<SupplyBook> books = new ArrayList<>();
        for (Document document : rows.documents()) {
            SupplyBook book = (SupplyBook) document.body();
            List<Reservation> waiting = rows.outstanding().getOrDefault(questions.get(book.sku()), List.of());
            books.add(waiting.size() < MOST_WAITING ? withoutEnded(book, waiting, now) : book);
        }
        return books;
    }

    private static SupplyBook withoutEnded(SupplyBook book, List<Reservation> waiting, Instant now) {
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
