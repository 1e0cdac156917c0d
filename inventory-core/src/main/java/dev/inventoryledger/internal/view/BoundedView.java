package dev.inventoryledger.internal.view;

import dev.inventoryledger.Availability;
import dev.inventoryledger.InventoryView;
import dev.inventoryledger.Level;
import dev.inventoryledger.LocationId;
import dev.inventoryledger.Sku;
import dev.inventoryledger.StockKey;
import dev.inventoryledger.view.StockView;
import dev.inventoryledger.view.Viewed;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A view for readers who need answers that are not older than that.
 *
 * @param view what it reads
 * @param bound how old at most
 * @param through what it asks instead
 */
record BoundedView(JournalView view, Duration bound, InventoryView through) implements StockView {
    private <T> Viewed<T> unlessOlder(Viewed<T> answer, Supplier<T> asked) {
        boolean isOlder = answer.lag().compareTo(bound) > 0;
        return isOlder ? new Viewed<>(asked.get(), Duration.ZERO, 0) : answer;
    }

    @Override
    public Viewed<Availability> availability(String sku) {
        return unlessOlder(view.availability(sku), () -> through.availability(sku));
    }

    @Override
    public Viewed<Map<Sku, Availability>> availability(Collection<Sku> skus) {
        return unlessOlder(view.availability(skus), () -> through.availability(skus));
    }

    @Override
    public Viewed<Map<StockKey, Level>> stockAt(LocationId location, Optional<StockKey> after, int limit) {
        return unlessOlder(view.stockAt(location, after, limit), () -> {
            Map<StockKey, Level> asked = new LinkedHashMap<>();
            through.stockAt(location.value(), after, limit).forEach(level -> asked.put(level.key(), level));
            return asked;
        });
    }

    @Override
    public StockView noOlderThan(Duration newBound) {
        return view.noOlderThan(newBound);
    }

    @Override
    public void rebuild() {
        view.rebuild();
    }

    @Override
    public Duration lag() {
        return view.lag();
    }

    @Override
    public void close() {
        view.close();
    }
}
