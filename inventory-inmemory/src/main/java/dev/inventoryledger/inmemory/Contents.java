package dev.inventoryledger.inmemory;

import dev.inventoryledger.Balance;
import dev.inventoryledger.Entry;
import dev.inventoryledger.Item;
import dev.inventoryledger.Location;
import dev.inventoryledger.Reservation;
import dev.inventoryledger.StockKey;
import java.util.List;
import java.util.Map;

/**
 * Everything that a store holds at one moment, for assertions: figures and reservations as they are recorded, holds that
 * are due but not swept included. Immutable.
 *
 * @param balances the recorded figures of every stock key
 * @param reservations every reservation, by id
 * @param entries the journal, as far back as it is kept
 * @param items the catalog's items, by SKU
 * @param locations the catalog's locations, by id
 */
public record Contents(
        Map<StockKey, Balance> balances,
        List<Reservation> reservations,
        List<Entry> entries,
        List<Item> items,
        List<Location> locations) {}
