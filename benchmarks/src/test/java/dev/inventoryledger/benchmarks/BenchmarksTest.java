package dev.inventoryledger.benchmarks;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** Benchmarks do what they claim, and see no more of the library than a user does. */
class BenchmarksTest {
    @Test
    void whatIsMeasuredIsWhatIsBooked() {
        InMemoryReserve benchmark = new InMemoryReserve();
        benchmark.skus = 3;
        benchmark.open();
        for (int i = 0; i < 100; i++) {
            assertThat(benchmark.ledger().open()).isEqualTo(1);
            assertThat(benchmark.bareMap()).isNotNull();
        }
        benchmark.verify();
    }

    @Test
    void theWholeJournalIsRead() throws Exception {
        JournalReading benchmark = new JournalReading();
        benchmark.fill();
        assertThat(benchmark.subscription()).isGreaterThan(20_000);
        assertThat(benchmark.rebuild().isClean()).isTrue();
        assertThat(benchmark.audit().isClean()).isTrue();
        benchmark.close();
    }

    @Test
    void nothingOutsideCoreSeesInternals() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.inventoryledger.internal..")
                .check(new ClassFileImporter().importPackages("dev.inventoryledger.benchmarks"));
    }
}
