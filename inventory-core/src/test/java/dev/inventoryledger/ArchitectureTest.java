package dev.inventoryledger;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import dev.inventoryledger.spi.StockStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The house plan, held against the code. */
class ArchitectureTest {
    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.inventoryledger");

    @Test
    void theDeciderTouchesNoClockNoStoreAndNoOutsideWorld() {
        noClasses()
                .that()
                .resideInAnyPackage("..internal.decide..", "..policy..", "..event..", "..command..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.io..",
                        "java.net..",
                        "java.nio..",
                        "java.sql..",
                        "java.util.concurrent..",
                        "org.slf4j..",
                        "dev.inventoryledger.internal.execute..",
                        "dev.inventoryledger.internal.read..")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(InstantSource.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(StockStore.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CORE);
    }

    @Test
    void nobodyReadsASystemClockButTheBuilder() {
        noClasses()
                .that()
                .doNotHaveSimpleName("LedgerBuilder")
                .should()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Instant.class, "now")
                .check(CORE);
    }

    @Test
    void rulesAreKnownToTheDeciderAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..internal.decide..")
                .and()
                .resideOutsideOfPackage("..internal.execute..")
                .and()
                .doNotHaveSimpleName("LedgerBuilder")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..internal.decide..")
                .check(CORE);
    }

    @Test
    void thePartsOfTheHouseDoNotGoInCircles() {
        SlicesRuleDefinition.slices()
                .matching("dev.inventoryledger.internal.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CORE);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .that()
                .haveSimpleName("package-info")
                .should()
                .beAnnotatedWith(NullMarked.class)
                .check(CORE);
    }

    @Test
    void nothingIsLockedWhileItMayBlock() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Vector")
                .check(CORE);
        ArchRuleDefinition.noMethods()
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED)
                .check(CORE);
    }

    @Test
    void nothingIsSynchronizedSoThatVirtualThreadsAreNotPinned() throws Exception {
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            List<Path> guilty = files.filter(file -> file.toString().contains("src/main/java")
                            && file.toString().contains("inventory-")
                            && file.toString().endsWith(".java"))
                    .filter(ArchitectureTest::isSynchronized)
                    .toList();
            assertThat(guilty).isEmpty();
        }
    }

    private static boolean isSynchronized(Path file) {
        try {
            return Files.readString(file).contains("synchronized");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
