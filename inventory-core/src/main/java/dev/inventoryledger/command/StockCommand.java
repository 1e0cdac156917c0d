package dev.inventoryledger.command;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Level;
import java.util.List;

/** A command about what is on hand, which most of them change; it answers with the levels it touched. */
public sealed interface StockCommand extends Command<List<Level>>
        permits Receive, ReceiveSupply, TakeBack, Adjust, Transfer, Count, ReviewStock, MendLevel {
    @Override
    default List<Level> answerIn(Entry entry) {
        return entry.facts(Fact.LevelsAfter.class).get(0).levels();
    }
}
