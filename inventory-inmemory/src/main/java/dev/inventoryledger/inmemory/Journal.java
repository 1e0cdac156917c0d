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
import dev.inventoryledger.spi.JournalExtent.Keeping;
import dev.inventoryledger.spi.PastLevel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Entries in the order of their positions, their postings by SKU and by key, and the answer to every command id. Used under the store's lock. */
final class Journal {
    private final int maxEntries;
    private final Log<Entry> entries = new Log<>();
    private final Map<CommandId, Entry> answers = new HashMap<>();
    private final Map<Sku, Log<Movement>> bySku = new HashMap<>();
    private final Map<StockKey, Log<Movement>> byKey = new HashMap<>();
    private long lastPosition;
    private long prunedUpTo;

    Journal(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    long append(Entry unplaced) {
        Entry entry = unplaced.at(++lastPosition);
        entries.add(entry);
        if (entry.isAccepted()) {
            answers.put(entry.commandId(), entry);
        }
        for (int i = 0; i < entry.postings().size(); i++) {
            Movement movement = Movement.of(entry, i);
            StockKey key = movement.posting().key();
            bySku.computeIfAbsent(key.sku(), unseen -> new Log<>()).add(movement);
            byKey.computeIfAbsent(key, unseen -> new Log<>()).add(movement);
        }
        if (entries.size() > maxEntries) {
            prune(prunedUpTo + 1);
        }
        return entry.position();
    }

    JournalExtent extent() {
        Keeping keeping = maxEntries == Integer.MAX_VALUE ? Keeping.UNTIL_PRUNED : Keeping.NEWEST;
        return new JournalExtent(prunedUpTo, lastPosition, lastPosition, keeping);
    }

    /** Of what goes, each key's last posting stays as its opening, and the answer to each command id without its postings. */
    void prune(long position) {
        if (position <= prunedUpTo) {
            return;
        }
        prunedUpTo = Math.min(position, lastPosition);
        for (Entry entry : entries.all()) {
            if (entry.position() > position) {
                break;
            }
            forget(entry);
        }
        entries.forgetUntil(entry -> entry.position() > position);
    }

    private void forget(Entry oldest) {
        answers.computeIfPresent(
                oldest.commandId(),
                (id, answer) -> answer.position() == oldest.position() ? answer.posting(List.of()) : answer);
        for (int i = 0; i < oldest.postings().size(); i++) {
            Movement gone = Movement.of(oldest, i);
            StockKey key = gone.posting().key();
            ofSku(key.sku()).forgetUntil(later -> later.point().compareTo(gone.point()) > 0);
            ofKey(key).forgetUntil(stays -> stays.point().compareTo(gone.point()) >= 0);
        }
    }

    private Log<Movement> ofSku(Sku sku) {
        return bySku.getOrDefault(sku, new Log<>());
    }

    private Log<Movement> ofKey(StockKey key) {
        return byKey.getOrDefault(key, new Log<>());
    }

    Optional<Movement> opening(StockKey key) {
        return ofKey(key).all().stream().findFirst().filter(first -> first.position() <= prunedUpTo);
    }

    boolean hasAccepted(CommandId id) {
        return answers.containsKey(id);
    }

    Map<CommandId, Entry> remembered(Collection<CommandId> ids) {
        return Answers.toSome(ids, id -> Optional.ofNullable(answers.get(id)));
    }

    List<Entry> all() {
        return List.copyOf(entries.all());
    }

    List<Entry> entries(EntryQuery query) {
        if (query instanceof EntryQuery.After after) {
            return entries.since(entry -> entry.position() > after.position()).stream()
                    .limit(after.limit())
                    .toList();
        }
        List<Entry> all = entries.all();
        if (query instanceof EntryQuery.FirstSince since) {
            return all.stream()
                    .filter(entry -> !entry.recordedAt().isBefore(since.instant()))
                    .limit(1)
                    .toList();
        }
        return all.isEmpty() ? List.of() : List.of(all.get(all.size() - 1));
    }

    List<Movement> movements(MovementQuery query) {
        Stream<Movement> candidates =
                query.sku().isPresent() ? behind(query.after(), query.sku().get()) : behind(query.after());
        return candidates.filter(query::matches).limit(query.limit()).toList();
    }

    private Stream<Movement> behind(MovementPoint after, Sku sku) {
        return ofSku(sku).since(movement -> movement.point().compareTo(after) > 0).stream();
    }

    private Stream<Movement> behind(MovementPoint after) {
        return entries.since(entry -> entry.position() >= after.position()).stream()
                .flatMap(entry -> Stream.iterate(0, ordinal -> ordinal + 1)
                        .limit(entry.postings().size())
                        .map(ordinal -> Movement.of(entry, ordinal)));
    }

    PastLevel.Answer past(PastLevel question) {
        List<Movement> chain = ofKey(question.key()).all();
        Deque<Movement> later = new ArrayDeque<>();
        List<Movement> recent = new ArrayList<>();
        for (int place = chain.size() - 1; place >= 0; place--) {
            Movement movement = chain.get(place);
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
        Optional<Posting> first = chain.stream().findFirst().map(Movement::posting);
        return new PastLevel.Answer(first, recent, List.copyOf(later));
    }
}
