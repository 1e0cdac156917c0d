package dev.inventoryledger.jdbc;

import dev.inventoryledger.Entry;
import dev.inventoryledger.jdbc.Layouts.PlacedPosting;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** Writes entries and their postings at given positions. Stateless and safe for use by many threads. */
final class EntryWriter {
    private final String tenant;
    private final String insert;
    private final String insertPosting;

    EntryWriter(Names names, String tenant) {
        this.tenant = tenant;
        insert = "insert into " + names.entry() + " (" + Layouts.ENTRY.names() + ", tenant, position) values ("
                + Layouts.ENTRY.parameters() + ", ?, ?)";
        insertPosting = "insert into " + names.posting() + " (" + Layouts.POSTING.names()
                + ", tenant, position) values (" + Layouts.POSTING.parameters() + ", ?, ?)";
    }

    void write(Connection connection, List<Entry> entries, List<Long> positions) throws SQLException {
        Batch heads = new Batch(insert);
        for (int i = 0; i < entries.size(); i++) {
            heads.add(Layouts.ENTRY.arguments(entries.get(i), tenant, positions.get(i)));
        }
        Batch postings = new Batch(insertPosting);
        for (PlacedPosting placed : PlacedPosting.of(entries)) {
            postings.add(Layouts.POSTING.arguments(placed, tenant, positions.get(placed.number())));
        }
        heads.execute(connection);
        postings.execute(connection);
    }
}
