package dev.inventoryledger.testkit;

import dev.inventoryledger.spi.StockStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Everything a store must show. Extend it, give a new empty store for each call, and run it with JUnit and jqwik on the
 * class path. After every test, and every try of a property, all shops that it opened are audited.
 */
@ExtendWith(AuditAfterEveryTest.class)
@AddLifecycleHook(AuditAfterEveryTest.class)
public abstract class StoreTestKit
        implements SpiContract,
                Scenarios,
                CatalogChanges,
                LifeCycle,
                EndingHolds,
                Questions,
                Idempotency,
                Alerts,
                Interleavings,
                WarmStarts,
                BatchesInFlight,
                RefusalsInFlight,
                Sweeping,
                SharedRows,
                Races,
                Sourced,
                FoundLater,
                Reconciling,
                OnTheWay,
                BeforeItIsThere,
                WhatComes,
                ManyAtOnce,
                LotsAndSerials,
                Reordering,
                Subscribing,
                SubscribersFail,
                SubscribersDie,
                Relaying,
                Proof,
                ThePast,
                Viewing,
                Reporting,
                ReadersMeanwhile,
                Oracle {
    private final List<Shop> shops = new CopyOnWriteArrayList<>();

    /** {@return a store that holds nothing and shares nothing with any other} */
    protected abstract StockStore newStore();

    @Override
    public final Shop open() {
        Shop shop = new Shop(newStore());
        shops.add(shop);
        return shop;
    }

    @Override
    public final StockStore raw() {
        return newStore();
    }

    final void auditAll() {
        try {
            shops.forEach(Shop::audit);
        } finally {
            shops.clear();
        }
    }
}
