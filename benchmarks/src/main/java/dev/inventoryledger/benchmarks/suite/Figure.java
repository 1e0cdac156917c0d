package dev.inventoryledger.benchmarks.suite;

import java.util.Locale;

/**
 * One line of the table: what was measured, beside what, and whether that is enough.
 *
 * @param work what was done
 * @param ours the ledger's figure
 * @param baseline what it is held against: by hand, or a number that was set
 * @param unit of both
 * @param ratio ours to the baseline's
 * @param target what is to be reached, as a text
 * @param met whether it was
 */
record Figure(String work, double ours, double baseline, String unit, double ratio, String target, boolean met) {
    static final String CSV_HEADER = "work,ours,baseline,ratio,target,met";

    /** More is better: so many times the baseline at least. */
    static Figure atLeast(String work, double ours, double baseline, String unit, double times) {
        double ratio = ours / baseline;
        return new Figure(work, ours, baseline, unit, ratio, ">= " + times + " x", ratio >= times);
    }

    /** Less is better: so many times the baseline at most. */
    static Figure atMost(String work, double ours, double baseline, String unit, double times) {
        double ratio = ours / baseline;
        return new Figure(work, ours, baseline, unit, ratio, "<= " + times + " x", ratio <= times);
    }

    /** The same figures, which are not enough for another reason. */
    Figure notMet() {
        return new Figure(work, ours, baseline, unit, ratio, target, false);
    }

    String csv() {
        return String.format(
                Locale.ROOT,
                "\"%s\",%s,%s,%.3f,\"%s\",%s",
                work.replace("\"", "\"\""),
                plain("%.1f", ours),
                plain("%.1f", baseline),
                ratio,
                target,
                met ? "yes" : "no");
    }

    String markdown() {
        return String.format(
                Locale.ROOT,
                "| %s | %s %s | %s | %.2f | %s | %s |",
                work,
                plain("%,.1f", ours),
                unit,
                plain("%,.1f", baseline),
                ratio,
                target,
                met ? "yes" : "no");
    }

    /** No figure is known to a tenth of a thousand. */
    private static String plain(String format, double figure) {
        return String.format(Locale.ROOT, figure < 1_000 ? format : format.replace(".1", ".0"), figure);
    }
}
