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
import java.util.Optional;

/** On-hand becomes what was counted. Reality wins: where less is there than is promised, the newest promises give way. */
final class CountRule implements Rule<Count> {
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
        List<CountedLine> fewer = lines.stream()
                .filter(line -> draft.levels().balance(line.key()).reserved() > line.counted())
                .toList();
        draft.levels().requireDue(fewer.stream().map(CountedLine::key).toList(), key -> Long.MAX_VALUE);
        List<OpenReservations> questions = new ArrayList<>();
        Needs needs = draft.rows().needs();
        for (CountedLine line : fewer) {
            needs.supply(line.key().sku());
            questions.add(new OpenReservations(line.key(), Phase.HELD, Levels.FEW));
            questions.add(new OpenReservations(line.key(), Phase.CONFIRMED, Levels.FEW));
        }
        questions.forEach(needs::open);
        needs.orMiss();
        draft.levels()
                .requireOf(questions.stream()
                        .flatMap(question -> draft.rows().open(question).stream())
                        .toList());
    }

    private static void count(StockKey key, long counted, Draft draft) {
        long onHand = draft.levels().balance(key).onHand();
        draft.makeRoom(key, onHand - counted);
        giveWay(key, counted, Phase.HELD, draft);
        giveWay(key, counted, Phase.CONFIRMED, draft);
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
