package dev.inventoryledger.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.inventoryledger.Item;
import dev.inventoryledger.Sku;
import dev.inventoryledger.spi.ChangeSet;
import dev.inventoryledger.spi.CommitResult;
import dev.inventoryledger.spi.Document;
import dev.inventoryledger.spi.DocumentId;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of what is known, where a batch was written in part. */
class WrittenTest {
    private static final DocumentId TEA = DocumentId.ofItem(new Sku("TEA"));

    /** A part that relied on an item went stale; 0 is an item that does not exist, and none is one that was not read. */
    @ParameterizedTest(name = "relied on version {0}, found {1}")
    @CsvSource({"1, 1, PARTLY", "1, 2, OTHERWISE", "1, 0, OTHERWISE", "0, 0, PARTLY", "1, , OTHERWISE"})
    void anItemThatIsAnotherIsNotKeptForWhatIsStillSo(long reliedOn, Long found, Turn.Course course) {
        ChangeSet relying =
                new ChangeSet(List.of(), List.of(), List.of(), Map.of(), Map.of(TEA, reliedOn), List.of(), List.of());
        Written written = new Written(
                List.of(ChangeSet.of(List.of()), relying),
                List.of(new CommitResult.Committed(List.of()), new CommitResult.Stale(current(found))));
        assertThat(written.course()).isEqualTo(course);
    }

    private static Snapshot current(Long version) {
        if (version == null) {
            return Snapshot.EMPTY;
        }
        List<Document> documents = version == 0
                ? List.of()
                : List.of(new Document(TEA, version, "", Optional.empty(), Item.of("TEA", "Tea")));
        return new Snapshot(
                LoadRequest.builder().documents(List.of(TEA)).build(),
                List.of(),
                Map.of(),
                documents,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of());
    }
}
