package dev.inventoryledger.command;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.lot.LotDetails;

/** A command about one lot; it answers with what is known of it. */
public sealed interface LotCommand extends Command<LotDetails> permits DescribeLot {
    @Override
    default LotDetails answerIn(Entry entry) {
        return entry.facts(Fact.LotDescribed.class).get(0).after();
    }
}
