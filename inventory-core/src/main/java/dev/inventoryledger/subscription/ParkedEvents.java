package dev.inventoryledger.subscription;

import java.time.Instant;
import java.util.List;

/**
 * Events of one subject that were put aside because the handler kept failing on the first of them. Immutable.
 *
 * @param subject what they happened to
 * @param error what the handler failed with; at most 500 UTF-16 units of it
 * @param since when the first was put aside
 * @param events where they stand in the journal, in order
 */
public record ParkedEvents(String subject, String error, Instant since, List<EventPoint> events) {
    /**
     * Copies the list.
     *
     * @param subject what they happened to
     * @param error what the handler failed with
     * @param since when the first was put aside
     * @param events where they stand in the journal, in order
     */
    public ParkedEvents {
        events = List.copyOf(events);
    }
}
