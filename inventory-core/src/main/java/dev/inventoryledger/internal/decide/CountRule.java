package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Balance;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.CountedLine;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.spi.OpenReservations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** On-hand becomes what was counted. Reality wins: where less is there than is promised, the newest promises give way. */
final class CountRule implements Rule<Count> {
    /** Holds give way before orders. */
    private static final List<Phase> PHASES = List.of(Phase.HELD, Phase.CONFIRMED);

    @Override
    public void needs(Count command, Needs needs) {
        needs.stock(keys(command));
    }

    @Override
    public void apply(Count command, Draft draft) {
        draft.catalog().requireKnown(keys(command));
        List<CountedLine> lines = command.lines().stream()
                .filter(line -> draft.catalog().item(line.key().sku()).isTracked())
                .toList();
        requirePromises(lines, draft);
        lines.forEach(line -> count(line.key(), line.counted(), draft));
    }

    /** Loads at once what is to give way, if anything is: many keys may be counted. */
    private static void requirePromises(List<CountedLine> lines, Draft draft) {
        Map<StockKey, Long> room = new TreeMap<>();
        for (CountedLine line : lines) {
            Balance recorded = draft.levels().balance(line.key());
            if (recorded.reserved() > line.counted()) {
                room.put(line.key(), recorded.onHand() - line.counted());
            }
        }
        draft.requireRoom(room);
        Map<StockKey, Long> missing = new TreeMap<>();
        room.forEach(
                (key, quantity) -> missing.put(key, quantity - draft.levels().available(key)));
        missing.values().removeIf(units -> units <= 0);
        Needs needs = draft.rows().needs();
        missing.keySet().forEach(key -> {
            needs.supply(key.sku());
            PHASES.forEach(phase -> needs.open(new OpenReservations(key, phase, Levels.FEW)));
        });
        needs.orMiss();
        List<Reservation> giving = new ArrayList<>();
        for (Phase phase : PHASES) {
            new Newest(phase, draft).require(missing, draft.rows()).forEach((key, found) -> {
                giving.addAll(found);
                found.forEach(reservation -> missing.merge(key, -reservation.openAt(key), Long::sum));
            });
            missing.values().removeIf(units -> units <= 0);
        }
        draft.levels().requireOf(giving);
    }

    /** Whose units give way, those that were promised last first. */
    private record Newest(Phase phase, Draft draft) implements Listing {
        @Override
        public void ask(Needs needs, StockKey key, int limit) {
            needs.open(new OpenReservations(key, phase, limit));
        }

        /** Holds that have ended by time give way before. */
        @Override
        public Found first(StockKey key, int limit) {
            List<Reservation> found = draft.rows().open(new OpenReservations(key, phase, limit));
            List<Reservation> standing =
                    found.stream().filter(each -> !each.isDue(draft.now())).toList();
            return new Found(standing, found.size() < limit);
        }
    }

    private static void count(StockKey key, long counted, Draft draft) {
        long onHand = draft.levels().balance(key).onHand();
        draft.makeRoom(key, onHand - counted);
        PHASES.forEach(phase -> giveWay(key, counted, phase, draft));
        draft.levels().post(key, MovementType.COUNT, Optional.empty(), new Balance(counted - onHand, 0, 0));
    }

    private static void giveWay(StockKey key, long counted, Phase phase, Draft draft) {
        int limit = Levels.FEW;
        while (draft.levels().balance(key).reserved() > counted) {
            List<Reservation> newest = draft.rows().open(new OpenReservations(key, phase, limit));
            draft.levels().requireOf(newest);
            for (Reservation reservation : newest) {
                lose(reservation, key, draft.levels().balance(key).reserved() - counted, draft);
            }
            if (newest.size() < limit) {
                return;
            }
            limit = Math.multiplyExact(limit, Levels.FEW);
        }
    }

    private static void lose(Reservation found, StockKey key, long missing, Draft draft) {
        Reservation reservation = draft.find(found.id()).orElseThrow();
        if (missing <= 0 || reservation.phase() == Phase.CLOSED) {
            return;
        }
        Promise promise = Promise.of(draft, reservation);
        long left = missing;
        for (Part part : promise.open()) {
            long lost = part.slot().key().equals(Optional.of(key)) ? Math.min(left, part.quantity()) : 0;
            if (lost > 0) {
                promise.lose(new Part(part.slot(), lost));
                left -= lost;
            }
        }
        if (left < missing) {
            promise.write(ReservationChange.BECAME_OUTSTANDING);
            draft.supply().awaitedWithoutPromise(key.sku());
        }
    }

    private static List<StockKey> keys(Count command) {
        return command.lines().stream().map(CountedLine::key).toList();
    }
}
