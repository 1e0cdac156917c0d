/** The inventory ledger: façade, commands, values, rules and the store SPI. */
module dev.inventoryledger.core {
    requires static transitive org.jspecify;
    requires org.slf4j;

    exports dev.inventoryledger;
    exports dev.inventoryledger.command;
    exports dev.inventoryledger.event;
    exports dev.inventoryledger.lot;
    exports dev.inventoryledger.policy;
    exports dev.inventoryledger.reconciliation;
    exports dev.inventoryledger.relay;
    exports dev.inventoryledger.report;
    exports dev.inventoryledger.spi;
    exports dev.inventoryledger.subscription;
    exports dev.inventoryledger.supply;
    exports dev.inventoryledger.transit;
    exports dev.inventoryledger.view;
}
