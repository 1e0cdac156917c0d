package dev.inventoryledger.testkit;

import dev.inventoryledger.Coordinates;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.internal.Sums;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.supply.SupplyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the plain model finds units for lines. */
record ModelPlacing(ModelState state, Instant now, boolean isOfWhatIsOwed, Map<StockKey, Long> kept) {
    static final Map<String, AllocationPolicy> POLICIES = AllocationPolicy.builtIn();

    ModelPlacing(ModelState state, Instant now, boolean isOfWhatIsOwed) {
        this(state, now, isOfWhatIsOwed, Map.of());
    }

    /** What is free, less what is left to others. */
    private long free(StockKey key) {
        return state.available(key) - kept.getOrDefault(key, 0L);
    }

    /**
     * Lines that name a place and a lot choose first; of those that name one, those for which the least is there beyond what they want. The promise must not count as reserved yet where it is new. */
    List<ModelPromise.Want> place(ModelPromise promise, List<ModelPromise.Want> wants) {
        boolean isNew = state.promises.putIfAbsent(promise.id, promise) == null;
        List<ModelPromise.Want> ordered = ordered(promise, wants);
        Optional<AllocationPolicy> policy = promise.sourcing
                .flatMap(Sourcing::policy)
                .filter(name -> !name.equals(AllocationPolicy.PRIORITY))
                .map(POLICIES::get);
        List<ModelPromise.Want> missing =
                policy.isPresent() ? placeTogether(promise, ordered, policy.get()) : placeInTurn(promise, ordered);
        if (isNew) {
            state.promises.remove(promise.id);
        }
        return missing;
    }

    /**
     * What is free where it stood stays there. A line that names neither place nor lot makes way for one that does, if that finds too little
     * without.
     */
    List<ModelPromise.Want> placeAgain(ModelPromise promise, List<ModelPromise.Want> wants) {
        List<ModelPromise.Want> named = new ArrayList<>(wants);
        named.removeIf(want -> !want.isPicky() && !want.isPickyAboutLots());
        List<ModelPromise.Want> others = new ArrayList<>(wants);
        others.removeAll(named);
        Map<StockKey, Long> leftAlone = new HashMap<>();
        for (ModelPromise.Want want : others) {
            if (want.stood() != null) {
                leftAlone.merge(want.stood(), want.quantity(), Long::sum);
            }
        }
        List<ModelPromise.Want> missing = new ModelPlacing(state, now, isOfWhatIsOwed, leftAlone).stay(promise, named);
        List<ModelPromise.Want> still = new ArrayList<>(place(promise, missing));
        still.addAll(stay(promise, others));
        return still;
    }

    private List<ModelPromise.Want> stay(ModelPromise promise, List<ModelPromise.Want> wants) {
        List<ModelPromise.Want> others = new ArrayList<>();
        for (ModelPromise.Want want : ordered(promise, wants)) {
            long stay = Math.min(want.quantity(), stillFree(promise, want));
            if (stay > 0) {
                promise.pot(want.number(), want.line(), want.stood()).open += stay;
            }
            others.add(new ModelPromise.Want(want.number(), want.line(), want.quantity() - stay, want.named(), null));
        }
        others.removeIf(want -> want.quantity() == 0);
        return place(promise, others);
    }

    private List<ModelPromise.Want> ordered(ModelPromise promise, List<ModelPromise.Want> wants) {
        List<ModelPromise.Want> ordered = new ArrayList<>(wants);
        ordered.sort(Comparator.comparing((ModelPromise.Want want) -> !(want.isPicky() && want.isPickyAboutLots()))
                .thenComparingLong(want -> spare(promise, want))
                .thenComparing(want -> !want.isPicky())
                .thenComparing(want -> !want.isPickyAboutLots())
                .thenComparingInt(ModelPromise.Want::number));
        return ordered;
    }

    private long stillFree(ModelPromise promise, ModelPromise.Want want) {
        StockKey there = want.stood();
        boolean isStillChosen = there != null && promisingKeys(promise, want).contains(there);
        return there != null && isStillChosen ? state.available(there) : 0;
    }

    private List<ModelPromise.Want> placeInTurn(ModelPromise promise, List<ModelPromise.Want> wants) {
        List<ModelPromise.Want> missing = new ArrayList<>();
        for (ModelPromise.Want want : wants) {
            long left = placeOne(promise, want);
            if (left > 0) {
                missing.add(new ModelPromise.Want(want.number(), want.line(), left, want.named(), null));
            }
        }
        return missing;
    }

    private long spare(ModelPromise promise, ModelPromise.Want want) {
        return want.isPicky() || want.isPickyAboutLots()
                ? promisingKeys(promise, want).stream()
                                .mapToLong(state::available)
                                .reduce(0, Sums::saturated)
                        - want.quantity()
                : Long.MAX_VALUE;
    }

    private List<StockKey> promisingKeys(ModelPromise promise, ModelPromise.Want want) {
        if (!isOfWhatIsOwed && !state.item(want.line().sku().value()).isActive()) {
            return List.of();
        }
        return state.promisingKeys(want.line(), now).stream()
                .filter(want.named()::covers)
                .filter(key -> state.suits(key.location(), promise))
                .toList();
    }

    private long placeOne(ModelPromise promise, ModelPromise.Want want) {
        String sku = want.line().sku().value();
        if (!state.isTracked(sku)) {
            promise.pot(want.number(), want.line(), null).open += want.quantity();
            return 0;
        }
        long left = want.quantity();
        for (StockKey key : promisingKeys(promise, want)) {
            long taken = Math.min(left, free(key));
            if (taken > 0) {
                promise.pot(want.number(), want.line(), key).open += taken;
                left -= taken;
            }
        }
        return left;
    }

    /** What the policy makes of it is the policy's; that it is asked about the right places is what is checked here. */
    private List<ModelPromise.Want> placeTogether(
            ModelPromise promise, List<ModelPromise.Want> wants, AllocationPolicy policy) {
        long[] left = new long[wants.size()];
        List<AllocationPolicy.Want> demand = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            ModelPromise.Want want = wants.get(i);
            if (state.isTracked(want.line().sku().value())) {
                left[i] = want.quantity();
                demand.add(new AllocationPolicy.Want(i, want.quantity(), candidates(promise, want)));
            } else {
                promise.pot(want.number(), want.line(), null).open += want.quantity();
            }
        }
        demand.removeIf(want -> want.candidates().isEmpty());
        Optional<Coordinates> destination = promise.sourcing.flatMap(Sourcing::destination);
        for (AllocationPolicy.Take take : policy.allocate(new AllocationPolicy.Demand(demand, destination))) {
            ModelPromise.Want want = wants.get(take.line());
            promise.pot(want.number(), want.line(), take.key()).open += take.quantity();
            left[take.line()] -= take.quantity();
        }
        List<ModelPromise.Want> missing = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (left[i] > 0) {
                ModelPromise.Want want = wants.get(i);
                missing.add(new ModelPromise.Want(want.number(), want.line(), left[i], want.named(), null));
            }
        }
        return missing;
    }

    private List<AllocationPolicy.Candidate> candidates(ModelPromise promise, ModelPromise.Want want) {
        return promisingKeys(promise, want).stream()
                .sorted()
                .filter(key -> free(key) > 0)
                .map(key -> new AllocationPolicy.Candidate(
                        key,
                        state.location(key.location().value()).priority(),
                        state.location(key.location().value()).coordinates(),
                        state.expiry(key),
                        free(key)))
                .toList();
    }

    /** What is not found stays promised as it was, the earliest promise first. */
    void topUp(ModelPromise promise, List<ModelPromise.Pot> pots) {
        topUp(promise, pots, Optional.empty());
    }

    /** What came by a supply is what was promised against it. */
    void topUp(ModelPromise promise, List<ModelPromise.Pot> pots, Optional<SupplyId> by) {
        List<ModelPromise.Pot> given = pots.stream()
                .filter(pot -> pot.promise != null
                        || state.item(pot.line.sku().value()).isActive())
                .toList();
        new ModelPlacing(state, now, true).fill(promise, given, by);
    }

    private void fill(ModelPromise promise, List<ModelPromise.Pot> pots, Optional<SupplyId> by) {
        record Was(ModelPromise.Pot pot, long units) {}
        List<Was> before = new ArrayList<>();
        List<ModelPromise.Want> wants = new ArrayList<>();
        for (ModelPromise.Pot pot : pots) {
            before.add(new Was(pot, pot.outstanding));
            wants.add(new ModelPromise.Want(pot.number, pot.line, pot.outstanding));
            pot.outstanding = 0;
        }
        before.sort(
                Comparator.comparing((Was was) -> by.isPresent() && was.pot().isPromisedBy(by.get()))
                        .thenComparing(was -> was.pot().rank()));
        for (ModelPromise.Want missing : place(promise, ModelPromise.merged(wants))) {
            long left = missing.quantity();
            for (Was was : before) {
                long kept = was.pot().number == missing.number() ? Math.min(left, was.units()) : 0;
                was.pot().outstanding += kept;
                left -= kept;
            }
        }
    }
}
