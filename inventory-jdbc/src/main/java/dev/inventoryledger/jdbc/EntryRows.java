package dev.inventoryledger.jdbc;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Entry;
import dev.inventoryledger.EntryDigest;
import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.Posting;
import dev.inventoryledger.spi.Codec;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts entries together from their heads and their postings. Not safe for use by several threads. */
final class EntryRows {
    /** Where the command id of a rejection stands. */
    private static final int REJECTED = 5;

    private final SortedMap<Long, Entry> heads = new TreeMap<>();
    private final SortedMap<Long, SortedMap<Long, Posting>> postings = new TreeMap<>();

    void addHead(Row row) throws SQLException {
        heads.put(row.number(0), head(row));
    }

    void addPosting(Row row) throws SQLException {
        postings.computeIfAbsent(row.number(0), unseen -> new TreeMap<>()).put(row.number(1), Values.posting(row));
    }

    /** An entry without its postings. One that still waits for its place has none. */
    static Entry head(Row row) throws SQLException {
        return new Entry(
                Math.max(row.number(0), Entry.UNPLACED),
                CommandType.valueOf(row.text(0)),
                Values.origin(row, 1, row.maybeText(1).isPresent() ? 1 : REJECTED),
                new Fingerprint(row.number(1), row.number(2)),
                row.instant(0),
                List.of(),
                Codec.decodeFacts(row.bytes()),
                digest(row));
    }

    private static Optional<EntryDigest> digest(Row row) throws SQLException {
        return row.isNumber(3) && row.isNumber(4)
                ? Optional.of(new EntryDigest(row.number(3), row.number(4)))
                : Optional.empty();
    }

    /** All entries, by position. */
    List<Entry> all() {
        List<Entry> all = new ArrayList<>();
        heads.forEach((position, head) -> all.add(head.posting(postings(position))));
        return all;
    }

    /** What stands behind a missing ordinal was not written by the ledger; it is for the audit to miss it. */
    private List<Posting> postings(long position) {
        List<Posting> found = new ArrayList<>();
        postings.getOrDefault(position, new TreeMap<>()).forEach((ordinal, posting) -> {
            if (ordinal == found.size()) {
                found.add(posting);
            }
        });
        return found;
    }
}
