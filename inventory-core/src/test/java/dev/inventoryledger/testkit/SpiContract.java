package dev.inventoryledger.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Balance;
import dev.inventoryledger.CommandId;
import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.EntryDigest;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.Item;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Origin;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Posting;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.ClaimRow;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.CommitResult.Committed;
import dev.inventoryledger.spi.CommitResult.Stale;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.DocumentQuery;
import dev.inventoryledger.spi.EntryQuery;
import dev.inventoryledger.spi.LevelQuery;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.Terms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What every store promises, without a ledger in front of it. */
interface SpiContract extends OpensShops {
    StockKey TEA_A = StockKey.of("TEA", "A");
    StockKey TEA_B = StockKey.of("TEA", "B");
    DocumentId TEA = new DocumentId(DocumentKind.ITEM, "TEA");
    ClaimId CART = new ClaimId(ClaimId.Kind.OWNER_HOLD, "cart");

    @Test
    default void whatIsCommittedIsLoaded() {
        StockStore store = raw();
        Entry entry = receipt("c1", TEA_A, 1, 5);
        Committed committed = committed(store.commit(change(0, row(TEA_A, 1, 5), entry)));
        Snapshot snapshot = store.load(LoadRequest.builder()
                .levels(List.of(TEA_A, TEA_B))
                .commands(List.of(new CommandId("c1"), new CommandId("c2")))
                .build());
        assertThat(snapshot.levels()).containsExactly(row(TEA_A, 1, 5));
        assertThat(snapshot.remembered()).containsOnlyKeys(new CommandId("c1"));
        assertThat(snapshot.remembered().get(new CommandId("c1")))
                .isEqualTo(entry.at(committed.positions().get(0)));
    }

    @Test
    default void anyConditionThatFailsLeavesNothingBehind() {
        StockStore store = raw();
        committed(store.commit(change(0, row(TEA_A, 1, 5), receipt("c1", TEA_A, 1, 5))));
        committed(store.commit(document(0, 1)));
        committed(store.commit(claim(0, "R1")));
        committed(store.commit(reservation(0, 1)));
        List<ChangeSet> doomed = List.of(
                reservation(0, 1),
                reservation(2, 3),
                change(0, row(TEA_A, 1, 9), receipt("x", TEA_A, 1, 9)),
                change(2, row(TEA_A, 3, 9), receipt("x", TEA_A, 3, 9)),
                change(1, row(TEA_B, 2, 9), receipt("x", TEA_B, 2, 9)),
                change(1, row(TEA_A, 2, 9), receipt("c1", TEA_A, 2, 9)),
                document(0, 1),
                document(2, 3),
                guarded(Map.of(TEA_A, 2L), Map.of()),
                guarded(Map.of(TEA_B, 1L), Map.of()),
                guarded(Map.of(), Map.of(TEA, 0L)),
                guarded(Map.of(), Map.of(TEA, 2L)),
                claim(0, "R2"),
                claim(2, "R3"));
        for (ChangeSet changes : doomed) {
            CommitResult result = store.commit(changes);
            assertThat(result).as("%s", changes).isInstanceOf(Stale.class);
            assertThat(((Stale) result).current().request()).isEqualTo(changes.rows());
        }
        assertThat(store.levels(new LevelQuery.All(Optional.empty(), 10))).containsExactly(row(TEA_A, 1, 5));
        assertThat(store.documents(new DocumentQuery(DocumentKind.ITEM, Optional.empty(), 10)))
                .hasSize(1);
        assertThat(store.entries(new EntryQuery.After(0, 10))).hasSize(1);
        assertThat(holder(store)).isEqualTo("R1");
    }

    @Test
    default void oneStaleRowUndoesAllOthers() {
        StockStore store = raw();
        committed(store.commit(change(0, row(TEA_A, 1, 5), receipt("c1", TEA_A, 1, 5))));
        ChangeSet both = new ChangeSet(
                List.of(new Replacement<>(0, row(TEA_B, 1, 7)), new Replacement<>(0, row(TEA_A, 1, 7))),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(new Replacement<>(0, new ClaimRow(CART, 1, "R"))),
                List.of(receipt("c2", TEA_B, 1, 7)));
        Stale stale = (Stale) store.commit(both);
        assertThat(stale.current().levels()).containsExactly(row(TEA_A, 1, 5));
        assertThat(store.levels(new LevelQuery.All(Optional.empty(), 10))).hasSize(1);
        assertThat(store.load(LoadRequest.builder().claims(List.of(CART)).build())
                        .claims())
                .isEmpty();
    }

    @Test
    default void ofSeveralChangeSetsEachIsAppliedWholeOrNotAtAll() {
        StockStore store = raw();
        StockKey cup = StockKey.of("CUP", "A");
        committed(store.commit(change(0, row(TEA_A, 1, 5), receipt("c1", TEA_A, 1, 5))));
        committed(store.commit(change(0, row(cup, 1, 5), receipt("c2", cup, 1, 5))));
        List<ChangeSet> parts = List.of(
                change(1, row(TEA_A, 2, 7), receipt("c3", TEA_A, 2, 7)),
                change(2, row(cup, 3, 7), receipt("c4", cup, 3, 7)),
                reservation(0, 1).entering(List.of(entry("c5", List.of(), List.of()))));
        List<CommitResult> results = store.commitEach(parts);
        assertThat(results).hasSize(3);
        assertThat(results.get(1)).isInstanceOf(Stale.class);
        boolean isTold = results.get(0) instanceof Committed;
        Snapshot after = store.load(LoadRequest.builder()
                .levels(List.of(TEA_A, cup))
                .reservations(List.of(new ReservationId("R")))
                .commands(List.of(new CommandId("c3"), new CommandId("c4"), new CommandId("c5")))
                .build());
        assertThat(after.levels())
                .containsExactlyInAnyOrder(isTold ? row(TEA_A, 2, 7) : row(TEA_A, 1, 5), row(cup, 1, 5));
        assertThat(after.reservations()).hasSize(results.get(2) instanceof Committed ? 1 : 0);
        for (int i = 0; i < parts.size(); i++) {
            CommandId command = new CommandId("c" + (i + 3));
            assertThat(after.remembered().containsKey(command)).isEqualTo(results.get(i) instanceof Committed);
            if (results.get(i) instanceof Committed done) {
                assertThat(after.remembered().get(command))
                        .isEqualTo(parts.get(i)
                                .entries()
                                .get(0)
                                .at(done.positions().get(0)));
            }
        }
        List<CommitResult> again = store.commitEach(List.of(
                change(isTold ? 2 : 1, row(TEA_A, isTold ? 3 : 2, 8), receipt("c6", TEA_A, 9, 8)),
                change(1, row(cup, 2, 8), receipt("c7", cup, 2, 8))));
        assertThat(committed(again.get(0)).positions().get(0)).isPositive();
        assertThat(committed(again.get(1)).positions().get(0)).isPositive();
    }

    @Test
    default void whatIsPreparedIsAppliedWhenItIsAsked() {
        StockStore store = raw();
        committed(store.commit(change(0, row(TEA_A, 1, 5), receipt("c1", TEA_A, 1, 5))));
        ChangeSet changes = change(1, row(TEA_A, 2, 7), receipt("c2", TEA_A, 2, 7));
        Supplier<List<CommitResult>> first = store.prepare(List.of(changes));
        Supplier<List<CommitResult>> same = store.prepare(List.of(changes));
        // On what the first one is to leave, as the next batch is.
        Supplier<List<CommitResult>> next =
                store.prepare(List.of(change(2, row(TEA_A, 3, 9), receipt("c3", TEA_A, 3, 9))));
        assertThat(store.levels(new LevelQuery.All(Optional.empty(), 10))).containsExactly(row(TEA_A, 1, 5));
        assertThat(store.entries(new EntryQuery.After(0, 10))).hasSize(1);
        assertThat(first.get()).singleElement().isInstanceOf(Committed.class);
        assertThat(first.get()).singleElement().isInstanceOf(Stale.class);
        assertThat(same.get()).singleElement().isInstanceOf(Stale.class);
        assertThat(next.get()).singleElement().isInstanceOf(Committed.class);
        assertThat(store.levels(new LevelQuery.All(Optional.empty(), 10))).containsExactly(row(TEA_A, 3, 9));
    }

    @Test
    default void guardsThatHoldLetACommitPass() {
        StockStore store = raw();
        committed(store.commit(change(0, row(TEA_A, 1, 5), receipt("c1", TEA_A, 1, 5))));
        committed(store.commit(document(0, 1)));
        committed(store.commit(guarded(Map.of(TEA_A, 1L, TEA_B, 0L), Map.of(TEA, 1L))));
    }

    @Test
    default void claimsPassFromHolderToHolder() {
        StockStore store = raw();
        committed(store.commit(claim(0, "R1")));
        committed(store.commit(claim(1, "R2")));
        assertThat(holder(store)).isEqualTo("R2");
    }

    @Test
    default void positionsRiseAndEntriesArePaged() {
        StockStore store = raw();
        assertThat(store.entries(new EntryQuery.Newest())).isEmpty();
        List<Long> positions = new ArrayList<>();
        for (int i = 1; i <= 5; i++) {
            positions.addAll(committed(store.commit(change(i - 1, row(TEA_A, i, i), receipt("c" + i, TEA_A, i, i))))
                    .positions());
        }
        assertThat(positions).isSorted().doesNotHaveDuplicates().allMatch(position -> position > 0);
        assertThat(store.entries(new EntryQuery.After(0, 2)))
                .extracting(Entry::position)
                .isEqualTo(positions.subList(0, 2));
        assertThat(store.entries(new EntryQuery.After(positions.get(1), 10)))
                .extracting(Entry::position)
                .isEqualTo(positions.subList(2, 5));
        assertThat(store.entries(new EntryQuery.Newest()))
                .extracting(Entry::position)
                .containsExactly(positions.get(4));
    }

    @Test
    default void aRejectionIsNoAnswerAndBlocksNoId() {
        StockStore store = raw();
        Fact no = new Fact.CommandRejected(RejectionReason.UNKNOWN_ITEM, "no");
        committed(store.commit(ChangeSet.of(List.of(entry("c1", List.of(), List.of(no))))));
        assertThat(store.load(LoadRequest.builder()
                                .commands(List.of(new CommandId("c1")))
                                .build())
                        .remembered())
                .isEmpty();
        committed(store.commit(change(0, row(TEA_A, 1, 5), receipt("c1", TEA_A, 1, 5))));
    }

    @Test
    default void levelsArePagedByKeyAndListedWhenLow() {
        StockStore store = raw();
        List<StockKey> keys = List.of(TEA_A, TEA_B, StockKey.of("CUP", "A"));
        for (StockKey key : keys) {
            committed(store.commit(change(0, row(key, 1, 5), receipt("c" + key, key, 1, 5))));
        }
        List<StockKey> paged = new ArrayList<>();
        Optional<StockKey> after = Optional.empty();
        List<LevelRow> page = store.levels(new LevelQuery.All(after, 1));
        while (!page.isEmpty()) {
            paged.add(page.get(0).key());
            page = store.levels(new LevelQuery.All(Optional.of(page.get(0).key()), 1));
        }
        assertThat(paged).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(store.levels(new LevelQuery.Low(Optional.empty(), 10))).isEmpty();
        LevelRow low = new LevelRow(
                TEA_A, 1, new Balance(5, 0, 0), StockStatus.LOW, KitClock.START, Optional.empty(), Terms.PLAIN);
        committed(store.commit(change(1, low, entry("mark", List.of(), List.of()))));
        assertThat(store.levels(new LevelQuery.Low(Optional.empty(), 10))).containsExactly(low);
    }

    private static Committed committed(CommitResult result) {
        assertThat(result).isInstanceOf(Committed.class);
        return (Committed) result;
    }

    private static String holder(StockStore store) {
        Snapshot snapshot =
                store.load(LoadRequest.builder().claims(List.of(CART)).build());
        return snapshot.claims()
                .getOrDefault(CART, new ClaimRow(CART, 0, "nobody"))
                .holder();
    }

    private static ChangeSet change(long replaces, LevelRow row, Entry entry) {
        return new ChangeSet(
                List.of(new Replacement<>(replaces, row)),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(entry));
    }

    private static ChangeSet document(long replaces, long version) {
        Document tea = new Document(TEA, version, "", Optional.empty(), Item.of("TEA", "Tea"));
        return new ChangeSet(
                List.of(),
                List.of(),
                List.of(new Replacement<>(replaces, tea)),
                Map.of(),
                Map.of(),
                List.of(),
                List.of());
    }

    private static ChangeSet reservation(long replaces, long version) {
        Reservation row = new Reservation(
                new ReservationId("R"),
                version,
                Phase.HELD,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                KitClock.START,
                KitClock.START,
                KitClock.START);
        return new ChangeSet(
                List.of(),
                List.of(new Replacement<>(replaces, row)),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(),
                List.of());
    }

    private static ChangeSet guarded(Map<StockKey, Long> levels, Map<DocumentId, Long> documents) {
        return new ChangeSet(List.of(), List.of(), List.of(), levels, documents, List.of(), List.of());
    }

    private static ChangeSet claim(long replaces, String holder) {
        return new ChangeSet(
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Map.of(),
                List.of(new Replacement<>(replaces, new ClaimRow(CART, replaces + 1, holder))),
                List.of());
    }

    private static LevelRow row(StockKey key, long version, long onHand) {
        return new LevelRow(
                key,
                version,
                new Balance(onHand, 0, 0),
                StockStatus.IN_STOCK,
                KitClock.START,
                Optional.empty(),
                Terms.OF_ITEM);
    }

    private static Entry receipt(String commandId, StockKey key, long version, long onHand) {
        Balance after = new Balance(onHand, 0, 0);
        Posting posting =
                new Posting(key, version, MovementType.RECEIPT, Optional.empty(), Balance.ZERO, after, KitClock.START);
        return entry(commandId, List.of(posting), List.of());
    }

    private static Entry entry(String commandId, List<Posting> postings, List<Fact> facts) {
        return new Entry(
                Entry.UNPLACED,
                CommandType.RECEIVE,
                Origin.of(commandId),
                new Fingerprint(1, 2),
                KitClock.START,
                postings,
                facts,
                Optional.of(new EntryDigest(-3, 4)));
    }
}
