package dev.inventoryledger.examples;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * Runs documents on several threads with the outcome of one: a document waits for those before it that share its number
 * or one of its codes.
 */
final class InvoiceSchedule {
    private final Map<String, Invoice.Row> firstRows = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<Void>> lastOf = new HashMap<>();

    /** The row in which each code first appeared. */
    Stream<Invoice.Row> firstRows() {
        return firstRows.values().stream();
    }

    void run(List<Invoice> invoices, int threads, BiConsumer<Invoice, List<Invoice.Row>> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (Invoice invoice : invoices) {
                all.add(start(invoice, pool, work));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } finally {
            pool.shutdown();
        }
    }

    private CompletableFuture<Void> start(
            Invoice invoice, ExecutorService pool, BiConsumer<Invoice, List<Invoice.Row>> work) {
        List<Invoice.Row> newCodes = invoice.rows().stream()
                .filter(row -> firstRows.putIfAbsent(row.stockCode(), row) == null)
                .toList();
        List<String> shared = Stream.concat(
                        Stream.of("number " + invoice.number()),
                        invoice.rows().stream().map(row -> "code " + row.stockCode()))
                .distinct()
                .toList();
        CompletableFuture<?>[] earlier = shared.stream()
                .map(name -> lastOf.getOrDefault(name, CompletableFuture.completedFuture(null)))
                .toArray(CompletableFuture[]::new);
        CompletableFuture<Void> done =
                CompletableFuture.allOf(earlier).thenRunAsync(() -> work.accept(invoice, newCodes), pool);
        shared.forEach(name -> lastOf.put(name, done));
        return done;
    }
}
