package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Fact;
import dev.inventoryledger.Item;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Status;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.command.ChangeItem;
import dev.inventoryledger.command.DeactivateItem;
import dev.inventoryledger.command.RegisterItem;
import dev.inventoryledger.spi.OutstandingReservations;
import java.util.List;

/** The catalog of items. */
final class ItemRules {
    private ItemRules() {}

    static void register(RegisterItem command, Draft draft) {
        Item item = command.item();
        boolean isNew = draft.catalog().findItem(item.sku()).isEmpty();
        Refusal.unless(isNew, RejectionReason.ITEM_EXISTS, "sku", item.sku());
        write(item, draft);
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
        if (before.isTracked() && !after.isTracked()) {
            refuseIfInUse(before.sku(), draft);
        }
        write(after, draft);
        boolean watchedAlike =
                before.reorder().equals(after.reorder()) && before.reorderAt().equals(after.reorderAt());
        if (!watchedAlike) {
            draft.rows().keysOf(after.sku()).forEach(draft.levels()::remark);
        }
        draft.state(new Fact.ItemChanged(before, after));
    }

    private static void write(Item item, Draft draft) {
        draft.catalog().requireKnown(List.of(), item.reorderAt().keySet());
        draft.catalog().put(item);
    }

    private static void refuseIfInUse(Sku sku, Draft draft) {
        for (StockKey key : draft.rows().keysOf(sku)) {
            boolean isEmpty = draft.guard(key).balance().onHand() == 0;
            Refusal.unless(isEmpty, RejectionReason.STOCK_EXISTS, "sku", key);
        }
        boolean isAwaited =
                !draft.rows().outstanding(new OutstandingReservations(sku, 1)).isEmpty();
        Refusal.unless(!isAwaited, RejectionReason.OPEN_RESERVATIONS_EXIST, "sku", sku);
    }
}
