package dev.inventoryledger.jdbc;

/**
 * How the store's tables and sequences are called.
 *
 * @param schema empty, or a schema's name with a dot
 * @param prefix what every name begins with
 */
record Names(String schema, String prefix) {
    private static final String LINE_OF_HEAD = "n.tenant = r.tenant and n.reservation_id = r.id"
            + " and n.phase = r.phase and n.expires_at = r.expires_at";

    private String of(String name) {
        return schema + prefix + name;
    }

    String level() {
        return of("level");
    }

    String reservation() {
        return of("reservation");
    }

    String line() {
        return of("reservation_line");
    }

    String entry() {
        return of("entry");
    }

    String posting() {
        return of("posting");
    }

    /** What goes on a query for reservations r: their lines n. A line that does not repeat its head is none of theirs. */
    String joinLines(Engine engine) {
        return engine.lookUpIfAny(line(), "n", LINE_OF_HEAD);
    }

    /** The same, where a reservation is found several times: its lines go with the first time alone. */
    String joinLinesOnce(Engine engine, String found) {
        return engine.lookUpIfAny(line(), "n", LINE_OF_HEAD + " and " + found + ".finding = 1");
    }

    /**
     * A condition on entries of a tenant, in the order of their positions. It says once more that there is a tenant, if there is one:
     * only so may an index serve it that leaves out the entries of none. Those of none stand in the order of positions already; for
     * them it is an expression, or a planner whose statistics are old might read all of an index that begins with the tenant. Its one
     * argument is the tenant.
     */
    static String entriesOf(String tenant, String alias) {
        return tenant.isEmpty() ? alias + ".tenant || '' = ?" : alias + ".tenant = ? and " + alias + ".tenant <> ''";
    }

    /** What goes on a query for entries e: their postings p. */
    String joinPostings() {
        return " join " + posting() + " p on " + ofEntry("p");
    }

    /** A posting that does not repeat the head of its entry e is none of its. */
    static String ofEntry(String posting) {
        return "%1$s.position = e.position and %1$s.tenant = e.tenant and %1$s.recorded_at = e.recorded_at"
                .formatted(posting);
    }

    String document() {
        return of("document");
    }

    String claim() {
        return of("claim");
    }

    String pruning() {
        return of("pruning");
    }

    /** The position up to which a tenant's journal was pruned; its one argument is the tenant. */
    String prunedUpTo() {
        return "coalesce((select g.up_to from " + pruning() + " g where g.tenant = ?), 0)";
    }

    String schemaVersion() {
        return of("schema_version");
    }

    String positions() {
        return of("position");
    }

    String pending() {
        return of("pending");
    }
}
