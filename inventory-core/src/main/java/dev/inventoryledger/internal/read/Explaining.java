package dev.inventoryledger.internal.read;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Explanation;
import dev.inventoryledger.Explanation.Holder;
import dev.inventoryledger.Level;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Posting;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OpenReservations;
import dev.inventoryledger.spi.Snapshot;
import dev.inventoryledger.spi.StockStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells why a level is what it is. */
public final class Explaining {
    /** So many movements fit on a page; what came before them is summed up. */
    private static final int RECENT = 20;

    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final Duration MICROSECOND = Duration.ofNanos(1_000);

    private final StockStore store;

    public Explaining(StockStore store) {
        this.store = store;
    }

    /** Level, movements and holders are of one moment, however many write meanwhile: one load brings them. */
    public Explanation explain(StockKey key, Instant instant) {
        Instant then = Checks.instant("instant", instant);
        OpenReservations held = new OpenReservations(key, Phase.HELD, Integer.MAX_VALUE);
        OpenReservations confirmed = new OpenReservations(key, Phase.CONFIRMED, Integer.MAX_VALUE);
        LoadRequest.Builder request = LoadRequest.builder().open(held).open(confirmed);
        Levels.ask(request, key, then, RECENT);
        Snapshot snapshot = store.load(request.build());
        Past past = Levels.past(snapshot, key, then, RECENT);
        List<Movement> recent = new ArrayList<>(past.found().recent());
        Collections.reverse(recent);
        Balance before =
                recent.isEmpty() ? Balance.ZERO : recent.get(0).posting().before();
        return new Explanation(
                past.instant(), past.asOf(), before, recent, past.found().later(), past.due(), holders(past, snapshot));
    }

    /** Who holds units now, less what was promised since and more what was given up since. */
    private List<Holder> holders(Past past, Snapshot open) {
        StockKey key = past.key();
        Map<ReservationId, Reservation> known = new TreeMap<>();
        Map<ReservationId, Long> units = new TreeMap<>();
        open.open()
                .values()
                .forEach(found -> found.forEach(each -> {
                    known.put(each.id(), each);
                    units.put(each.id(), each.openAt(key));
                }));
        if (past.instant().isBefore(past.row().changedAt())) {
            undo(past, units);
        }
        List<ReservationId> unknown =
                units.keySet().stream().filter(id -> !known.containsKey(id)).toList();
        if (!unknown.isEmpty()) {
            known.putAll(store.load(LoadRequest.builder().reservations(unknown).build())
                    .reservations());
        }
        return known.values().stream()
                .map(reservation -> holder(reservation, units.getOrDefault(reservation.id(), 0L)))
                .filter(holder -> holder.units() > 0 && counts(holder, past.instant()))
                .toList();
    }

    /** A hold that had ended by then counts no more, though nothing has closed it since. */
    private static boolean counts(Holder holder, Instant instant) {
        return holder.phase() != Phase.HELD || holder.expiresAt().isAfter(instant);
    }

    private static Holder holder(Reservation reservation, long units) {
        return new Holder(reservation.id(), units, reservation.phase(), reservation.expiresAt(), reservation.order());
    }

    private void undo(Past past, Map<ReservationId, Long> units) {
        StockKey key = past.key();
        JournalTip.await(store);
        MovementQuery query = MovementQuery.all()
                .ofSku(key.sku().value())
                .at(key.location().value())
                .between(past.instant().plus(MICROSECOND), END_OF_TIME)
                .limit(MovementQuery.MAX_LIMIT);
        List<Movement> page;
        do {
            page = store.movements(query);
            for (Movement movement : page) {
                Posting posting = movement.posting();
                boolean isOfThen = !posting.effectiveAt().isAfter(past.instant());
                boolean isNews = posting.version() > past.row().version();
                if (posting.key().equals(key) && !isOfThen && !isNews) {
                    posting.reservationId()
                            .ifPresent(id -> units.merge(id, -posting.change().reserved(), Math::addExact));
                }
            }
            query = page.isEmpty() ? query : query.after(page.get(page.size() - 1));
        } while (page.size() == MovementQuery.MAX_LIMIT);
        requireTold(past);
    }

    /** What was pruned while it was read was not undone: then the past is not told any more. */
    private void requireTold(Past past) {
        LoadRequest.Builder again = LoadRequest.builder();
        Levels.ask(again, past.key(), past.instant(), 1);
        Level unused = Levels.past(store.load(again.build()), past.key(), past.instant(), 1)
                .asOf();
    }
}
