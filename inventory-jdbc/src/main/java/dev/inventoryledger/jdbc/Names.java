package dev.inventoryledger.jdbc;

/**
 * How the store's tables and sequences are called.
 *
 * @param schema empty, or a schema's name with a dot
 * @param prefix what every name begins with
 */
record Names(String schema, String prefix) {
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

    String document() {
        return of("document");
    }

    String claim() {
        return of("claim");
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
