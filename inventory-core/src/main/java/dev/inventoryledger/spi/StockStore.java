package dev.inventoryledger.spi;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationQuery;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where a ledger keeps its rows: levels, reservations, documents, claims and the journal, all of one tenant.
 *
 * <p>Implementations are safe for use by many threads. Any method may throw
 * {@link dev.inventoryledger.StockStoreException} when the engine beneath fails. The store test kit, published with
 * the core's tests, is the executable form of this contract.
 */
public interface StockStore {
    /**
     * Reads rows for a decision, all of them as of one moment between call and return: what is due on a key fits its
     * level, and a command id that is not remembered has changed none of the rows.
     *
     * @param request which rows
     * @return those that exist, and the request that they answer
     */
    Snapshot load(LoadRequest request);

    /**
     * Applies a change set whole or not at all, and durably if the store is durable.
     *
     * <p>It is stale, and nothing is applied, if a replaced or guarded row (a claim is one too) does not have the stated version (0: does
     * not exist), or an accepted entry's command id has an
     * accepted entry already. Otherwise every row, claim and entry is written; the entries get rising positions from 1 on, so
     * that no entry ever appears behind one that a reader could see, and the positions of a stock key's postings rise
     * with their versions.
     *
     * @param changes what to write, and on what condition
     * @return the positions of the entries, or the current rows
     */
    CommitResult commit(ChangeSet changes);

    /**
     * Applies change sets that have nothing to do with each other, as {@link #commit} does. Each is applied whole or not at all; so one
     * that is stale need not keep the others back. A store that cannot tell them apart, as none has to, applies all of them or none.
     *
     * @param parts what to write, and on what condition; one or more, without a row in common that any of them writes
     * @return what became of each, in their order; entries of one are placed in their order, those of several in any. If some were applied
     *     and what the others found cannot be read, these name no rows
     */
    default List<CommitResult> commitEach(List<ChangeSet> parts) {
        CommitResult whole = commit(ChangeSet.joining(parts));
        return whole instanceof CommitResult.Committed done
                ? done.split(parts)
                : Collections.nCopies(parts.size(), whole);
    }

    /**
     * Gets ready to {@linkplain #commitEach apply} change sets, as far as that does not depend on what is stored by then: the next ones are
     * prepared while others are being applied. Nothing is changed, nor is any row held, until they are applied.
     *
     * @param parts as for {@link #commitEach}
     * @return applies them, as {@link #commitEach} does, each time it is asked, on one thread at a time
     */
    default Supplier<List<CommitResult>> prepare(List<ChangeSet> parts) {
        return () -> commitEach(parts);
    }

    /**
     * {@return levels; pages are ordered by stock key in an order of the store's own that does not change}
     *
     * @param query which
     */
    List<LevelRow> levels(LevelQuery query);

    /**
     * {@return reservations as they are recorded, due holds included}
     *
     * @param query which, and in what order
     */
    List<Reservation> reservations(ReservationQuery query);

    /**
     * {@return entries in journal order, those that were pruned left out}
     *
     * @param query which
     */
    List<Entry> entries(EntryQuery query);

    /**
     * {@return movements in journal order, those of pruned entries left out}
     *
     * @param query which
     */
    List<Movement> movements(MovementQuery query);

    /**
     * {@return documents, each page ordered by id in an order of the store's own that does not change}
     *
     * @param query which
     */
    List<Document> documents(DocumentQuery query);

    /** {@return how far the journal reaches, and from where on} */
    JournalExtent extent();
}
