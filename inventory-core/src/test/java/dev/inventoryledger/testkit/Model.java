package dev.inventoryledger.testkit;

import dev.inventoryledger.Backorder;
import dev.inventoryledger.Hold;
import dev.inventoryledger.Line;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Lot;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Status;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.CancelSupply;
import dev.inventoryledger.command.ChangeItem;
import dev.inventoryledger.command.ChangeLocation;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.command.Confirm;
import dev.inventoryledger.command.Count;
import dev.inventoryledger.command.DeactivateItem;
import dev.inventoryledger.command.DeactivateLocation;
import dev.inventoryledger.command.DescribeLot;
import dev.inventoryledger.command.ExpectSupply;
import dev.inventoryledger.command.ExpireHolds;
import dev.inventoryledger.command.Extend;
import dev.inventoryledger.command.Fulfil;
import dev.inventoryledger.command.Receive;
import dev.inventoryledger.command.ReceiveShipment;
import dev.inventoryledger.command.ReceiveSupply;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.command.RegisterLocation;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.ReviewStock;
import dev.inventoryledger.command.Ship;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.command.TakeBack;
import dev.inventoryledger.command.TopUp;
import dev.inventoryledger.command.Transfer;
import dev.inventoryledger.lot.LotDetails;
import dev.inventoryledger.policy.AllocationPolicy;
import dev.inventoryledger.spi.Terms;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.supply.SupplyId;
import dev.inventoryledger.supply.SupplyPromise;
import dev.inventoryledger.transit.ArrivedLine;
import dev.inventoryledger.transit.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules of the ledger, told as plainly as possible and in another way than the ledger's own: one thread, mutable
 * objects, units in named pots, and holds that end the moment their time comes. It works on a copy of itself and throws
 * that away when it says no. Slow, and meant to be.
 */
final class Model {
    private static final Map<String, AllocationPolicy> POLICIES = AllocationPolicy.builtIn();

    private static final Comparator<ModelPromise.Pot> PICKIEST_FIRST = Comparator.comparing(
                    (ModelPromise.Pot pot) -> pot.line.location().isEmpty())
            .thenComparing(pot -> pot.line.lot().isEmpty())
            .thenComparing(pot -> pot.number);

    /** Says no. */
    private static final class No extends RuntimeException {
        private static final long serialVersionUID = 1L;

        No(String reason) {
            super(reason);
        }
    }

    private final Duration standardHold;
    private ModelState state = new ModelState();
    private Instant now = KitClock.START;

    Model(Duration standardHold) {
        this.standardHold = standardHold;
    }

    void passTo(Instant clock) {
        now = clock.truncatedTo(ChronoUnit.MICROS);
        state.promises.values().forEach(promise -> promise.expireIfDue(now));
    }

    /** Tells why not; empty if the command was carried out. */
    Optional<String> send(Command<?> command) {
        ModelState before = state;
        state = before.copy();
        try {
            carryOut(command);
            requireLots(before);
            return Optional.empty();
        } catch (No no) {
            state = before;
            return Optional.of(String.valueOf(no.getMessage()));
        }
    }

    private static void require(boolean holds, String reason) {
        if (!holds) {
            throw new No(reason);
        }
    }

    /** Whatever came under a key must be told apart as its item is. */
    private void requireLots(ModelState before) {
        List<StockKey> gaining = state.onHand.keySet().stream()
                .filter(key -> state.onHand.getOrDefault(key, 0L) > before.onHand.getOrDefault(key, 0L))
                .toList();
        gaining.forEach(key -> require(!tracking(key).namesLots() || !key.lot().equals(Lot.NONE), "LOT_REQUIRED"));
        for (StockKey key : gaining) {
            long everywhere = state.onHand.entrySet().stream()
                    .filter(level -> level.getKey().sku().equals(key.sku())
                            && level.getKey().lot().equals(key.lot()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            require(tracking(key) != Tracking.BY_SERIAL || everywhere == 1, "SERIAL_NOT_UNIQUE");
        }
    }

    private Tracking tracking(StockKey key) {
        return state.item(key.sku().value()).tracking();
    }

    private void carryOut(Command<?> command) {
        if (command instanceof Receive receive) {
            arrive(receive.lines());
            serveThoseWhoWait(receive.lines());
        } else if (command instanceof TakeBack back) {
            arrive(back.lines());
            serveThoseWhoWait(back.lines());
        } else if (command instanceof ExpectSupply expect) {
            state.supplies.put(name(expect.supply().sku(), expect.supply().id()), expect.supply());
            redate(expect.supply().sku().value());
        } else if (command instanceof CancelSupply cancel) {
            require(state.supplies.remove(name(cancel.sku(), cancel.supplyId())) != null, "UNKNOWN_SUPPLY");
            redate(cancel.sku().value());
        } else if (command instanceof ReceiveSupply receive) {
            receive(receive);
        } else if (command instanceof Adjust adjust) {
            Map<StockKey, Long> changes = new TreeMap<>();
            adjust.lines().forEach(line -> changes.merge(line.key(), line.change(), Long::sum));
            move(changes);
        } else if (command instanceof Transfer transfer) {
            transfer(transfer);
        } else if (command instanceof DescribeLot describe) {
            state.describe(describe.details());
        } else if (command instanceof ReviewStock || command instanceof ExpireHolds) {
            // Nothing moves: holds have ended already here. What is told is compared where stock is told of.
            return;
        } else if (command instanceof RegisterItem register) {
            require(!state.items.containsKey(register.item().sku().value()), "ITEM_EXISTS");
            state.items.put(register.item().sku().value(), register.item());
        } else if (command instanceof DeactivateItem deactivate) {
            state.items.put(
                    deactivate.sku().value(),
                    state.item(deactivate.sku().value()).withStatus(Status.INACTIVE));
        } else if (command instanceof RegisterLocation register) {
            require(!state.locations.containsKey(register.location().id().value()), "LOCATION_EXISTS");
            state.locations.put(register.location().id().value(), register.location());
        } else if (command instanceof DeactivateLocation deactivate) {
            String id = deactivate.location().value();
            state.locations.put(id, state.location(id).withStatus(Status.INACTIVE));
        } else if (command instanceof Ship ship) {
            ship(ship);
        } else if (command instanceof ReceiveShipment receive) {
            receive(receive);
        } else if (command instanceof Count count) {
            count.lines().forEach(line -> count(line.key(), line.counted()));
        } else if (command instanceof ChangeItem change) {
            changeItem(change);
        } else if (command instanceof ChangeLocation change) {
            state.locations.put(change.location().id().value(), change.location());
        } else if (command instanceof Reserve reserve) {
            reserve(reserve);
        } else if (command instanceof TopUp topUp) {
            topUp(promise(topUp.reservationId().value()));
        } else if (command instanceof Confirm confirm) {
            confirm(confirm, promise(confirm.reservationId().value()));
        } else if (command instanceof Fulfil fulfil) {
            fulfil(fulfil, promise(fulfil.reservationId().value()));
        } else if (command instanceof Release release) {
            release(release, promise(release.reservationId().value()));
        } else {
            extend((Extend) command, promise(((Extend) command).reservationId().value()));
        }
    }

    private ModelPromise promise(String id) {
        require(state.promises.containsKey(id), "UNKNOWN_RESERVATION");
        return Objects.requireNonNull(state.promises.get(id));
    }

    private void arrive(List<StockLine> lines) {
        Map<StockKey, Long> changes = new TreeMap<>();
        for (StockLine line : lines) {
            Optional<Instant> known = state.expiry(line.key());
            require(line.expiresAt().isEmpty() || known.isEmpty() || known.equals(line.expiresAt()), "LOT_DIFFERS");
            line.expiresAt()
                    .ifPresent(date -> state.describe(state.lot(line.key())
                            .orElse(LotDetails.of(
                                    line.key().sku().value(), line.key().lot().value()))
                            .expiringAt(date)));
            changes.merge(line.key(), line.quantity(), Long::sum);
        }
        move(changes);
    }

    private static String name(Sku sku, SupplyId id) {
        return sku + " " + id;
    }

    private void serveThoseWhoWait(List<StockLine> lines) {
        Map<String, Set<StockKey>> came = new TreeMap<>();
        lines.forEach(line -> came.computeIfAbsent(line.key().sku().value(), unseen -> new TreeSet<>())
                .add(line.key()));
        came.forEach((sku, keys) -> {
            if (state.isTracked(sku) && state.item(sku).backorder().isPresent()) {
                serve(sku, keys);
            }
        });
    }

    private void receive(ReceiveSupply receive) {
        Sku sku = receive.line().key().sku();
        String name = name(sku, receive.supplyId());
        require(state.supplies.containsKey(name), "UNKNOWN_SUPPLY");
        InboundSupply supply = Objects.requireNonNull(state.supplies.get(name));
        arrive(List.of(receive.line()));
        if (state.isTracked(sku.value())) {
            serve(sku.value(), Set.of(receive.line().key()));
        }
        long left = supply.quantity() - receive.line().quantity();
        if (left > 0) {
            state.supplies.put(name, supply.withQuantity(left));
        } else {
            state.supplies.remove(name);
        }
        redate(sku.value());
    }

    /** As long as anything of what came is left. */
    private void serve(String sku, Set<StockKey> came) {
        for (ModelPromise promise : state.waiting(sku)) {
            if (came.stream().anyMatch(key -> state.available(key) > 0)) {
                topUp(promise, promise.awaiting(sku));
            }
        }
    }

    /** Every promise is made anew. */
    private void redate(String sku) {
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
        for (Old old : all) {
            ModelPromise.Want want = new ModelPromise.Want(old.pot().number, old.pot().line, old.units());
            long left = promiseDated(old.promise(), want, old.units(), Optional.empty());
            SupplyPromise told = Objects.requireNonNull(old.pot().promise);
            SupplyPromise undated = told.supply().isEmpty() ? told : undated(sku);
            if (left > 0) {
                old.promise().pot(want.number(), want.line(), null, undated).outstanding += left;
            }
        }
    }

    private SupplyPromise undated(String sku) {
        return new SupplyPromise(Optional.empty(), state.item(sku).leadTime().map(now::plus));
    }

    /** Against what is expected; tells how many units that does not reach. */
    private long promiseDated(ModelPromise promise, ModelPromise.Want want, long units, Optional<Sourcing> sourcing) {
        String sku = want.line().sku().value();
        long left = units;
        for (InboundSupply supply : state.expected(sku)) {
            LocationId place = supply.location();
            boolean isFor = want.line().lot().isEmpty()
                    && want.line().location().map(place::equals).orElse(true)
                    && state.location(place.value()).promises()
                    && sourcing.map(wish -> state.suits(place, wish)).orElse(true);
            long owed = state.owed(sku, other -> other.supply().equals(Optional.of(supply.id())));
            long some = isFor ? Math.min(left, Math.max(0, supply.quantity() - owed)) : 0;
            SupplyPromise against = new SupplyPromise(Optional.of(supply.id()), Optional.of(supply.expectedAt()));
            promise.pot(want.number(), want.line(), null, against).outstanding += some;
            left -= some;
        }
        return left;
    }

    /** Promises before it is there what the item's policy allows; gives what is left. */
    private List<ModelPromise.Want> backorder(
            ModelPromise promise, List<ModelPromise.Want> missing, Optional<Sourcing> sourcing) {
        List<ModelPromise.Want> rest = new ArrayList<>();
        for (ModelPromise.Want want : missing) {
            String sku = want.line().sku().value();
            Optional<Backorder> policy = state.item(sku).backorder();
            long allowed = policy.map(each -> Math.max(0, each.limit() - state.owed(sku, any -> true)))
                    .orElse(0L);
            long most = Math.min(want.quantity(), allowed);
            long left = promiseDated(promise, want, most, sourcing);
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

    private void move(Map<StockKey, Long> changes) {
        changes.keySet().removeIf(key -> !state.isTracked(key.sku().value()));
        changes.forEach((key, change) -> require(change >= 0 || state.available(key) >= -change, "INSUFFICIENT_STOCK"));
        changes.forEach((key, change) -> state.onHand.merge(key, change, Long::sum));
    }

    private void transfer(Transfer transfer) {
        Map<StockKey, Long> changes = new TreeMap<>();
        transfer.lines().forEach(line -> {
            changes.merge(new StockKey(line.sku(), transfer.from(), line.lot()), -line.quantity(), Long::sum);
            changes.merge(new StockKey(line.sku(), transfer.to(), line.lot()), line.quantity(), Long::sum);
        });
        move(changes);
    }

    private void ship(Ship ship) {
        String id = ship.shipmentId().value();
        require(!state.shipments.containsKey(id), "SHIPMENT_EXISTS");
        ModelShipment shipment = new ModelShipment(ship.to());
        Map<StockKey, Long> changes = new TreeMap<>();
        ship.lines().stream()
                .filter(line -> state.isTracked(line.sku().value()))
                .forEach(line -> {
                    StockKey onTheWay = new StockKey(line.sku(), ship.via(), line.lot());
                    changes.merge(new StockKey(line.sku(), ship.from(), line.lot()), -line.quantity(), Long::sum);
                    changes.merge(onTheWay, line.quantity(), Long::sum);
                    shipment.goods.computeIfAbsent(onTheWay, unseen -> new ModelShipment.Goods()).onTheWay +=
                            line.quantity();
                });
        move(changes);
        state.shipments.put(id, shipment);
    }

    private void receive(ReceiveShipment receive) {
        String id = receive.shipmentId().value();
        // The first shipment registers the way.
        boolean isWay = receive.damagedTo().equals(Optional.of(Ship.IN_TRANSIT));
        require(!isWay || !state.shipments.isEmpty(), "UNKNOWN_LOCATION");
        require(state.shipments.containsKey(id), "UNKNOWN_SHIPMENT");
        ModelShipment shipment = Objects.requireNonNull(state.shipments.get(id));
        require(shipment.onTheWay() > 0, "SHIPMENT_OVER");
        require(!isWay, "STILL_ON_THE_WAY");
        if (receive.lines().isEmpty()) {
            shipment.goods.forEach((key, goods) -> arrive(
                    key,
                    goods,
                    new ArrivedLine(key.sku(), key.lot(), Math.max(1, goods.onTheWay), Condition.SOUND),
                    Optional.of(shipment.to)));
            return;
        }
        for (ArrivedLine line : receive.lines()) {
            StockKey key = new StockKey(line.sku(), Ship.IN_TRANSIT, line.lot());
            require(shipment.goods.containsKey(key), "NOT_THAT_MANY_ON_THE_WAY");
            ModelShipment.Goods goods = Objects.requireNonNull(shipment.goods.get(key));
            require(goods.onTheWay >= line.quantity(), "NOT_THAT_MANY_ON_THE_WAY");
            arrive(
                    key,
                    goods,
                    line,
                    line.condition() == Condition.SOUND ? Optional.of(shipment.to) : receive.damagedTo());
        }
    }

    /** Lost goods are nowhere then, and broken ones for which there is no place. */
    private void arrive(StockKey onTheWay, ModelShipment.Goods goods, ArrivedLine line, Optional<LocationId> place) {
        long units = Math.min(line.quantity(), goods.onTheWay);
        goods.onTheWay -= units;
        switch (line.condition()) {
            case SOUND -> goods.received += units;
            case DAMAGED -> goods.damaged += units;
            case LOST -> goods.lost += units;
        }
        state.onHand.merge(onTheWay, -units, Long::sum);
        place.filter(somewhere -> line.condition() != Condition.LOST)
                .ifPresent(somewhere ->
                        state.onHand.merge(new StockKey(line.sku(), somewhere, line.lot()), units, Long::sum));
    }

    private void count(StockKey key, long counted) {
        if (!state.isTracked(key.sku().value())) {
            return;
        }
        state.onHand.put(key, counted);
        Comparator<ModelPromise> newestHoldFirst = Comparator.comparing((ModelPromise promise) -> promise.phase)
                .thenComparing(Comparator.comparing((ModelPromise promise) -> promise.createdAt)
                        .thenComparing(promise -> promise.id)
                        .reversed());
        for (ModelPromise promise :
                state.promises.values().stream().sorted(newestHoldFirst).toList()) {
            promise.lose(key, state.reserved(key) - counted);
        }
    }

    private void changeItem(ChangeItem change) {
        String sku = change.item().sku().value();
        Tracking after = change.item().tracking();
        boolean isStricter = after != state.item(sku).tracking() && after != Tracking.TRACKED;
        if (state.isTracked(sku) && isStricter) {
            require(
                    state.onHand.entrySet().stream()
                            .noneMatch(level -> level.getKey().sku().value().equals(sku) && level.getValue() > 0),
                    "STOCK_EXISTS");
            require(
                    after != Tracking.UNTRACKED
                            || state.promises.values().stream().noneMatch(promise -> promise.awaits(sku)),
                    "OPEN_RESERVATIONS_EXIST");
        }
        state.items.put(sku, change.item());
    }

    private Instant expiry(Hold hold) {
        Instant end = hold instanceof Hold.Until until
                ? until.expiresAt()
                : now.plus(hold instanceof Hold.Lasting lasting ? lasting.length() : standardHold);
        require(end.isAfter(now), "EXPIRY_NOT_IN_FUTURE");
        return end;
    }

    private void reserve(Reserve reserve) {
        String id = reserve.reservationId().value();
        require(!state.promises.containsKey(id), "RESERVATION_EXISTS");
        Optional<String> policy = reserve.sourcing().flatMap(Sourcing::policy);
        require(policy.isEmpty() || POLICIES.containsKey(policy.get()), "UNKNOWN_POLICY");
        reserve.lines().forEach(line -> require(state.item(line.sku().value()).isActive(), "ITEM_INACTIVE"));
        reserve.lines()
                .forEach(line -> line.location()
                        .ifPresent(
                                place -> require(state.location(place.value()).isActive(), "LOCATION_INACTIVE")));
        ModelPromise promise = new ModelPromise(id, now, expiry(reserve.hold()));
        reserve.owner().ifPresent(owner -> {
            promise.owner = owner.value();
            state.heldBy(owner.value()).ifPresent(ModelPromise::releaseAll);
        });
        List<ModelPromise.Want> wants = new ArrayList<>();
        for (Line line : reserve.lines()) {
            wants.add(new ModelPromise.Want(wants.size() + 1, line, line.quantity()));
        }
        List<ModelPromise.Want> unplaced = place(promise, wants, reserve.sourcing());
        state.promises.put(id, promise);
        List<ModelPromise.Want> missing = backorder(promise, unplaced, reserve.sourcing());
        require(missing.isEmpty() || reserve.extent() == Reserve.Extent.PARTIAL, "INSUFFICIENT_STOCK");
        missing.forEach(want -> promise.pot(want.number(), want.line(), null).outstanding += want.quantity());
        state.promises.put(id, promise);
        if (reserve.owner().isPresent()) {
            state.lastHoldOf.put(reserve.owner().get().value(), id);
        }
    }

    /** Lines that name their place choose first. The promise must not count as reserved yet where it is new. */
    private List<ModelPromise.Want> place(
            ModelPromise promise, List<ModelPromise.Want> wants, Optional<Sourcing> sourcing) {
        boolean isNew = state.promises.putIfAbsent(promise.id, promise) == null;
        List<ModelPromise.Want> ordered = new ArrayList<>(wants);
        ordered.sort(Comparator.comparing(
                        (ModelPromise.Want want) -> want.line().location().isEmpty())
                .thenComparing(want -> want.line().lot().isEmpty()));
        Optional<AllocationPolicy> policy = sourcing.flatMap(Sourcing::policy)
                .filter(name -> !name.equals(AllocationPolicy.PRIORITY))
                .map(POLICIES::get);
        List<ModelPromise.Want> missing = policy.isPresent()
                ? placeTogether(promise, ordered, policy.get(), sourcing.orElseThrow())
                : placeInTurn(promise, ordered, sourcing);
        if (isNew) {
            state.promises.remove(promise.id);
        }
        return missing;
    }

    private List<ModelPromise.Want> placeInTurn(
            ModelPromise promise, List<ModelPromise.Want> wants, Optional<Sourcing> sourcing) {
        List<ModelPromise.Want> missing = new ArrayList<>();
        for (ModelPromise.Want want : wants) {
            long left = placeOne(promise, want, sourcing);
            if (left > 0) {
                missing.add(new ModelPromise.Want(want.number(), want.line(), left));
            }
        }
        return missing;
    }

    private List<StockKey> promisingKeys(Line line, Optional<Sourcing> sourcing) {
        return state.promisingKeys(line, now).stream()
                .filter(key ->
                        sourcing.map(wish -> state.suits(key.location(), wish)).orElse(true))
                .toList();
    }

    private long placeOne(ModelPromise promise, ModelPromise.Want want, Optional<Sourcing> sourcing) {
        String sku = want.line().sku().value();
        if (!state.isTracked(sku)) {
            promise.pot(want.number(), want.line(), null).open += want.quantity();
            return 0;
        }
        long left = want.quantity();
        for (StockKey key : promisingKeys(want.line(), sourcing)) {
            long taken = Math.min(left, state.available(key));
            if (taken > 0) {
                promise.pot(want.number(), want.line(), key).open += taken;
                left -= taken;
            }
        }
        return left;
    }

    /** What the policy makes of it is the policy's; that it is asked about the right places is what is checked here. */
    private List<ModelPromise.Want> placeTogether(
            ModelPromise promise, List<ModelPromise.Want> wants, AllocationPolicy policy, Sourcing wish) {
        long[] left = new long[wants.size()];
        List<AllocationPolicy.Want> demand = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            ModelPromise.Want want = wants.get(i);
            if (state.isTracked(want.line().sku().value())) {
                left[i] = want.quantity();
                demand.add(new AllocationPolicy.Want(i, want.quantity(), candidates(want.line(), wish)));
            } else {
                promise.pot(want.number(), want.line(), null).open += want.quantity();
            }
        }
        demand.removeIf(want -> want.candidates().isEmpty());
        for (AllocationPolicy.Take take : policy.allocate(new AllocationPolicy.Demand(demand, wish.destination()))) {
            ModelPromise.Want want = wants.get(take.line());
            promise.pot(want.number(), want.line(), take.key()).open += take.quantity();
            left[take.line()] -= take.quantity();
        }
        List<ModelPromise.Want> missing = new ArrayList<>();
        for (int i = 0; i < left.length; i++) {
            if (left[i] > 0) {
                missing.add(new ModelPromise.Want(
                        wants.get(i).number(), wants.get(i).line(), left[i]));
            }
        }
        return missing;
    }

    private List<AllocationPolicy.Candidate> candidates(Line line, Sourcing wish) {
        return promisingKeys(line, Optional.of(wish)).stream()
                .sorted()
                .filter(key -> state.available(key) > 0)
                .map(key -> new AllocationPolicy.Candidate(
                        key,
                        state.location(key.location().value()).priority(),
                        state.location(key.location().value()).coordinates(),
                        state.expiry(key),
                        state.available(key)))
                .toList();
    }

    private void topUp(ModelPromise promise) {
        require(promise.phase < ModelPromise.CLOSED, "RESERVATION_CLOSED");
        topUp(promise, promise.awaiting());
    }

    /** What is not found stays promised as it was, the earliest promise first. */
    private void topUp(ModelPromise promise, List<ModelPromise.Pot> pots) {
        record Was(ModelPromise.Pot pot, long units) {}
        List<Was> before = new ArrayList<>();
        Map<Integer, ModelPromise.Want> wants = new LinkedHashMap<>();
        for (ModelPromise.Pot pot : pots) {
            before.add(new Was(pot, pot.outstanding));
            wants.merge(
                    pot.number,
                    new ModelPromise.Want(pot.number, pot.line, pot.outstanding),
                    (one, other) -> new ModelPromise.Want(one.number(), one.line(), one.quantity() + other.quantity()));
            pot.outstanding = 0;
        }
        before.sort(Comparator.comparing((Was was) -> was.pot().rank()));
        for (ModelPromise.Want missing : place(promise, List.copyOf(wants.values()), Optional.empty())) {
            long left = missing.quantity();
            for (Was was : before) {
                long kept = was.pot().number == missing.number() ? Math.min(left, was.units()) : 0;
                was.pot().outstanding += kept;
                left -= kept;
            }
        }
    }

    private void retakeAll(ModelPromise promise) {
        retake(promise, allExpired(promise));
        List<ModelPromise.Want> promised = new ArrayList<>();
        for (ModelPromise.Pot pot : promise.promised()) {
            promised.add(new ModelPromise.Want(pot.number, pot.line, pot.outstanding));
            pot.outstanding = 0;
        }
        require(backorder(promise, promised, Optional.empty()).isEmpty(), "HOLD_LOST");
    }

    private void retake(ModelPromise promise, List<ModelPromise.Want> wants) {
        promise.phase = ModelPromise.HELD;
        require(place(promise, wants, Optional.empty()).isEmpty(), "HOLD_LOST");
    }

    private static List<ModelPromise.Want> allExpired(ModelPromise promise) {
        return promise.take(pot -> pot.expired, (pot, units) -> pot.expired -= units);
    }

    private void confirm(Confirm confirm, ModelPromise promise) {
        require(!promise.isOver(), "RESERVATION_CLOSED");
        if (promise.phase == ModelPromise.CONFIRMED) {
            return;
        }
        boolean accepted = confirm.outstanding() == Confirm.Outstanding.ACCEPT;
        require(accepted || promise.sum(pot -> pot.outstanding) == 0, "OUTSTANDING_NOT_ACCEPTED");
        if (promise.phase == ModelPromise.CLOSED) {
            retakeAll(promise);
        }
        promise.phase = ModelPromise.CONFIRMED;
    }

    private void fulfil(Fulfil fulfil, ModelPromise promise) {
        require(!promise.isOver(), "RESERVATION_CLOSED");
        if (promise.phase == ModelPromise.CLOSED) {
            List<ModelPromise.Want> wants = fulfil.lines().isEmpty()
                    ? allExpired(promise)
                    : promise.takeNamed(fulfil.lines(), pot -> pot.expired, (pot, units) -> pot.expired -= units);
            require(!wants.isEmpty(), "NOT_THAT_MANY_OPEN");
            retake(promise, wants);
            promise.ship(List.of(), state.onHand);
            promise.phase = ModelPromise.CLOSED;
            return;
        }
        require(promise.sum(pot -> pot.open) > 0 && promise.hasOpen(fulfil.lines()), "NOT_THAT_MANY_OPEN");
        promise.ship(fulfil.lines(), state.onHand);
        promise.closeIfDone();
    }

    private void release(Release release, ModelPromise promise) {
        require(!promise.isOver(), "RESERVATION_CLOSED");
        if (promise.phase == ModelPromise.CLOSED) {
            return;
        }
        if (release.lines().isEmpty()) {
            promise.releaseAll();
        } else {
            release.lines().forEach(line -> require(promise.releaseOne(line), "NOT_THAT_MANY_OPEN"));
            promise.closeIfDone();
        }
    }

    private void extend(Extend extend, ModelPromise promise) {
        Instant end = expiry(extend.hold());
        require(!promise.isOver(), "RESERVATION_CLOSED");
        require(promise.phase != ModelPromise.CONFIRMED, "ALREADY_CONFIRMED");
        if (promise.phase == ModelPromise.CLOSED) {
            if (promise.owner != null) {
                boolean isFree = state.heldBy(promise.owner).isEmpty();
                require(isFree, "HOLD_REPLACED");
                state.lastHoldOf.put(promise.owner, promise.id);
            }
            retakeAll(promise);
        }
        promise.expiresAt = end.isAfter(promise.expiresAt) ? end : promise.expiresAt;
    }

    String figures(StockKey key) {
        return state.onHand.getOrDefault(key, 0L) + "/" + state.reserved(key) + "/" + state.allocated(key);
    }

    Optional<Long> availability(String sku) {
        if (!state.item(sku).isActive()) {
            return Optional.of(0L);
        }
        return state.isTracked(sku)
                ? Optional.of(state.promisingKeys(Line.of(sku, 1), now).stream()
                        .mapToLong(state::available)
                        .sum())
                : Optional.empty();
    }

    /** What should have been told of stock, had somebody just looked. */
    StockStatus status(StockKey key) {
        ReorderRule rule =
                state.item(key.sku().value()).reorderRule(key.location(), now).orElse(ReorderRule.NEVER);
        return StockStatus.of(state.available(key), rule);
    }

    /** What a level should say on how its item is sold. */
    Terms terms(StockKey key) {
        return Terms.of(state.item(key.sku().value()));
    }

    Optional<String> reservation(String id) {
        return Optional.ofNullable(state.promises.get(id)).map(ModelPromise::figures);
    }

    Optional<String> shipment(String id) {
        return Optional.ofNullable(state.shipments.get(id)).map(ModelShipment::figures);
    }

    boolean isTracked(String sku) {
        return state.isTracked(sku);
    }

    Set<StockKey> keys() {
        return state.onHand.keySet();
    }

    List<InboundSupply> expected(String sku) {
        return state.expected(sku);
    }

    Optional<String> promises(String id) {
        return Optional.ofNullable(state.promises.get(id)).map(ModelPromise::promises);
    }
}
