package dev.inventoryledger.command;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.supply.InboundSupply;
import java.util.stream.Stream;

/** A command about what is expected; it answers with the supply. */
public sealed interface SupplyCommand extends Command<InboundSupply> permits ExpectSupply, CancelSupply {
    @Override
    default InboundSupply answerIn(Entry entry) {
        return Stream.concat(
                        entry.facts(Fact.SupplyExpected.class).stream().map(Fact.SupplyExpected::after),
                        entry.facts(Fact.SupplyCancelled.class).stream().map(Fact.SupplyCancelled::supply))
                .findFirst()
                .orElseThrow();
    }
}
