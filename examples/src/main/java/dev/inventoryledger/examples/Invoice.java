package dev.inventoryledger.examples;

import java.time.Instant;
import java.util.List;

/** One document of a shop: rows of one number that stand together. */
record Invoice(String number, Instant date, List<Row> rows) {
    /** So many units of a code; negative where they left without a sale, or came back. */
    record Row(String stockCode, String description, long quantity) {
        boolean isTracked() {
            char first = stockCode.charAt(0);
            return first >= '0' && first <= '9';
        }
    }

    boolean isReturn() {
        return number.startsWith("C");
    }

    boolean isWriteOff() {
        return !isReturn() && rows.stream().anyMatch(row -> row.quantity() < 0);
    }

    String description() {
        String text = rows.get(0).description();
        return text.isBlank() ? "unstated" : text;
    }
}
