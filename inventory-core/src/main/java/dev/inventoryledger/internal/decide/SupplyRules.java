package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Fact;
import dev.inventoryledger.MovementType;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.Sku;
import dev.inventoryledger.command.CancelSupply;
import dev.inventoryledger.command.ExpectSupply;
import dev.inventoryledger.command.ReceiveSupply;
import dev.inventoryledger.command.StockLine;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.spi.SupplyBook.SupplyLine;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.supply.SupplyId;
import java.util.List;
import java.util.Optional;

/** What is expected, and what comes of it. */
final class SupplyRules {
    private SupplyRules() {}

    static void expect(ExpectSupply command, Draft draft) {
        InboundSupply supply = command.supply();
        draft.catalog().requireKnown(List.of(supply.sku()), List.of(supply.location()));
        SupplyBook book = draft.supply().of(supply.sku());
        Optional<InboundSupply> before = book.line(supply.id()).map(SupplyLine::supply);
        draft.state(new Fact.SupplyExpected(before, supply));
        expectFromNow(supply, draft);
    }

    static void cancel(CancelSupply command, Draft draft) {
        draft.catalog().requireKnown(List.of(command.sku()), List.of());
        InboundSupply supply = supply(command.supplyId(), command.sku(), draft);
        draft.state(new Fact.SupplyCancelled(supply));
        expectFromNow(supply.withQuantity(0), draft);
    }

    static void receive(ReceiveSupply command, Draft draft) {
        StockLine line = command.line();
        draft.catalog().requireKnown(List.of(line.key()));
        Sku sku = line.key().sku();
        InboundSupply supply = supply(command.supplyId(), sku, draft);
        InboundRule.bringIn(line, MovementType.RECEIPT, draft.now(), draft);
        InboundSupply left = supply.withQuantity(Math.max(0, supply.quantity() - line.quantity()));
        draft.state(new Fact.SupplyReceived(left, line.quantity()));
        if (draft.catalog().item(sku).isTracked()) {
            new Backlog(draft, sku).serve(List.of(line.key()), Optional.of(supply.id()));
        }
        expectFromNow(left, draft);
    }

    /** What comes no more leaves the book once nobody is promised any of it. */
    private static void expectFromNow(InboundSupply left, Draft draft) {
        draft.supply().put(draft.supply().of(left.sku()).expecting(left));
        new Backlog(draft, left.sku()).redate();
        if (left.quantity() == 0) {
            draft.supply().put(draft.supply().of(left.sku()).without(left.id()));
        }
    }

    private static InboundSupply supply(SupplyId id, Sku sku, Draft draft) {
        return draft.supply()
                .of(sku)
                .line(id)
                .map(SupplyLine::supply)
                .orElseThrow(() -> new Refusal(
                        RejectionReason.UNKNOWN_SUPPLY,
                        "supplyId " + id + ": nothing of " + sku + " is expected by it"));
    }
}
