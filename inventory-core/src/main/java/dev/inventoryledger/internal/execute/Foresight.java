package dev.inventoryledger.internal.execute;

import dev.inventoryledger.CommandId;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.decide.KnownRows;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LevelRow;
import dev.inventoryledger.spi.LevelScope;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Known rows that remember what they were asked for, and what they answered: whoever decides on them knows what one load must bring, and
 * whether it has brought just that. What is known may change meanwhile. Used by one thread.
 */
final class Foresight implements KnownRows {
    private final KnownRows known;
    private final Map<StockKey, @Nullable LevelRow> levels = new HashMap<>();
    private final Map<LevelScope, @Nullable List<StockKey>> scopes = new HashMap<>();
    private final Map<DocumentId, @Nullable Document> documents = new HashMap<>();
    private final Map<ReservationId, @Nullable Reservation> reservations = new HashMap<>();
    private final Set<CommandId> commands = new HashSet<>();

    Foresight(KnownRows known) {
        this.known = known;
    }

    /** All that was asked for. */
    LoadRequest.Builder asked() {
        return LoadRequest.builder()
                .levels(levels.keySet())
                .scopes(scopes.keySet())
                .documents(documents.keySet())
                .reservations(reservations.keySet())
                .commands(commands);
    }

    /**
     * Whether rows of one moment are just those that were answered, absence included: what was decided on these holds as of that moment,
     * if nothing else was needed.
     */
    boolean isBorneOutBy(Snapshot fresh) {
        return fresh.remembered().isEmpty()
                && isSame(levels, byId(fresh.levels(), LevelRow::key))
                && isSame(scopes, keysByScope(fresh))
                && isSame(documents, byId(fresh.documents(), Document::id))
                && isSame(reservations, fresh.reservations());
    }

    private static <K, V> boolean isSame(Map<K, @Nullable V> answered, Map<K, V> fresh) {
        for (Map.Entry<K, @Nullable V> answer : answered.entrySet()) {
            if (!Objects.equals(answer.getValue(), fresh.get(answer.getKey()))) {
                return false;
            }
        }
        return true;
    }

    static <K, V> Map<K, V> byId(List<V> rows, Function<V, K> id) {
        Map<K, V> byId = new HashMap<>();
        rows.forEach(row -> byId.put(id.apply(row), row));
        return byId;
    }

    /** The keys of the scopes that were loaded, in their order. */
    static Map<LevelScope, List<StockKey>> keysByScope(Snapshot fresh) {
        Map<LevelScope, List<StockKey>> found = new HashMap<>();
        fresh.request().scopes().forEach(scope -> found.put(scope, new ArrayList<>()));
        for (LevelRow row : fresh.levels()) {
            StockKey key = row.key();
            noteIn(found.get(new LevelScope(key.sku(), Optional.empty())), key);
            noteIn(found.get(new LevelScope(key.sku(), Optional.of(key.location()))), key);
        }
        found.values().forEach(Collections::sort);
        return found;
    }

    private static void noteIn(@Nullable List<StockKey> keys, StockKey key) {
        if (keys != null) {
            keys.add(key);
        }
    }

    @Override
    public @Nullable LevelRow level(StockKey key) {
        LevelRow answer = known.level(key);
        levels.put(key, answer);
        return answer;
    }

    @Override
    public @Nullable List<StockKey> keysOf(LevelScope scope) {
        List<StockKey> answer = known.keysOf(scope);
        scopes.put(scope, answer);
        return answer;
    }

    @Override
    public @Nullable Document document(DocumentId id) {
        Document answer = known.document(id);
        documents.put(id, answer);
        return answer;
    }

    @Override
    public @Nullable Reservation reservation(ReservationId id) {
        Reservation answer = known.reservation(id);
        reservations.put(id, answer);
        return answer;
    }

    @Override
    public boolean isNew(CommandId id) {
        commands.add(id);
        return known.isNew(id);
    }

    @Override
    public boolean takesUnknownForNew() {
        return known.takesUnknownForNew();
    }
}
