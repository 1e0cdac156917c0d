package dev.inventoryledger.internal.report;

import java.util.Optional;

/** One line of CSV by RFC 4180. Core has no room for a library that writes it, and this is all of it. Used by one thread. */
public final class CsvLine {
    /** What spreadsheets take for the beginning of a formula, or let stand before one. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    /** The separators of other locales too: a field stays one cell wherever it is opened. */
    private static final String NEED_QUOTES = ",;\t\"\r\n";

    private final StringBuilder line = new StringBuilder();
    private boolean isBegun;

    public CsvLine number(long value) {
        return raw(Long.toString(value));
    }

    /** A text of the ledger's own: an instant, the name of a constant. */
    public CsvLine word(Object value) {
        return raw(value.toString());
    }

    public CsvLine text(Optional<?> value) {
        return value.map(present -> text(present.toString())).orElseGet(() -> raw(""));
    }

    /** A text of somebody else's. */
    public CsvLine text(String value) {
        boolean isFormula = !value.isEmpty() && FORMULA_STARTS.indexOf(value.charAt(0)) >= 0;
        String safe = isFormula ? "'" + value : value;
        boolean needsQuotes = safe.chars().anyMatch(each -> NEED_QUOTES.indexOf(each) >= 0);
        return raw(needsQuotes ? '"' + safe.replace("\"", "\"\"") + '"' : safe);
    }

    private CsvLine raw(String field) {
        if (isBegun) {
            line.append(',');
        }
        isBegun = true;
        line.append(field);
        return this;
    }

    @Override
    public String toString() {
        return line + "\r\n";
    }
}
