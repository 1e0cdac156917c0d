package dev.inventoryledger.inmemory;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementPoint;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Posting;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.PastLevel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Entries by position, their postings by SKU and by key, and the answer to every command id. Used under the store's lock. */
final class Journal {
    private final int maxEntries;
    private final NavigableMap<Long, Entry> entries = new TreeMap<>();
    private final Map<CommandId, Entry> answers = new HashMap<>();
    private final Map<Sku, NavigableMap<MovementPoint, Movement>> bySku = new HashMap<>();
    private final Map<StockKey, NavigableMap<Long, Movement>> byKey = new HashMap<>();
    private long lastPosition;
    private long prunedUpTo;

    Journal(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    long append(Entry unplaced) {
        Entry entry = unplaced.at(++lastPosition);
        entries.put(entry.position(), entry);
        if (entry.isAccepted()) {
            answers.put(entry.commandId(), entry);
        }
        for (int i = 0; i < entry.postings().size(); i++) {
            Movement movement = Movement.of(entry, i);
            StockKey key = movement.posting().key();
            bySku.computeIfAbsent(key.sku(), unseen -> new TreeMap<>()).put(movement.point(), movement);
            byKey.computeIfAbsent(key, unseen -> new TreeMap<>())
                    .put(movement.posting().version(), movement);
        }
        if (entries.size() > maxEntries) {
            prune(entries.firstKey());
        }
        return entry.position();
    }

    JournalExtent extent() {
        return new JournalExtent(prunedUpTo, lastPosition, lastPosition);
    }

    /** Of what goes, each key's last posting stays as its opening, and the answer to each command id without its postings. */
    void prune(long position) {
        if (position <= prunedUpTo) {
            return;
        }
        prunedUpTo = position;
        NavigableMap<Long, Entry> old = entries.headMap(position, true);
        old.values().forEach(this::forget);
        old.clear();
    }

    private void forget(Entry oldest) {
        answers.computeIfPresent(
                oldest.commandId(),
                (id, answer) -> answer.position() == oldest.position() ? answer.posting(List.of()) : answer);
        for (int i = 0; i < oldest.postings().size(); i++) {
            Movement movement = Movement.of(oldest, i);
            StockKey key = movement.posting().key();
            bySku.getOrDefault(key.sku(), new TreeMap<>()).remove(movement.point());
            byKey.getOrDefault(key, new TreeMap<>())
                    .headMap(movement.posting().version())
                    .clear();
        }
    }

    Optional<Movement> opening(StockKey key) {
        return Optional.ofNullable(byKey.get(key))
                .map(chain -> chain.firstEntry().getValue())
                .filter(first -> first.position() <= prunedUpTo);
    }

    boolean hasAccepted(CommandId id) {
        return answers.containsKey(id);
    }

    Map<CommandId, Entry> remembered(Collection<CommandId> ids) {
        return Answers.toSome(ids, id -> Optional.ofNullable(answers.get(id)));
    }

    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    List<Entry> entries(EntryQuery query) {
        if (query instanceof EntryQuery.After after) {
            return entries.tailMap(after.position(), false).values().stream()
                    .limit(after.limit())
                    .toList();
        }
        if (query instanceof EntryQuery.FirstSince since) {
            return entries.values().stream()
                    .filter(entry -> !entry.recordedAt().isBefore(since.instant()))
                    .limit(1)
                    .toList();
        }
        return entries.isEmpty() ? List.of() : List.of(entries.lastEntry().getValue());
    }

    List<Movement> movements(MovementQuery query) {
        Stream<Movement> candidates =
                query.sku().isPresent() ? ofSku(query.sku().get(), query.after()) : behind(query.after());
        return candidates.filter(query::matches).limit(query.limit()).toList();
    }

    private Stream<Movement> ofSku(Sku sku, MovementPoint after) {
        return bySku.getOrDefault(sku, Collections.emptyNavigableMap()).tailMap(after, false).values().stream();
    }

    private Stream<Movement> behind(MovementPoint after) {
        return entries.tailMap(after.position(), true).values().stream()
                .flatMap(entry -> Stream.iterate(0, ordinal -> ordinal + 1)
                        .limit(entry.postings().size())
                        .map(ordinal -> Movement.of(entry, ordinal)));
    }

    PastLevel.Answer past(PastLevel question) {
        NavigableMap<Long, Movement> chain = byKey.getOrDefault(question.key(), Collections.emptyNavigableMap());
        Deque<Movement> later = new ArrayDeque<>();
        List<Movement> recent = new ArrayList<>();
        for (Movement movement : chain.descendingMap().values()) {
            boolean isLater = movement.recordedAt().isAfter(question.instant());
            if (!isLater && recent.size() == question.recent()) {
                break;
            }
            if (!isLater) {
                recent.add(movement);
            } else if (!movement.posting().effectiveAt().isAfter(question.instant())) {
                later.addFirst(movement);
            }
        }
        Optional<Posting> first = chain.isEmpty()
                ? Optional.empty()
                : Optional.of(chain.firstEntry().getValue().posting());
        return new PastLevel.Answer(first, recent, List.copyOf(later));
    }
}
