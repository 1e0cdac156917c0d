package dev.inventoryledger.internal.execute;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationQuery;
import dev.inventoryledger.RetryableStoreException;
import dev.inventoryledger.UnknownFateException;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentQuery;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.JournalExtent;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A store that does not give up at once: what failed in a way that may pass is tried again for a while, and where a
 * commit's fate is unknown it is found out by the command ids. Everything here may be tried again: a commit checks the
 * versions of its rows and the uniqueness of its command ids, so that a second one cannot take effect twice.
 *
 * @param store the store behind it
 * @param patience how long it goes on trying
 */
public record PatientStore(StockStore store, Duration patience) implements StockStore {
    @Override
    public Snapshot load(LoadRequest request) {
        return patiently(() -> store.load(request));
    }

    @Override
    public CommitResult commit(ChangeSet changes) {
        return commitEach(List.of(changes)).get(0);
    }

    @Override
    public List<CommitResult> commitEach(List<ChangeSet> parts) {
        return prepare(parts).get();
    }

    @Override
    public Supplier<List<CommitResult>> prepare(List<ChangeSet> parts) {
        Supplier<List<CommitResult>> commit = patiently(() -> store.prepare(parts));
        return () -> settled(parts, commit);
    }

    /** Once a fate is unknown, it is found out before anything is tried again. */
    private List<CommitResult> settled(List<ChangeSet> parts, Supplier<List<CommitResult>> commit) {
        AtomicReference<@Nullable UnknownFateException> unknown = new AtomicReference<>();
        return patiently(() -> {
            UnknownFateException before = unknown.get();
            try {
                return before == null ? commit.get() : commitUnlessFound(parts);
            } catch (UnknownFateException failed) {
                unknown.set(failed);
                throw failed;
            } catch (RuntimeException failed) {
                if (before == null) {
                    throw failed;
                }
                // Once a fate was unknown it stays so until the store says what became of it.
                before.addSuppressed(failed);
                throw before;
            }
        });
    }

    private List<CommitResult> commitUnlessFound(List<ChangeSet> parts) {
        Map<CommandId, Entry> remembered = store.load(LoadRequest.builder()
                        .commands(parts.stream()
                                .flatMap(part -> part.acceptedCommands().stream())
                                .toList())
                        .build())
                .remembered();
        List<CommitResult> results = new ArrayList<>(parts.size());
        for (ChangeSet part : parts) {
            // By itself it waits for an earlier try that may still be on its way.
            results.add(
                    isFound(part, remembered)
                            ? new CommitResult.Committed(positions(part, remembered))
                            : store.commit(part));
        }
        return results;
    }

    /** Whether an earlier try of the same commit took effect, by what it has left. A rejection leaves nothing to find it by. */
    private static boolean isFound(ChangeSet changes, Map<CommandId, Entry> remembered) {
        boolean ours = !changes.acceptedCommands().isEmpty();
        for (Entry entry : changes.entries()) {
            Entry found = remembered.get(entry.commandId());
            ours &= !entry.isAccepted()
                    || (found != null && entry.at(found.position()).equals(found));
        }
        return ours;
    }

    private static List<Long> positions(ChangeSet changes, Map<CommandId, Entry> remembered) {
        return changes.entries().stream()
                .map(entry -> remembered.getOrDefault(entry.commandId(), entry).position())
                .toList();
    }

    @Override
    public List<LevelRow> levels(LevelQuery query) {
        return patiently(() -> store.levels(query));
    }

    @Override
    public List<Reservation> reservations(ReservationQuery query) {
        return patiently(() -> store.reservations(query));
    }

    @Override
    public List<Entry> entries(EntryQuery query) {
        return patiently(() -> store.entries(query));
    }

    @Override
    public List<Movement> movements(MovementQuery query) {
        return patiently(() -> store.movements(query));
    }

    @Override
    public List<Document> documents(DocumentQuery query) {
        return patiently(() -> store.documents(query));
    }

    @Override
    public JournalExtent extent() {
        return patiently(store::extent);
    }

    /** An interrupt is kept from the store, which might give up or even close for it, and is set again afterwards. */
    private <T> T patiently(Supplier<T> call) {
        Patience left = new Patience(patience);
        boolean wasInterrupted = false;
        try {
            while (true) {
                wasInterrupted |= Thread.interrupted();
                try {
                    return call.get();
                } catch (RetryableStoreException | UnknownFateException failed) {
                    left.orThrow(failed);
                }
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
