package dev.inventoryledger.examples;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How many documents came to which result. Safe for use by many threads. */
final class DocumentCounts {
    private static final List<String> RESULTS = List.of(
            "orders_accepted",
            "orders_rejected",
            "returns",
            "writeoffs_accepted",
            "writeoffs_rejected",
            "documents_conflicting");

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();

    void count(String result) {
        counts.computeIfAbsent(result, unseen -> new LongAdder()).increment();
    }

    /** In the order in which people read them. */
    Map<String, Long> inOrder() {
        Map<String, Long> ordered = new LinkedHashMap<>();
        ordered.put(
                "documents", counts.values().stream().mapToLong(LongAdder::sum).sum());
        for (String result : RESULTS) {
            ordered.put(result, counts.getOrDefault(result, new LongAdder()).sum());
        }
        // What hardly ever happens, such as a return of more than a level can hold.
        new TreeMap<>(counts).forEach((result, count) -> ordered.putIfAbsent(result, count.sum()));
        return ordered;
    }
}
