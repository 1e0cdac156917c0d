package dev.inventoryledger.reconciliation;

import dev.inventoryledger.LocationId;
import dev.inventoryledger.internal.report.CsvLine;
import dev.inventoryledger.reconciliation.Variance.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * A location as the ledger has it and as the warehouse has counted it. Immutable.
 *
 * @param location where
 * @param comparedAt when, by the ledger's clock
 * @param lines every stock key that either has, in the order of the keys
 */
public record VarianceReport(LocationId location, Instant comparedAt, List<Variance> lines) {
    /**
     * Copies the lines.
     *
     * @param location where
     * @param comparedAt when
     * @param lines every stock key that either has
     */
    public VarianceReport {
        lines = List.copyOf(lines);
    }

    /**
     * {@return the lines of one verdict}
     *
     * @param verdict which
     */
    public List<Variance> of(Verdict verdict) {
        return lines.stream().filter(line -> line.verdict() == verdict).toList();
    }

    /** {@return whether ledger and warehouse agree on everything by now} */
    public boolean isClean() {
        return lines.stream().allMatch(line -> line.verdict() == Verdict.AGREES || line.verdict() == Verdict.APPLIED);
    }

    /**
     * Writes it as CSV, by RFC 4180, with a heading; texts that a spreadsheet would take for formulas are defused.
     *
     * @param out where to; is left open
     * @throws IOException if it cannot be written
     */
    public void writeCsv(Appendable out) throws IOException {
        out.append("sku,location,lot,recorded,reported,difference,counted_at,verdict\r\n");
        for (Variance line : lines) {
            out.append(csv(line));
        }
    }

    private static String csv(Variance line) {
        CsvLine csv = new CsvLine()
                .text(line.key().sku().value())
                .text(line.key().location().value())
                .text(line.key().lot().value())
                .number(line.recorded())
                .number(line.reported())
                .number(line.difference())
                .text(line.countedAt())
                .word(line.verdict());
        return csv.toString();
    }
}
