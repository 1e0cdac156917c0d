package dev.inventoryledger.spi;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one commit writes, and on what condition: each changed row once, with the version it replaces; rows that the
 * decisions relied on; claims; and the entries. Immutable. Rows stand in the order of their keys, so that stores that
 * lock do so in one order.
 *
 * @param levels new levels; a row may bear the version that it replaces, where only its marker changes
 * @param reservations new reservations
 * @param documents new documents
 * @param guardedLevels levels that must still have these versions
 * @param guardedDocuments documents that must still have these versions
 * @param claims claims that pass to a new holder
 * @param entries what goes into the journal, in this order, not yet placed
 * @param prunesUpTo up to where the journal is pruned: entries up to this position are readable no more, and of their postings only
 *     each key's last one stays, as its opening; what their command ids answer stays too. 0 where nothing is
 */
public record ChangeSet(
        List<Replacement<LevelRow>> levels,
        List<Replacement<Reservation>> reservations,
        List<Replacement<Document>> documents,
        Map<StockKey, Long> guardedLevels,
        Map<DocumentId, Long> guardedDocuments,
        List<Replacement<ClaimRow>> claims,
        List<Entry> entries,
        long prunesUpTo) {
    /**
     * Copies every part.
     *
     * @param levels new levels
     * @param reservations new reservations
     * @param documents new documents
     * @param guardedLevels levels that must still have these versions
     * @param guardedDocuments documents that must still have these versions
     * @param claims claims that pass to a new holder
     * @param entries what goes into the journal, in this order, not yet placed
     * @param prunesUpTo up to where the journal is pruned
     */
    public ChangeSet {
        levels = List.copyOf(levels);
        reservations = List.copyOf(reservations);
        documents = List.copyOf(documents);
        guardedLevels = sorted(guardedLevels);
        guardedDocuments = sorted(guardedDocuments);
        claims = List.copyOf(claims);
        entries = List.copyOf(entries);
    }

    private static <K extends Comparable<K>> Map<K, Long> sorted(Map<K, Long> guards) {
        return guards.size() < 2 ? Map.copyOf(guards) : Collections.unmodifiableSortedMap(new TreeMap<>(guards));
    }

    /**
     * A change set that prunes nothing.
     *
     * @param levels new levels
     * @param reservations new reservations
     * @param documents new documents
     * @param guardedLevels levels that must still have these versions
     * @param guardedDocuments documents that must still have these versions
     * @param claims claims that pass to a new holder
     * @param entries what goes into the journal, in this order, not yet placed
     */
    public ChangeSet(
            List<Replacement<LevelRow>> levels,
            List<Replacement<Reservation>> reservations,
            List<Replacement<Document>> documents,
            Map<StockKey, Long> guardedLevels,
            Map<DocumentId, Long> guardedDocuments,
            List<Replacement<ClaimRow>> claims,
            List<Entry> entries) {
        this(levels, reservations, documents, guardedLevels, guardedDocuments, claims, entries, 0);
    }

    /**
     * {@return a change set that writes one document and nothing else}
     *
     * @param document the document, with the version that it replaces
     */
    public static ChangeSet of(Replacement<Document> document) {
        return new ChangeSet(List.of(), List.of(), List.of(document), Map.of(), Map.of(), List.of(), List.of());
    }

    /**
     * {@return a change set that writes entries and nothing else}
     *
     * @param entries the entries
     */
    public static ChangeSet of(List<Entry> entries) {
        return new ChangeSet(List.of(), List.of(), List.of(), Map.of(), Map.of(), List.of(), entries);
    }

    /**
     * {@return several change sets as one, their rows in the order of their keys, their entries one after the other's}
     *
     * @param parts change sets that write no row in common, and prune nothing
     */
    public static ChangeSet joining(List<ChangeSet> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Map<StockKey, Long> levels = new TreeMap<>();
        Map<DocumentId, Long> documents = new TreeMap<>();
        parts.forEach(part -> levels.putAll(part.guardedLevels));
        parts.forEach(part -> documents.putAll(part.guardedDocuments));
        return new ChangeSet(
                all(parts, ChangeSet::levels, Comparator.comparing(LevelRow::key)),
                all(parts, ChangeSet::reservations, Comparator.comparing(Reservation::id)),
                all(parts, ChangeSet::documents, Comparator.comparing(Document::id)),
                levels,
                documents,
                all(parts, ChangeSet::claims, Comparator.comparing(ClaimRow::id)),
                parts.stream().flatMap(part -> part.entries.stream()).toList());
    }

    private static <R> List<Replacement<R>> all(
            List<ChangeSet> parts, Function<ChangeSet, List<Replacement<R>>> rows, Comparator<R> order) {
        return parts.stream()
                .flatMap(part -> rows.apply(part).stream())
                .sorted(Comparator.comparing(Replacement::row, order))
                .toList();
    }

    /**
     * {@return the same change set with other entries}
     *
     * @param newEntries what goes into the journal, in this order, not yet placed
     */
    public ChangeSet entering(List<Entry> newEntries) {
        return new ChangeSet(
                levels, reservations, documents, guardedLevels, guardedDocuments, claims, newEntries, prunesUpTo);
    }

    /**
     * {@return the same change set, pruning the journal as well}
     *
     * @param position up to where
     */
    public ChangeSet pruning(long position) {
        return new ChangeSet(
                levels, reservations, documents, guardedLevels, guardedDocuments, claims, entries, position);
    }

    /** {@return a request for all that it names: what a stale commit answers with} */
    public LoadRequest rows() {
        return LoadRequest.builder()
                .commands(acceptedCommands())
                .levels(Stream.concat(
                                levels.stream().map(change -> change.row().key()), guardedLevels.keySet().stream())
                        .toList())
                .reservations(reservationIds())
                .documents(Stream.concat(
                                documents.stream().map(change -> change.row().id()), guardedDocuments.keySet().stream())
                        .toList())
                .claims(claims.stream().map(change -> change.row().id()).toList())
                .build();
    }

    /** {@return how many rows of the journal it writes, entries and postings: most other rows come with these} */
    public int journalRows() {
        return entries.stream().mapToInt(entry -> 1 + entry.postings().size()).sum();
    }

    /** {@return the ids of the commands that it accepts} */
    public Set<CommandId> acceptedCommands() {
        return entries.stream().filter(Entry::isAccepted).map(Entry::commandId).collect(Collectors.toSet());
    }

    private List<ReservationId> reservationIds() {
        return reservations.stream().map(change -> change.row().id()).toList();
    }
}
