package dev.inventoryledger.inmemory;

import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.ClaimRow;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.DocumentQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Cold rows by id, and who holds which claim. Used under the store's lock. */
final class DocumentTable {
    private final NavigableMap<DocumentId, Document> rows = new TreeMap<>();
    private final Map<DocumentId, Document> byId = new HashMap<>();
    private final Map<ClaimId, ClaimRow> claims = new HashMap<>();

    long version(DocumentId id) {
        Document found = byId.get(id);
        return found == null ? 0 : found.version();
    }

    void put(Document document) {
        rows.put(document.id(), document);
        byId.put(document.id(), document);
    }

    List<Document> rows(Collection<DocumentId> ids) {
        List<Document> found = new ArrayList<>(ids.size());
        for (DocumentId id : ids) {
            Optional.ofNullable(byId.get(id)).ifPresent(found::add);
        }
        return found;
    }

    List<Document> query(DocumentQuery query) {
        DocumentId after = new DocumentId(query.kind(), query.after().orElse(""));
        return rows.tailMap(after, false).values().stream()
                .takeWhile(document -> document.id().kind() == query.kind())
                .limit(query.limit())
                .toList();
    }

    <B> List<B> bodies(DocumentKind kind, Class<B> type) {
        return rows.values().stream()
                .filter(document -> document.id().kind() == kind)
                .map(document -> type.cast(document.body()))
                .toList();
    }

    Map<ClaimId, ClaimRow> claims(Collection<ClaimId> ids) {
        return Answers.toSome(ids, id -> Optional.ofNullable(claims.get(id)));
    }

    long version(ClaimId id) {
        return Optional.ofNullable(claims.get(id)).map(ClaimRow::version).orElse(0L);
    }

    void put(ClaimRow claim) {
        claims.put(claim.id(), claim);
    }
}
