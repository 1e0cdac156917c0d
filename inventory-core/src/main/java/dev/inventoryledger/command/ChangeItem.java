package dev.inventoryledger.command;

import dev.inventoryledger.CommandType;
import dev.inventoryledger.Item;
import dev.inventoryledger.Origin;
import java.util.Objects;

/**
 * Replaces the definition of an item. Turning tracking off is rejected while units are on hand, or a reservation waits for some, and
 * telling it apart by lot or serial number while units are on hand. Turning it on changes no reservation: what was promised without stock is confirmed and fulfilled without
 * stock, and a count says what that left. Where units are owed, a definition without a policy for that would leave those who wait behind
 * whoever comes next: {@link Item#withoutBackorder} ends a policy and still serves them.
 *
 * @param origin its id, who sends it and why
 * @param item its definition from now on
 */
public record ChangeItem(Origin origin, Item item) implements ItemCommand {
    /**
     * Requires every part.
     *
     * @param origin its id, who sends it and why
     * @param item its definition from now on
     */
    public ChangeItem {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(item, "item");
    }

    /**
     * {@return the command, under a random id}
     *
     * @param item its definition
     */
    public static ChangeItem of(Item item) {
        return new ChangeItem(Origin.random(), item);
    }

    /**
     * {@return the same command with another origin}
     *
     * @param newOrigin its id, who sends it and why
     */
    public ChangeItem with(Origin newOrigin) {
        return new ChangeItem(newOrigin, item);
    }

    @Override
    public CommandType type() {
        return CommandType.CHANGE_ITEM;
    }
}
