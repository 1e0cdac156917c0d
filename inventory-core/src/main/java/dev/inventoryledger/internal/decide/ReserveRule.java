package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Item;
import dev.inventoryledger.Line;
import dev.inventoryledger.Location;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.OwnerId;
import dev.inventoryledger.Phase;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.ReservationId;
import dev.inventoryledger.Sellability;
import dev.inventoryledger.Shortfall;
import dev.inventoryledger.Sku;
import dev.inventoryledger.command.Reserve;
import dev.inventoryledger.command.Sourcing;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.internal.decide.ReservationEdit.Slot;
import dev.inventoryledger.spi.ClaimId;
import dev.inventoryledger.spi.LevelScope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Stock is promised: all lines atomically. */
final class ReserveRule implements Rule<Reserve> {
    @Override
    public void needs(Reserve command, Needs needs) {
        needs.newReservation(command.reservationId());
        for (Line line : command.lines()) {
            needs.scope(new LevelScope(line.sku(), line.location())).item(line.sku());
            line.location().ifPresent(needs::location);
        }
        command.sourcing().flatMap(Sourcing::within).ifPresent(needs::location);
        command.owner().ifPresent(owner -> needs.claim(claim(owner)));
    }

    @Override
    public void apply(Reserve command, Draft draft) {
        ReservationId id = command.reservationId();
        Refusal.unless(draft.find(id).isEmpty(), RejectionReason.RESERVATION_EXISTS, "reservationId", id);
        checkCatalog(command, draft);
        Instant expiresAt = Expiry.of(command.hold(), draft);
        command.owner().ifPresent(owner -> replaceHold(owner, draft));

        ReservationEdit edit = new ReservationEdit(blank(id, command, expiresAt, draft.now()));
        Placement placement = Placement.asCommanded(draft, edit, command.sourcing());
        List<Part> missing = placement.place(wanted(command));
        if (!missing.isEmpty()) {
            owe(missing, command, draft, placement);
        }
        draft.put(ReservationChange.RESERVED, edit.done());
        command.owner().ifPresent(owner -> draft.claim(claim(owner), id.value()));
    }

    /** What is not there is promised before it comes, or is outstanding, or is too much to ask for. */
    private static void owe(List<Part> missing, Reserve command, Draft draft, Placement placement) {
        ReservationEdit edit = placement.edit();
        Backordering backorders = new Backordering(draft, placement);
        List<Part> rest = backorders.promise(missing);
        if (!rest.isEmpty() && command.extent() == Reserve.Extent.ALL_OR_NOTHING) {
            List<Shortfall> shortfalls = Shortfalls.of(rest);
            throw new Refusal(
                    RejectionReason.INSUFFICIENT_STOCK,
                    "lines: not available: " + shortfalls,
                    shortfalls,
                    Backordering.earlier(placement.freesUpAt(), backorders.freesUpAt()));
        }
        requireBooks(rest, draft);
        for (Part part : rest) {
            edit.add(part.slot(), Counter.OUTSTANDING, part.quantity());
            draft.supply().awaitedWithoutPromise(part.slot().asked().sku());
        }
        missing.forEach(part -> draft.awaits(part.slot().asked().sku()));
    }

    /** All at once: an order may have many lines. */
    private static void requireBooks(List<Part> unpromised, Draft draft) {
        Needs books = draft.rows().needs();
        unpromised.forEach(part -> books.supply(part.slot().asked().sku()));
        books.orMiss();
    }

    private static void checkCatalog(Reserve command, Draft draft) {
        Catalog catalog = draft.catalog();
        List<Sku> skus = skus(command);
        List<LocationId> places = locations(command);
        List<LocationId> named = new ArrayList<>(places);
        command.sourcing().flatMap(Sourcing::within).ifPresent(named::add);
        catalog.requireKnown(skus, named);
        draft.policies().requireKnown(command.sourcing());
        for (Sku sku : skus) {
            refuseUnless(catalog.item(sku), Item::isActive, RejectionReason.ITEM_INACTIVE, "sku", sku);
        }
        for (LocationId id : places) {
            refuseUnless(catalog.location(id), Location::isActive, RejectionReason.LOCATION_INACTIVE, "location", id);
        }
        for (LocationId id : places) {
            refuseUnless(
                    catalog.location(id),
                    place -> place.sellability() == Sellability.SELLABLE,
                    RejectionReason.LOCATION_NOT_SELLABLE,
                    "location",
                    id);
        }
    }

    private static <T> void refuseUnless(
            T subject, Predicate<T> rule, RejectionReason reason, String field, Object value) {
        Refusal.unless(rule.test(subject), reason, field, value);
    }

    /** So that nobody is blocked by themselves: what the owner held is free again before the new hold is placed. */
    private static void replaceHold(OwnerId owner, Draft draft) {
        Optional<Reservation> held = draft.rows()
                .claim(claim(owner))
                .map(claim -> draft.current(new ReservationId(claim.holder())))
                .filter(hold -> hold.phase() == Phase.HELD);
        held.ifPresent(hold -> Promise.of(draft, hold).releaseAll());
    }

    private static Reservation blank(ReservationId id, Reserve command, Instant expiresAt, Instant now) {
        Optional<Sourcing> kept =
                command.sourcing().map(Sourcing::unplanned).filter(wish -> !wish.equals(Sourcing.standard()));
        return new Reservation(
                id,
                0,
                Phase.HELD,
                List.of(),
                command.owner(),
                command.order(),
                now,
                now,
                expiresAt,
                kept,
                Optional.empty());
    }

    private static List<Part> wanted(Reserve command) {
        List<Part> wanted = new ArrayList<>();
        for (Line line : command.lines()) {
            wanted.add(new Part(new Slot(wanted.size() + 1, line), line.quantity()));
        }
        return wanted;
    }

    static ClaimId claim(OwnerId owner) {
        return new ClaimId(ClaimId.Kind.OWNER_HOLD, owner.value());
    }

    private static List<Sku> skus(Reserve command) {
        List<Sku> skus = new ArrayList<>();
        command.lines().forEach(line -> skus.add(line.sku()));
        return skus;
    }

    private static List<LocationId> locations(Reserve command) {
        List<LocationId> locations = new ArrayList<>();
        command.lines().forEach(line -> line.location().ifPresent(locations::add));
        return locations;
    }
}
