package dev.inventoryledger.internal.read;

import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.DocumentQuery;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.StockStore;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * What stands in documents.
 *
 * @param store where they are kept
 */
public record Documents(StockStore store) {
    /** {@return the one of that name} */
    public <B> Optional<B> find(DocumentKind kind, String name, Class<B> type) {
        return all(kind, List.of(name), type).stream().findFirst();
    }

    /** {@return those of these names that there are} */
    public <B> List<B> all(DocumentKind kind, Collection<String> names, Class<B> type) {
        List<DocumentId> ids =
                names.stream().map(name -> new DocumentId(kind, name)).toList();
        return ids.isEmpty()
                ? List.of()
                : bodies(
                        store.load(LoadRequest.builder().documents(ids).build()).documents(), type);
    }

    /** {@return a page of those of a kind} */
    public <B> List<B> page(DocumentKind kind, Optional<String> after, long limit, Class<B> type) {
        return bodies(store.documents(new DocumentQuery(kind, after, Math.toIntExact(limit))), type);
    }

    private static <B> List<B> bodies(List<Document> documents, Class<B> type) {
        return documents.stream().map(document -> type.cast(document.body())).toList();
    }
}
