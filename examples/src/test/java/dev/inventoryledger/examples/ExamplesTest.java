package dev.inventoryledger.examples;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples run to their end, and see no more of the library than a user does. */
class ExamplesTest {
    @Test
    void theFlashSaleEndsWithACleanAudit() throws Exception {
        List<String> lines = printedBy(() -> FlashSale.main(new String[0]));
        assertThat(lines.get(lines.size() - 1)).startsWith("audit: 0 violations, ");
        assertThat(lines).anyMatch(line -> line.startsWith("CONSOLE"));
    }

    @Test
    void theOrderAndTheReservationStandOrFallTogether() throws Exception {
        assertThat(printedBy(() -> OrderInOneTransaction.main(new String[0])))
                .containsExactly(
                        "A-1 was placed: 1 order rows, 1 reservations, 7 of 10 available",
                        "A-2 was refused (payment declined): 1 order rows, 1 reservations, 7 of 10 available",
                        "audit: 0 violations, 4 entries, 2 postings");
    }

    @Test
    void theTestsOfTheExampleApplicationPass() throws Exception {
        assertThat(printedBy(() -> InYourTests.main(new String[0])))
                .hasSize(8)
                .allMatch(line -> line.startsWith("ok: "));
    }

    @Test
    void nothingOutsideCoreSeesInternals() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "dev.inventoryledger",
                        "dev.inventoryledger.internal..",
                        "dev.inventoryledger.command..",
                        "dev.inventoryledger.spi..",
                        "dev.inventoryledger.event..",
                        "dev.inventoryledger.lot..",
                        "dev.inventoryledger.policy..",
                        "dev.inventoryledger.reconciliation..",
                        "dev.inventoryledger.relay..",
                        "dev.inventoryledger.report..",
                        "dev.inventoryledger.subscription..",
                        "dev.inventoryledger.supply..",
                        "dev.inventoryledger.transit..",
                        "dev.inventoryledger.view..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.inventoryledger.internal..")
                .check(new ClassFileImporter().importPackages("dev.inventoryledger"));
    }

    /** Something that prints. */
    private interface Program {
        void run() throws Exception;
    }

    private static List<String> printedBy(Program program) throws Exception {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            program.run();
        } finally {
            System.setOut(console);
        }
        return printed.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
