package dev.inventoryledger.internal.facade;

import dev.inventoryledger.Level;
import dev.inventoryledger.Lot;
import dev.inventoryledger.Movement;
import dev.inventoryledger.MovementQuery;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.Phase;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.ReservationLine;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Status;
import dev.inventoryledger.StockStoreException;
import dev.inventoryledger.command.DescribeLot;
import dev.inventoryledger.internal.execute.Executor;
import dev.inventoryledger.internal.read.JournalTip;
import dev.inventoryledger.internal.read.Levels;
import dev.inventoryledger.internal.read.LotReads;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.lot.LotTrace;
import dev.inventoryledger.lot.LotTrace.Destination;
import dev.inventoryledger.lot.Lots;
import dev.inventoryledger.spi.LoadRequest;
import dev.inventoryledger.spi.OpenReservations;
import dev.inventoryledger.spi.StockStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Lots over a ledger's store.
 *
 * @param executor carries commands out
 * @param store where lots are kept
 * @param levels what is on hand
 */
public record LedgerLots(Executor executor, StockStore store, Levels levels) implements Lots {
    private static final int PAGE = 1_000;

    @Override
    public Outcome<LotDetails> describe(DescribeLot command) {
        return executor.execute(command);
    }

    @Override
    public LotTrace recall(String sku, String lot) {
        describe(LotDetails.of(sku, lot).recalled()).orElseThrow();
        try {
            return trace(sku, lot);
        } catch (StockStoreException unread) {
            throw new StockStoreException(
                    "lot " + lot + " of " + sku + " is recalled, but where it went cannot be told yet: trace it",
                    unread);
        }
    }

    @Override
    public Optional<LotDetails> details(String sku, String lot) {
        return new LotReads(store).find(new Sku(sku), new Lot(lot));
    }

    private LotDetails known(Sku sku, Lot lot) {
        return new LotReads(store).find(sku, lot).orElse(new LotDetails(sku, lot, Optional.empty(), Status.ACTIVE));
    }

    @Override
    public LotTrace trace(String sku, String lot) {
        LotDetails details = known(new Sku(sku), new Lot(lot));
        JournalTip.await(store);
        List<Level> own = levels.of(details.sku()).stream()
                .filter(level -> level.key().lot().equals(details.lot()))
                .toList();
        Set<ReservationId> promised = promised(details);
        promised.addAll(holding(own));
        List<Destination> destinations = destinations(promised, details);
        // Looked up last: what is pruned meanwhile was not read.
        return new LotTrace(details, own, destinations, store.extent().prunedUpTo());
    }

    /** Who is to get some is known however much was pruned. */
    private Set<ReservationId> holding(List<Level> own) {
        LoadRequest.Builder request = LoadRequest.builder();
        for (Level level : own) {
            for (Phase phase : List.of(Phase.HELD, Phase.CONFIRMED)) {
                request.open(new OpenReservations(level.key(), phase, Integer.MAX_VALUE));
            }
        }
        return store.load(request.build()).open().values().stream()
                .flatMap(List::stream)
                .map(Reservation::id)
                .collect(Collectors.toSet());
    }

    private List<Destination> destinations(Set<ReservationId> promised, LotDetails details) {
        List<ReservationId> ids = new ArrayList<>(promised);
        List<Destination> destinations = new ArrayList<>();
        for (int i = 0; i < ids.size(); i += PAGE) {
            LoadRequest some = LoadRequest.builder()
                    .reservations(ids.subList(i, Math.min(ids.size(), i + PAGE)))
                    .build();
            store.load(some)
                    .reservations()
                    .values()
                    .forEach(each -> destinations.add(destination(levels.asOfNow(each), details)));
        }
        destinations.removeIf(destination -> destination.open() == 0 && destination.fulfilled() == 0);
        return destinations;
    }

    /** Whoever was promised units of the lot, or got any: the entry of the one may be pruned while that of the other is not. */
    private Set<ReservationId> promised(LotDetails details) {
        Set<ReservationId> ids = new TreeSet<>();
        MovementQuery query = MovementQuery.all()
                .ofSku(details.sku().value())
                .ofType(MovementType.RESERVATION, MovementType.FULFILMENT)
                .limit(PAGE);
        List<Movement> page;
        do {
            page = store.movements(query);
            for (Movement movement : page) {
                if (movement.posting().key().lot().equals(details.lot())) {
                    movement.posting().reservationId().ifPresent(ids::add);
                }
                query = query.after(movement);
            }
        } while (page.size() == PAGE);
        return ids;
    }

    private static Destination destination(Reservation reservation, LotDetails details) {
        return new Destination(
                reservation.id(),
                reservation.order(),
                reservation.owner(),
                units(reservation, details, ReservationLine::open),
                units(reservation, details, ReservationLine::fulfilled));
    }

    private static long units(Reservation reservation, LotDetails details, ToLongFunction<ReservationLine> counter) {
        return reservation.lines().stream()
                .filter(line -> line.key()
                        .filter(key ->
                                key.sku().equals(details.sku()) && key.lot().equals(details.lot()))
                        .isPresent())
                .mapToLong(counter)
                .sum();
    }
}
