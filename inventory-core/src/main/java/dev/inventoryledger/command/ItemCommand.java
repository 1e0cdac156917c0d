package dev.inventoryledger.command;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Item;
import java.util.stream.Stream;

/** A command about one item of the catalog; it answers with the item. */
public sealed interface ItemCommand extends Command<Item> permits RegisterItem, ChangeItem, DeactivateItem {
    @Override
    default Item answerIn(Entry entry) {
        return Stream.concat(
                        entry.facts(Fact.ItemRegistered.class).stream().map(Fact.ItemRegistered::item),
                        entry.facts(Fact.ItemChanged.class).stream().map(Fact.ItemChanged::after))
                .findFirst()
                .orElseThrow();
    }
}
