package dev.inventoryledger.inmemory;

import dev.inventoryledger.Entry;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.Codec;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.Replacement;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.testkit.StoreTestKit;
import dev.inventoryledger.testkit.WrappedStore;
import java.util.function.UnaryOperator;

/** The kit over a store that keeps facts and documents as bytes: nothing is lost in the codec. */
class EncodedStoreTest extends StoreTestKit {
    @Override
    protected StockStore newStore() {
        return new WrappedStore(new InMemoryStockStore(), UnaryOperator.identity(), EncodedStoreTest::commit);
    }

    private static CommitResult commit(StockStore store, ChangeSet changes) {
        ChangeSet recoded = new ChangeSet(
                changes.levels(),
                changes.reservations(),
                changes.documents().stream().map(EncodedStoreTest::recoded).toList(),
                changes.guardedLevels(),
                changes.guardedDocuments(),
                changes.claims(),
                changes.entries().stream().map(EncodedStoreTest::recoded).toList());
        return store.commit(recoded.pruning(changes.prunesUpTo()));
    }

    private static Replacement<Document> recoded(Replacement<Document> change) {
        Document row = change.row();
        Record body = Codec.decode(row.id().kind().bodyType(), Codec.encode(row.body()));
        return new Replacement<>(
                change.replaces(), new Document(row.id(), row.version(), row.group(), row.dueAt(), body));
    }

    private static Entry recoded(Entry entry) {
        return new Entry(
                entry.position(),
                entry.type(),
                entry.origin(),
                entry.content(),
                entry.recordedAt(),
                entry.postings(),
                Codec.decodeFacts(Codec.encodeFacts(entry.facts())),
                entry.digest());
    }
}
