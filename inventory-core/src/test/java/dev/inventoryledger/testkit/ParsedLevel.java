package dev.inventoryledger.testkit;

import dev.inventoryledger.Balance;
import dev.inventoryledger.StockKey;

/** {@code TEA@A=10/4/1}: ten on hand, four reserved, one of them allocated. */
record ParsedLevel(StockKey key, Balance balance) {
    static ParsedLevel of(String text) {
        String[] sides = text.split("=", -1);
        String[] figures = (sides[1] + "/0/0").split("/", -1);
        Balance balance =
                new Balance(Long.parseLong(figures[0]), Long.parseLong(figures[1]), Long.parseLong(figures[2]));
        return new ParsedLevel(keyOf(sides[0]), balance);
    }

    static StockKey keyOf(String text) {
        String[] parts = text.split("@", -1);
        return StockKey.of(parts[0], parts[1]);
    }

    @Override
    public String toString() {
        return key + "=" + balance;
    }
}
