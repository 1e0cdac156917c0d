package dev.inventoryledger.internal.facade;

import dev.inventoryledger.Outcome;
import dev.inventoryledger.command.ReceiveShipment;
import dev.inventoryledger.command.Ship;
import dev.inventoryledger.internal.Checks;
import dev.inventoryledger.internal.execute.Executor;
import dev.inventoryledger.internal.read.Documents;
import dev.inventoryledger.spi.DocumentKind;
import dev.inventoryledger.spi.StockStore;
import dev.inventoryledger.transit.Shipment;
import dev.inventoryledger.transit.ShipmentId;
import dev.inventoryledger.transit.Transit;
import java.util.List;
import java.util.Optional;

/**
 * Shipments over a ledger's store.
 *
 * @param executor carries commands out
 * @param documents where shipments are kept
 */
public record LedgerTransit(Executor executor, Documents documents) implements Transit {
    /**
     * {@return shipments over a store}
     *
     * @param executor carries commands out
     * @param store where shipments are kept
     */
    public static Transit over(Executor executor, StockStore store) {
        return new LedgerTransit(executor, new Documents(store));
    }

    @Override
    public Outcome<Shipment> ship(Ship command) {
        return executor.execute(command);
    }

    @Override
    public Outcome<Shipment> receive(ReceiveShipment command) {
        return executor.execute(command);
    }

    @Override
    public Optional<Shipment> shipment(ShipmentId id) {
        return documents.find(DocumentKind.SHIPMENT, id.value(), Shipment.class);
    }

    @Override
    public List<Shipment> shipments(Optional<ShipmentId> after, int limit) {
        Checks.positive("limit", limit);
        return documents.page(DocumentKind.SHIPMENT, after.map(ShipmentId::value), limit, Shipment.class);
    }
}
