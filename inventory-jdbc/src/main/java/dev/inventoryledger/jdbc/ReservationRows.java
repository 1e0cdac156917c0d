package dev.inventoryledger.jdbc;

import dev.inventoryledger.Line;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.OrderId;
import dev.inventoryledger.OwnerId;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.spi.Codec;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.supply.SupplyPromise;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Puts reservations together from rows of one line each, once all rows are taken in. Not safe for use by several threads. */
final class ReservationRows {
    private final Map<ReservationId, Reservation> heads = new LinkedHashMap<>();
    private final Map<ReservationId, SortedMap<Long, ReservationLine>> lines = new LinkedHashMap<>();

    /** One may be the answer to a thousand questions. */
    private final Map<ReservationId, Reservation> wholes = new HashMap<>();

    /** Takes a row in, and says whose it is. */
    Optional<ReservationId> add(Row row) throws SQLException {
        // A line without a reservation finds none; the audit names such lines.
        return row.maybeText(0).isPresent() ? Optional.of(addFound(row)) : Optional.empty();
    }

    private ReservationId addFound(Row row) throws SQLException {
        ReservationId id = new ReservationId(row.text(0));
        if (!heads.containsKey(id)) {
            heads.put(id, head(id, row));
        }
        SortedMap<Long, ReservationLine> all = lines.computeIfAbsent(id, unseen -> new TreeMap<>());
        if (row.maybeText(4).isPresent()) {
            all.put(row.number(1), line(row));
        }
        return id;
    }

    private static Reservation head(ReservationId id, Row row) throws SQLException {
        return new Reservation(
                id,
                row.number(0),
                Phase.valueOf(row.text(1)),
                List.of(),
                row.maybeText(2).map(OwnerId::new),
                row.maybeText(3).map(OrderId::new),
                row.instant(0),
                row.instant(1),
                row.instant(2),
                row.maybeBytes().map(sourcing -> Codec.decode(Sourcing.class, sourcing)),
                row.maybeInstant(3));
    }

    private static ReservationLine line(Row row) throws SQLException {
        Sku sku = new Sku(row.text(4));
        Optional<StockKey> key = row.maybeText(5).isEmpty() ? Optional.empty() : Optional.of(Values.key(row, 4));
        Line asked = new Line(
                sku, row.maybeText(7).map(LocationId::new), row.maybeText(8).map(Lot::new), row.number(3));
        return new ReservationLine(
                Math.toIntExact(row.number(2)),
                asked,
                key,
                row.number(4),
                row.number(5),
                row.number(6),
                row.number(7),
                row.number(8),
                row.number(9),
                promise(row.maybeText(9), row.maybeInstant(4)));
    }

    /** Neither stands where nothing is promised; what only one of them says was not written by the ledger, and the audit finds it. */
    private static Optional<SupplyPromise> promise(Optional<String> supply, Optional<Instant> expectedAt) {
        return supply.isEmpty() && expectedAt.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new SupplyPromise(supply.filter(name -> !name.isEmpty()).map(SupplyId::new), expectedAt));
    }

    Reservation get(ReservationId id) {
        return wholes.computeIfAbsent(id, this::whole);
    }

    private Reservation whole(ReservationId id) {
        Reservation head = Optional.ofNullable(heads.get(id)).orElseThrow();
        return new Reservation(
                id,
                head.version(),
                head.phase(),
                linesOf(id),
                head.owner(),
                head.order(),
                head.createdAt(),
                head.changedAt(),
                head.expiresAt(),
                head.sourcing(),
                head.retakenAt());
    }

    /** What stands behind a missing ordinal was not written by the ledger; it is for the audit to miss it. */
    private List<ReservationLine> linesOf(ReservationId id) {
        List<ReservationLine> found = new ArrayList<>();
        lines.getOrDefault(id, new TreeMap<>()).forEach((ordinal, line) -> {
            if (ordinal == found.size()) {
                found.add(line);
            }
        });
        return found;
    }

    /** All of them, in the order in which their first rows came. */
    List<Reservation> all() {
        return heads.keySet().stream().map(this::get).toList();
    }
}
