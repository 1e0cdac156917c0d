package dev.inventoryledger.testkit;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Line;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.supply.SupplyPromise;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** What the plain model promises before it is there, and who gets it once it is. */
record ModelOwing(ModelState state, Instant now, ModelPlacing placing) {
    private static final Comparator<ModelPromise.Pot> PICKIEST_FIRST = Comparator.comparing(
                    (ModelPromise.Pot pot) -> pot.line.location().isEmpty())
            .thenComparing(pot -> pot.line.lot().isEmpty())
            .thenComparingInt(pot -> pot.number);

    /** As long as anything of what came is left. */
    void serve(String sku, Set<StockKey> came, Optional<SupplyId> by) {
        for (ModelPromise promise : state.waiting(sku)) {
            if (came.stream().anyMatch(key -> state.available(key) > 0)) {
                placing.topUp(promise, promise.awaiting(sku), by);
            }
        }
    }

    /** Every promise is made anew. */
    void redate(String sku) {
        record Old(ModelPromise promise, ModelPromise.Pot pot, long units) {}
        List<Old> all = new ArrayList<>();
        for (ModelPromise promise : state.waiting(sku)) {
            List<ModelPromise.Pot> pickiestFirst = new ArrayList<>(promise.awaiting(sku));
            pickiestFirst.sort(PICKIEST_FIRST);
            for (ModelPromise.Pot pot : pickiestFirst) {
                if (pot.promise != null) {
                    all.add(new Old(promise, pot, pot.outstanding));
                    pot.outstanding = 0;
                }
            }
        }
        Map<String, List<Old>> told = new HashMap<>();
        for (Old old : all) {
            if (Objects.requireNonNull(old.pot().promise).supply().isEmpty()) {
                told.computeIfAbsent(old.promise().id, unseen -> new ArrayList<>())
                        .add(old);
            }
        }
        told.values()
                .forEach(dates ->
                        dates.sort(Comparator.comparing(old -> old.pot().rank())));
        Map<Old, Long> used = new HashMap<>();
        Map<Old, Long> missing = new LinkedHashMap<>();
        for (Old old : all) {
            ModelPromise.Want want = new ModelPromise.Want(old.pot().number, old.pot().line, old.units());
            long left = promiseDated(old.promise(), want, old.units(), 0);
            missing.put(old, left);
        }
        for (boolean isOwn : List.of(true, false)) {
            missing.replaceAll((old, units) -> {
                long left = units;
                for (Old date : told.getOrDefault(old.promise().id, List.of())) {
                    boolean isFor = !isOwn || date.pot().number == old.pot().number;
                    long some = isFor ? Math.min(left, date.units() - used.getOrDefault(date, 0L)) : 0;
                    old.promise().pot(old.pot().number, old.pot().line, null, date.pot().promise).outstanding += some;
                    used.merge(date, some, Long::sum);
                    left -= some;
                }
                return left;
            });
        }
        missing.forEach((old, left) -> {
            if (left > 0) {
                old.promise().pot(old.pot().number, old.pot().line, null, undated(sku)).outstanding += left;
            }
        });
    }

    private SupplyPromise undated(String sku) {
        return new SupplyPromise(
                Optional.empty(),
                state.item(sku).leadTime().map(now::plus).map(date -> date.truncatedTo(ChronoUnit.MICROS)));
    }

    /** Against what is expected, after some who come first; tells how many units that does not reach. */
    private long promiseDated(ModelPromise promise, ModelPromise.Want want, long units, long before) {
        String sku = want.line().sku().value();
        long left = units;
        long first = before;
        for (InboundSupply supply : state.expected(sku)) {
            LocationId place = supply.location();
            boolean isFor = want.line().lot().isEmpty()
                    && want.line().location().map(place::equals).orElse(true)
                    && state.location(place.value()).promises()
                    && state.suits(place, promise);
            long owed = state.owed(sku, other -> other.supply().equals(Optional.of(supply.id())));
            long free = Math.max(0, supply.quantity() - owed);
            long theirs = Math.min(first, free);
            first -= theirs;
            long some = isFor ? Math.min(left, free - theirs) : 0;
            SupplyPromise against = new SupplyPromise(Optional.of(supply.id()), Optional.of(supply.expectedAt()));
            promise.pot(want.number(), want.line(), null, against).outstanding += some;
            left -= some;
        }
        return left;
    }

    private boolean isPromisedOf(Line line) {
        Tracking tracking = state.item(line.sku().value()).tracking();
        boolean isOfNoLot = line.lot().filter(Lot.NONE::equals).isPresent();
        boolean isOfALot = line.lot().isPresent() && !isOfNoLot;
        if ((isOfNoLot && tracking != Tracking.TRACKED) || (isOfALot && tracking == Tracking.BY_SERIAL)) {
            return false;
        }
        return line.lot()
                .flatMap(lot -> Optional.ofNullable(state.lots.get(line.sku() + " " + lot)))
                .map(details -> details.promises(now))
                .orElse(true);
    }

    /** Promises before it is there what the item's policy allows; gives what is left. */
    List<ModelPromise.Want> backorder(ModelPromise promise, List<ModelPromise.Want> missing) {
        List<ModelPromise.Want> rest = new ArrayList<>();
        Map<String, Long> undated = new HashMap<>();
        for (ModelPromise.Want want : missing) {
            String sku = want.line().sku().value();
            long first = undated.computeIfAbsent(
                    sku, each -> state.owed(each, any -> any.supply().isEmpty()));
            boolean isPromised = state.item(sku).isActive() && isPromisedOf(want.line());
            Optional<Backorder> policy = state.item(sku).backorder().filter(any -> isPromised);
            long allowed = policy.map(each -> Math.max(0, each.limit() - state.owed(sku, any -> true)))
                    .orElse(0L);
            long most = Math.min(want.quantity(), allowed);
            long left = promiseDated(promise, want, most, first);
            if (left > 0 && policy.orElseThrow().mode() == Backorder.Mode.BACKORDER) {
                promise.pot(want.number(), want.line(), null, undated(sku)).outstanding += left;
                left = 0;
            }
            long lacking = want.quantity() - most + left;
            if (lacking > 0) {
                rest.add(new ModelPromise.Want(want.number(), want.line(), lacking));
            }
        }
        return rest;
    }
}
