package dev.inventoryledger.testkit;

import dev.inventoryledger.Hold;
import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Lot;
import dev.inventoryledger.ReorderRule;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Status;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.StockStatus;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.Adjust;
import dev.inventoryledger.command.Adjustment;
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
import dev.inventoryledger.spi.Terms;
import dev.inventoryledger.supply.InboundSupply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
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

    private ModelPlacing placing() {
        return new ModelPlacing(state, now, false);
    }

    private ModelOwing owing() {
        return new ModelOwing(state, now, placing());
    }

    /** Tells why not; empty if the command was carried out. */
    Optional<String> send(Command<?> command) {
        ModelState before = state;
        state = before.copy();
        try {
            carryOut(command);
            requireLots(before);
            return Optional.empty();
        } catch (ModelRefusal no) {
            state = before;
            return Optional.of(String.valueOf(no.getMessage()));
        }
    }

    /** Whatever came under a key must be told apart as its item is. */
    private void requireLots(ModelState before) {
        List<StockKey> gaining = state.onHand.keySet().stream()
                .filter(key -> state.onHand.getOrDefault(key, 0L) > before.onHand.getOrDefault(key, 0L))
                .toList();
        gaining.forEach(key ->
                ModelRefusal.unless(!tracking(key).namesLots() || !key.lot().equals(Lot.NONE), "LOT_REQUIRED"));
        for (StockKey key : gaining) {
            long everywhere = state.onHand.entrySet().stream()
                    .filter(level -> level.getKey().sku().equals(key.sku())
                            && level.getKey().lot().equals(key.lot()))
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            ModelRefusal.unless(tracking(key) != Tracking.BY_SERIAL || everywhere == 1, "SERIAL_NOT_UNIQUE");
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
            state.supplies.put(
                    ModelState.name(expect.supply().sku(), expect.supply().id()), expect.supply());
            owing().redate(expect.supply().sku().value());
        } else if (command instanceof CancelSupply cancel) {
            ModelRefusal.unless(
                    state.supplies.remove(ModelState.name(cancel.sku(), cancel.supplyId())) != null, "UNKNOWN_SUPPLY");
            owing().redate(cancel.sku().value());
        } else if (command instanceof ReceiveSupply receive) {
            receive(receive);
        } else if (command instanceof Adjust adjust) {
            Map<StockKey, Long> changes = new TreeMap<>();
            for (Adjustment line : adjust.lines()) {
                long onHand = state.onHand.getOrDefault(line.key(), 0L);
                ModelRefusal.unless(
                        !state.isTracked(line.key().sku().value())
                                || line.onHand().map(units -> units == onHand).orElse(true),
                        "LEVEL_CHANGED");
                changes.merge(line.key(), line.change(), Long::sum);
            }
            state.move(changes);
        } else if (command instanceof Transfer transfer) {
            new ModelWay(state).requireThere(transfer.from());
            transfer(transfer);
        } else if (command instanceof DescribeLot describe) {
            state.describe(describe.details());
        } else if (command instanceof ReviewStock || command instanceof ExpireHolds) {
            // Nothing moves: holds have ended already here. What is told is compared where stock is told of.
            return;
        } else if (command instanceof RegisterItem register) {
            ModelRefusal.unless(!state.items.containsKey(register.item().sku().value()), "ITEM_EXISTS");
            state.items.put(register.item().sku().value(), register.item());
        } else if (command instanceof DeactivateItem deactivate) {
            state.items.put(
                    deactivate.sku().value(),
                    state.item(deactivate.sku().value()).withStatus(Status.INACTIVE));
        } else if (command instanceof RegisterLocation register) {
            ModelRefusal.unless(
                    !state.locations.containsKey(register.location().id().value()), "LOCATION_EXISTS");
            state.locations.put(register.location().id().value(), register.location());
        } else if (command instanceof DeactivateLocation deactivate) {
            String id = deactivate.location().value();
            state.locations.put(id, state.location(id).withStatus(Status.INACTIVE));
        } else if (command instanceof Ship ship) {
            new ModelWay(state).ship(ship);
        } else if (command instanceof ReceiveShipment receive) {
            new ModelWay(state).receive(receive);
        } else if (command instanceof Count count) {
            count.lines()
                    .forEach(line -> new ModelWay(state).requireThere(line.key().location()));
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
        ModelRefusal.unless(state.promises.containsKey(id), "UNKNOWN_RESERVATION");
        return Objects.requireNonNull(state.promises.get(id));
    }

    private void arrive(List<StockLine> lines) {
        Map<StockKey, Long> changes = new TreeMap<>();
        for (StockLine line : lines) {
            Optional<Instant> known = state.expiry(line.key());
            ModelRefusal.unless(
                    line.expiresAt().isEmpty() || known.isEmpty() || known.equals(line.expiresAt()), "LOT_DIFFERS");
            line.expiresAt()
                    .ifPresent(date -> state.describe(state.lot(line.key())
                            .orElse(LotDetails.of(
                                    line.key().sku().value(), line.key().lot().value()))
                            .expiringAt(date)));
            changes.merge(line.key(), line.quantity(), Long::sum);
        }
        state.move(changes);
    }

    private void serveThoseWhoWait(List<StockLine> lines) {
        Map<String, Set<StockKey>> came = new TreeMap<>();
        lines.forEach(line -> came.computeIfAbsent(line.key().sku().value(), unseen -> new TreeSet<>())
                .add(line.key()));
        came.forEach((sku, keys) -> {
            if (state.isTracked(sku) && state.item(sku).backorder().isPresent()) {
                owing().serve(sku, keys, Optional.empty());
            }
        });
    }

    private void receive(ReceiveSupply receive) {
        Sku sku = receive.line().key().sku();
        String name = ModelState.name(sku, receive.supplyId());
        ModelRefusal.unless(state.supplies.containsKey(name), "UNKNOWN_SUPPLY");
        InboundSupply supply = Objects.requireNonNull(state.supplies.get(name));
        arrive(List.of(receive.line()));
        if (state.isTracked(sku.value())) {
            owing().serve(sku.value(), Set.of(receive.line().key()), Optional.of(receive.supplyId()));
        }
        long left = supply.quantity() - receive.line().quantity();
        if (left > 0) {
            state.supplies.put(name, supply.withQuantity(left));
        } else {
            state.supplies.remove(name);
        }
        owing().redate(sku.value());
    }

    private void transfer(Transfer transfer) {
        Map<StockKey, Long> changes = new TreeMap<>();
        transfer.lines().forEach(line -> {
            changes.merge(new StockKey(line.sku(), transfer.from(), line.lot()), -line.quantity(), Long::sum);
            changes.merge(new StockKey(line.sku(), transfer.to(), line.lot()), line.quantity(), Long::sum);
        });
        state.move(changes);
    }

    private void count(StockKey key, long counted) {
        if (!state.isTracked(key.sku().value())) {
            return;
        }
        state.onHand.put(key, counted);
        Comparator<ModelPromise> newestHoldFirst = Comparator.comparingInt((ModelPromise promise) -> promise.phase)
                .thenComparing(Comparator.comparing((ModelPromise promise) -> promise.waitsSince)
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
            ModelRefusal.unless(
                    state.onHand.entrySet().stream()
                            .noneMatch(level -> level.getKey().sku().value().equals(sku) && level.getValue() > 0),
                    "STOCK_EXISTS");
            ModelRefusal.unless(
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
        ModelRefusal.unless(end.isAfter(now), "EXPIRY_NOT_IN_FUTURE");
        return end;
    }

    private void reserve(Reserve reserve) {
        String id = reserve.reservationId().value();
        ModelRefusal.unless(!state.promises.containsKey(id), "RESERVATION_EXISTS");
        Optional<String> policy = reserve.sourcing().flatMap(Sourcing::policy);
        ModelRefusal.unless(policy.isEmpty() || ModelPlacing.POLICIES.containsKey(policy.get()), "UNKNOWN_POLICY");
        reserve.lines()
                .forEach(line ->
                        ModelRefusal.unless(state.item(line.sku().value()).isActive(), "ITEM_INACTIVE"));
        reserve.lines()
                .forEach(line -> line.location()
                        .ifPresent(place -> ModelRefusal.unless(
                                state.location(place.value()).isActive(), "LOCATION_INACTIVE")));
        ModelPromise promise = new ModelPromise(id, now, reserve.sourcing(), expiry(reserve.hold()));
        reserve.owner().ifPresent(owner -> {
            promise.owner = owner.value();
            state.heldBy(owner.value()).ifPresent(ModelPromise::releaseAll);
        });
        List<ModelPromise.Want> wants = new ArrayList<>();
        for (Line line : reserve.lines()) {
            wants.add(new ModelPromise.Want(wants.size() + 1, line, line.quantity()));
        }
        List<ModelPromise.Want> unplaced = placing().place(promise, wants);
        state.promises.put(id, promise);
        List<ModelPromise.Want> missing = owing().backorder(promise, unplaced);
        ModelRefusal.unless(missing.isEmpty() || reserve.extent() == Reserve.Extent.PARTIAL, "INSUFFICIENT_STOCK");
        missing.forEach(want -> promise.pot(want.number(), want.line(), null).outstanding += want.quantity());
        state.promises.put(id, promise);
        if (reserve.owner().isPresent()) {
            state.lastHoldOf.put(reserve.owner().get().value(), id);
        }
    }

    private void topUp(ModelPromise promise) {
        ModelRefusal.unless(promise.phase < ModelPromise.CLOSED, "RESERVATION_CLOSED");
        placing().topUp(promise, promise.awaiting());
    }

    private void retakeAll(ModelPromise promise) {
        promise.phase = ModelPromise.HELD;
        promise.waitsSince = now;
        List<ModelPromise.Want> promised = new ArrayList<>();
        for (ModelPromise.Pot pot : promise.promised()) {
            promised.add(new ModelPromise.Want(pot.number, pot.line, pot.outstanding));
            pot.outstanding = 0;
        }
        List<ModelPromise.Want> wants = new ArrayList<>(allExpired(promise));
        wants.addAll(ModelPromise.merged(promised));
        Map<Integer, Long> were = new TreeMap<>();
        promised.forEach(want -> were.merge(want.number(), want.quantity(), Long::sum));
        Map<Integer, Long> again = new TreeMap<>();
        List<ModelPromise.Want> lacking = ModelPromise.merged(placing().placeAgain(promise, wants));
        for (ModelPromise.Want want : lacking) {
            draw(want, want.number(), were, again);
        }
        for (ModelPromise.Want want : lacking) {
            promised.stream()
                    .filter(other -> other.line().sku().equals(want.line().sku()))
                    .forEach(other -> draw(want, other.number(), were, again));
        }
        boolean isLost = lacking.stream().anyMatch(want -> again.getOrDefault(want.number(), 0L) < want.quantity());
        List<ModelPromise.Want> missing = new ArrayList<>();
        for (ModelPromise.Want want : lacking) {
            missing.add(new ModelPromise.Want(want.number(), want.line(), again.getOrDefault(want.number(), 0L)));
        }
        missing.removeIf(want -> want.quantity() == 0);
        List<ModelPromise.Want> still = owing().backorder(promise, missing);
        still.forEach(want -> promise.pot(want.number(), want.line(), null).outstanding += want.quantity());
        ModelRefusal.unless(!isLost && still.isEmpty(), "HOLD_LOST");
    }

    /** What a line still lacks of what another, or itself, had been promised. */
    private static void draw(ModelPromise.Want want, int from, Map<Integer, Long> were, Map<Integer, Long> again) {
        long lacks = want.quantity() - again.getOrDefault(want.number(), 0L);
        long units = Math.min(lacks, were.getOrDefault(from, 0L));
        were.merge(from, -units, Long::sum);
        again.merge(want.number(), units, Long::sum);
    }

    private void retake(ModelPromise promise, List<ModelPromise.Want> wants) {
        promise.phase = ModelPromise.HELD;
        ModelRefusal.unless(placing().placeAgain(promise, wants).isEmpty(), "HOLD_LOST");
    }

    private static List<ModelPromise.Want> allExpired(ModelPromise promise) {
        return promise.take(pot -> pot.expired, (pot, units) -> pot.expired -= units);
    }

    private void confirm(Confirm confirm, ModelPromise promise) {
        ModelRefusal.unless(!promise.isOver(), "RESERVATION_CLOSED");
        if (promise.phase == ModelPromise.CONFIRMED) {
            return;
        }
        boolean accepted = confirm.outstanding() == Confirm.Outstanding.ACCEPT;
        if (promise.phase == ModelPromise.CLOSED) {
            try {
                retakeAll(promise);
            } catch (ModelRefusal lost) {
                ModelRefusal.unless(accepted || promise.sum(pot -> pot.outstanding) == 0, "OUTSTANDING_NOT_ACCEPTED");
                throw lost;
            }
        }
        ModelRefusal.unless(accepted || promise.sum(pot -> pot.outstanding) == 0, "OUTSTANDING_NOT_ACCEPTED");
        promise.phase = ModelPromise.CONFIRMED;
    }

    private void fulfil(Fulfil fulfil, ModelPromise promise) {
        ModelRefusal.unless(!promise.isOver(), "RESERVATION_CLOSED");
        if (promise.phase == ModelPromise.CLOSED) {
            List<ModelPromise.Want> wants = fulfil.lines().isEmpty()
                    ? allExpired(promise)
                    : promise.takeNamed(fulfil.lines(), pot -> pot.expired, (pot, units) -> pot.expired -= units);
            ModelRefusal.unless(!wants.isEmpty(), "NOT_THAT_MANY_OPEN");
            retake(promise, wants);
            promise.ship(List.of(), state.onHand);
            promise.phase = ModelPromise.CLOSED;
            return;
        }
        ModelRefusal.unless(promise.sum(pot -> pot.open) > 0 && promise.hasOpen(fulfil.lines()), "NOT_THAT_MANY_OPEN");
        promise.ship(fulfil.lines(), state.onHand);
        promise.closeIfDone();
    }

    private void release(Release release, ModelPromise promise) {
        ModelRefusal.unless(!promise.isOver(), "RESERVATION_CLOSED");
        if (promise.phase == ModelPromise.CLOSED) {
            return;
        }
        if (release.lines().isEmpty()) {
            promise.releaseAll();
        } else {
            promise.namedFirst(release.lines(), pot -> pot.open + pot.outstanding)
                    .forEach(line -> ModelRefusal.unless(promise.releaseOne(line), "NOT_THAT_MANY_OPEN"));
            promise.closeIfDone();
        }
    }

    private void extend(Extend extend, ModelPromise promise) {
        Instant end = expiry(extend.hold());
        ModelRefusal.unless(!promise.isOver(), "RESERVATION_CLOSED");
        ModelRefusal.unless(promise.phase != ModelPromise.CONFIRMED, "ALREADY_CONFIRMED");
        if (promise.phase == ModelPromise.CLOSED) {
            if (promise.owner != null) {
                boolean isFree = state.heldBy(promise.owner).isEmpty();
                ModelRefusal.unless(isFree, "HOLD_REPLACED");
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

    /** What should have been told of stock, had somebody just looked; empty where nobody looks. */
    Optional<StockStatus> status(StockKey key) {
        Item item = state.item(key.sku().value());
        boolean isSold =
                item.isActive() && state.location(key.location().value()).promises();
        boolean isNamed = item.isActive() && item.watchedLocations().contains(key.location());
        ReorderRule rule = item.reorderRule(key.location(), now).orElse(ReorderRule.NEVER);
        // What has happened to its lot since is told of no level, but that nothing of it is back.
        LotDetails lot = state.lots.get(key.sku() + " " + key.lot());
        boolean isBarred = lot != null && !lot.promises(now);
        return (isSold || isNamed) && !isBarred
                ? Optional.of(StockStatus.of(state.available(key), rule))
                : Optional.empty();
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
