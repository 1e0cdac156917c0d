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

    /** A part that relied on version 1 of an item went stale; the item has the version that is found, or is not read. */
    @ParameterizedTest(name = "the item has version {0}")
    @CsvSource({"1, PARTLY", "2, OTHERWISE", ", OTHERWISE"})
    void anItemThatIsAnotherIsNotKeptForWhatIsStillSo(Long found, Turn.Course course) {
        ChangeSet relying =
                new ChangeSet(List.of(), List.of(), List.of(), Map.of(), Map.of(TEA, 1L), List.of(), List.of());
        Written written = new Written(
                List.of(ChangeSet.of(List.of()), relying),
                List.of(new CommitResult.Committed(List.of()), new CommitResult.Stale(current(found))));
        assertThat(written.course()).isEqualTo(course);
    }

    private static Snapshot current(Long version) {
        List<Document> documents = version == null
                ? List.of()
                : List.of(new Document(TEA, version, "", Optional.empty(), Item.of("TEA", "Tea")));
        return new Snapshot(
                LoadRequest.builder().build(),
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
