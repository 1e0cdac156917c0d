package dev.inventoryledger.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a kind of row puts into the columns that all queries have in common, so that one statement, and with it one
 * moment, can answer questions of every kind. Immutable.
 */
record Columns(List<String> texts, List<String> numbers, List<String> instants, List<String> bytes) {
    static final int TEXTS = 10;
    static final int NUMBERS = 10;
    static final int INSTANTS = 5;
    static final int BYTES = 1;

    static final Columns NONE = new Columns(List.of(), List.of(), List.of(), List.of());

    static final Columns LEVEL = NONE.withTexts("l.sku", "l.location", "l.lot", "l.status", "l.terms")
            .withNumbers("l.version", "l.on_hand", "l.reserved", "l.allocated")
            .withInstants("l.changed_at", "l.due_from");

    static final Columns RESERVATION = NONE.withTexts(
                    "r.id",
                    "r.phase",
                    "r.owner",
                    "r.order_id",
                    "n.sku",
                    "n.location",
                    "n.lot",
                    "n.asked_location",
                    "n.asked_lot",
                    "n.promised_supply")
            .withNumbers(
                    "r.version",
                    "n.ordinal",
                    "n.number",
                    "n.asked_quantity",
                    "n.requested",
                    "n.open",
                    "n.outstanding",
                    "n.fulfilled",
                    "n.released",
                    "n.expired")
            .withInstants("r.created_at", "r.changed_at", "r.expires_at", "r.retaken_at", "n.promised_at")
            .withBytes("r.sourcing");

    static final Columns DOCUMENT = NONE.withTexts("d.kind", "d.name", "d.group_name")
            .withNumbers("d.version")
            .withInstants("d.due_at")
            .withBytes("d.body");

    static final Columns CLAIM = NONE.withTexts("c.kind", "c.name", "c.holder").withNumbers("c.version");

    static final Columns ENTRY = NONE.withTexts(
                    "e.type", "e.command_id", "e.actor", "e.reason", "e.reference", "e.rejected_command_id")
            .withNumbers("e.position", "e.content_high", "e.content_low", "e.digest_high", "e.digest_low")
            .withInstants("e.recorded_at")
            .withBytes("e.facts");

    static final Columns POSTING = NONE.withTexts("p.sku", "p.location", "p.lot", "p.type", "p.reservation_id")
            .withNumbers(
                    "p.position",
                    "p.ordinal",
                    "p.version",
                    "p.on_hand_before",
                    "p.reserved_before",
                    "p.allocated_before",
                    "p.on_hand_after",
                    "p.reserved_after",
                    "p.allocated_after")
            .withInstants("p.effective_at");

    /** A posting with its entry's head; both read their own where they stand alone. */
    static final Columns MOVEMENT = POSTING.withTexts(
                    "p.sku",
                    "p.location",
                    "p.lot",
                    "p.type",
                    "p.reservation_id",
                    "e.type",
                    "e.command_id",
                    "e.actor",
                    "e.reason",
                    "e.reference")
            .withInstants("p.effective_at", "e.recorded_at");

    Columns withTexts(String... expressions) {
        return new Columns(List.of(expressions), numbers, instants, bytes);
    }

    Columns withNumbers(String... expressions) {
        return new Columns(texts, List.of(expressions), instants, bytes);
    }

    Columns withInstants(String... expressions) {
        return new Columns(texts, numbers, List.of(expressions), bytes);
    }

    Columns withBytes(String... expressions) {
        return new Columns(texts, numbers, instants, List.of(expressions));
    }

    /** The head of a query for such rows. */
    String select(Engine engine, Part part) {
        return select(engine, part, "0", "0");
    }

    /** The head of a query whose rows answer one of several questions, each row at its place in the answer. */
    String select(Engine engine, Part part, String question, String place) {
        List<String> all = new ArrayList<>();
        all.add("'" + part + "'");
        all.add(typed(engine, ColumnType.NUMBER, question));
        all.add(typed(engine, ColumnType.NUMBER, place));
        fill(all, engine, ColumnType.TEXT, texts, TEXTS);
        fill(all, engine, ColumnType.NUMBER, numbers, NUMBERS);
        fill(all, engine, ColumnType.INSTANT, instants, INSTANTS);
        fill(all, engine, ColumnType.BYTES, bytes, BYTES);
        return "select " + String.join(", ", all);
    }

    private static void fill(List<String> all, Engine engine, ColumnType type, List<String> expressions, int size) {
        expressions.forEach(expression -> all.add(typed(engine, type, expression)));
        all.addAll(Collections.nCopies(size - expressions.size(), typed(engine, type, "null")));
    }

    private static String typed(Engine engine, ColumnType type, String expression) {
        return expression.contains(".") ? expression : "cast(" + expression + " as " + engine.sqlName(type) + ")";
    }
}
