package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Fact;
import dev.inventoryledger.Item;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Status;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.Tracking;
import dev.inventoryledger.command.ChangeItem;
import dev.inventoryledger.command.DeactivateItem;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.spi.OutstandingReservations;
import dev.inventoryledger.spi.Terms;
import java.util.List;

/** The catalog of items. */
final class ItemRules {
    private ItemRules() {}

    static void register(RegisterItem command, Draft draft) {
        Item item = command.item();
        boolean isNew = draft.catalog().findItem(item.sku()).isEmpty();
        Refusal.unless(isNew, RejectionReason.ITEM_EXISTS, "sku", item.sku());
        draft.catalog().requireKnown(List.of(), item.watchedLocations());
        draft.catalog().put(item);
        draft.state(new Fact.ItemRegistered(item));
    }

    static void change(ChangeItem command, Draft draft) {
        replace(draft.catalog().item(command.item().sku()), command.item(), draft);
    }

    static void deactivate(DeactivateItem command, Draft draft) {
        Item item = draft.catalog().item(command.sku());
        replace(item, item.withStatus(Status.INACTIVE), draft);
    }

    private static void replace(Item before, Item after, Draft draft) {
        draft.catalog().requireKnown(List.of(), after.watchedLocations());
        boolean isStricter = before.tracking() != after.tracking() && after.tracking() != Tracking.TRACKED;
        if (before.isTracked() && isStricter) {
            refuseIfStocked(before.sku(), draft);
            if (!after.isTracked()) {
                refuseIfAwaited(before.sku(), draft);
            }
        }
        draft.catalog().put(after);
        if (!isToldAlike(before, after)) {
            draft.rows().keysOf(after.sku()).forEach(draft.levels()::remark);
        }
        draft.state(new Fact.ItemChanged(before, after));
    }

    /** Whether levels say the same of both. */
    private static boolean isToldAlike(Item before, Item after) {
        boolean isSoldAgain = after.isActive() && !before.isActive();
        boolean isCountedAgain = after.isTracked() && !before.isTracked();
        return !isSoldAgain
                && !isCountedAgain
                && before.reorder().equals(after.reorder())
                && before.reorderAt().equals(after.reorderAt())
                && before.seasons().equals(after.seasons())
                && Terms.of(before) == Terms.of(after);
    }

    private static void refuseIfStocked(Sku sku, Draft draft) {
        for (StockKey key : draft.rows().keysOf(sku)) {
            boolean isEmpty = draft.guard(key).balance().onHand() == 0;
            Refusal.unless(isEmpty, RejectionReason.STOCK_EXISTS, "sku", key);
        }
    }

    private static void refuseIfAwaited(Sku sku, Draft draft) {
        boolean isAwaited = isAwaited(sku, Levels.FEW, draft);
        Refusal.unless(!isAwaited, RejectionReason.OPEN_RESERVATIONS_EXIST, "sku", sku);
    }

    /** Whether a reservation lacks units of it; a hold that has ended by time no longer does. */
    private static boolean isAwaited(Sku sku, int limit, Draft draft) {
        List<Reservation> waiting = draft.rows().outstanding(new OutstandingReservations(sku, limit));
        boolean isAwaited = waiting.stream().anyMatch(reservation -> !reservation.isDue(draft.now()));
        return isAwaited || (waiting.size() == limit && isAwaited(sku, Math.multiplyExact(limit, Levels.FEW), draft));
    }
}
