package dev.inventoryledger.jdbc;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.EntryDigest;
import dev.inventoryledger.Posting;
import dev.inventoryledger.spi.Codec;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Writes entries and their postings at given positions. Stateless and safe for use by many threads. */
final class EntryWriter {
    private final String tenant;
    private final String insert;
    private final String insertPosting;

    EntryWriter(Names names, String tenant) {
        this.tenant = tenant;
        insert = "insert into " + names.entry() + " (position, tenant, type, command_id, rejected_command_id, actor,"
                + " reason, reference, content_high, content_low, recorded_at, facts,"
                + " digest_high, digest_low) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        insertPosting = "insert into " + names.posting() + " (position, ordinal, tenant, sku, location, lot, version,"
                + " type, reservation_id, on_hand_before, reserved_before, allocated_before, on_hand_after,"
                + " reserved_after, allocated_after, effective_at, recorded_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    }

    void write(Connection connection, List<Entry> entries, List<Long> positions) throws SQLException {
        Batch heads = new Batch(insert);
        Batch postings = new Batch(insertPosting);
        for (int i = 0; i < entries.size(); i++) {
            add(heads, entries.get(i), positions.get(i));
            addPostings(postings, entries.get(i), positions.get(i));
        }
        heads.execute(connection);
        postings.execute(connection);
    }

    private void add(Batch heads, Entry entry, long position) {
        Optional<String> id = Optional.of(entry.commandId().value());
        heads.add(
                position,
                tenant,
                entry.type(),
                id.filter(accepted -> entry.isAccepted()),
                id.filter(rejected -> !entry.isAccepted()),
                entry.origin().actor(),
                entry.origin().reason(),
                entry.origin().reference(),
                entry.content().high(),
                entry.content().low(),
                entry.recordedAt(),
                Codec.encodeFacts(entry.facts()),
                entry.digest().map(EntryDigest::high),
                entry.digest().map(EntryDigest::low));
    }

    private void addPostings(Batch postings, Entry entry, long position) {
        for (int ordinal = 0; ordinal < entry.postings().size(); ordinal++) {
            Posting posting = entry.postings().get(ordinal);
            Balance before = posting.before();
            Balance after = posting.after();
            postings.add(
                    position,
                    ordinal,
                    tenant,
                    posting.key().sku(),
                    posting.key().location(),
                    posting.key().lot(),
                    posting.version(),
                    posting.type(),
                    posting.reservationId(),
                    before.onHand(),
                    before.reserved(),
                    before.allocated(),
                    after.onHand(),
                    after.reserved(),
                    after.allocated(),
                    posting.effectiveAt(),
                    entry.recordedAt());
        }
    }
}
