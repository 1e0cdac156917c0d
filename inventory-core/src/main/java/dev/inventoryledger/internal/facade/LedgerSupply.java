package dev.inventoryledger.internal.facade;

import dev.inventoryledger.Level;
import dev.inventoryledger.Outcome;
import dev.inventoryledger.Sku;
import dev.inventoryledger.command.CancelSupply;
import dev.inventoryledger.command.ExpectSupply;
import dev.inventoryledger.command.ReceiveSupply;
import dev.inventoryledger.internal.execute.Executor;
import dev.inventoryledger.internal.read.Documents;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.spi.SupplyBook;
import dev.inventoryledger.spi.SupplyBook.SupplyLine;
import dev.inventoryledger.supply.InboundSupply;
import dev.inventoryledger.supply.Supply;
import java.util.List;

/**
 * What is expected, over a ledger's store.
 *
 * @param executor carries commands out
 * @param documents where it is kept
 */
public record LedgerSupply(Executor executor, Documents documents) implements Supply {
    /**
     * {@return what is expected over a store}
     *
     * @param executor carries commands out
     * @param store where it is kept
     */
    public static Supply over(Executor executor, StockStore store) {
        return new LedgerSupply(executor, new Documents(store));
    }

    @Override
    public Outcome<InboundSupply> expect(ExpectSupply command) {
        return executor.execute(command);
    }

    @Override
    public Outcome<InboundSupply> cancel(CancelSupply command) {
        return executor.execute(command);
    }

    @Override
    public Outcome<List<Level>> receive(ReceiveSupply command) {
        return executor.execute(command);
    }

    @Override
    public List<InboundSupply> expected(String sku) {
        return book(sku).lines().stream().map(SupplyLine::supply).toList();
    }

    @Override
    public long owed(String sku) {
        return book(sku).owed();
    }

    private SupplyBook book(String sku) {
        Sku which = new Sku(sku);
        return documents
                .find(DocumentKind.SUPPLY, which.value(), SupplyBook.class)
                .orElse(SupplyBook.of(which));
    }
}
