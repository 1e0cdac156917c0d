package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An item of the catalog: what a SKU is, and how its stock is watched. Immutable; each {@code with…} method gives a
 * changed copy.
 *
 * @param sku its code
 * @param name what people call it; 1 to 500 UTF-16 units
 * @param productId the product that it is a variant of
 * @param tracking whether stock is kept of it
 * @param status whether it may still be promised
 * @param reorder when it is low at any location without a rule of its own
 * @param reorderAt the rules of particular locations
 */
public record Item(
        Sku sku,
        String name,
        Optional<ProductId> productId,
        Tracking tracking,
        Status status,
        Optional<ReorderRule> reorder,
        Map<LocationId, ReorderRule> reorderAt) {
    /**
     * Checks the name and copies the rules.
     *
     * @param sku its code
     * @param name what people call it
     * @param productId the product that it is a variant of
     * @param tracking whether stock is kept of it
     * @param status whether it may still be promised
     * @param reorder when it is low at any location without a rule of its own
     * @param reorderAt the rules of particular locations
     * @throws IllegalArgumentException if the name is malformed
     */
    public Item {
        Objects.requireNonNull(sku, "sku");
        Checks.text("item name", name);
        Objects.requireNonNull(productId, "productId");
        Objects.requireNonNull(tracking, "tracking");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reorder, "reorder");
        reorderAt = Collections.unmodifiableSortedMap(new TreeMap<>(reorderAt));
    }

    /**
     * A tracked, active item without a product or reorder rules.
     *
     * @param sku its code
     * @param name what people call it
     * @return the item
     * @throws IllegalArgumentException if a text is malformed
     */
    public static Item of(String sku, String name) {
        return new Item(
                new Sku(sku), name, Optional.empty(), Tracking.TRACKED, Status.ACTIVE, Optional.empty(), Map.of());
    }

    /**
     * {@return a copy with another name}
     *
     * @param newName what people call it now
     */
    public Item withName(String newName) {
        return new Item(sku, newName, productId, tracking, status, reorder, reorderAt);
    }

    /**
     * {@return a copy that is a variant of a product}
     *
     * @param product the product's id
     */
    public Item withProduct(String product) {
        return new Item(sku, name, Optional.of(new ProductId(product)), tracking, status, reorder, reorderAt);
    }

    /**
     * {@return a copy that is tracked or not}
     *
     * @param newTracking whether stock is kept of it
     */
    public Item withTracking(Tracking newTracking) {
        return new Item(sku, name, productId, newTracking, status, reorder, reorderAt);
    }

    /**
     * {@return a copy that is active or not}
     *
     * @param newStatus whether it may be promised
     */
    public Item withStatus(Status newStatus) {
        return new Item(sku, name, productId, tracking, newStatus, reorder, reorderAt);
    }

    /**
     * {@return a copy with this rule for every location that has none of its own}
     *
     * @param point low at this many available units or fewer
     * @param quantity units to reorder
     */
    public Item withReorder(long point, long quantity) {
        Optional<ReorderRule> rule = Optional.of(new ReorderRule(point, quantity));
        return new Item(sku, name, productId, tracking, status, rule, reorderAt);
    }

    /**
     * {@return a copy with a rule of its own for one location}
     *
     * @param location where it applies
     * @param point low at this many available units or fewer
     * @param quantity units to reorder
     */
    public Item withReorderAt(String location, long point, long quantity) {
        SortedMap<LocationId, ReorderRule> rules = new TreeMap<>(reorderAt);
        rules.put(new LocationId(location), new ReorderRule(point, quantity));
        return new Item(sku, name, productId, tracking, status, reorder, rules);
    }

    /** {@return a copy that never counts as low} */
    public Item withoutReorder() {
        return new Item(sku, name, productId, tracking, status, Optional.empty(), Map.of());
    }

    /** {@return whether stock is kept of it} */
    public boolean isTracked() {
        return tracking == Tracking.TRACKED;
    }

    /** {@return whether it may be promised} */
    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    /**
     * {@return the rule that applies at a location, its own or else the default}
     *
     * @param location where
     */
    public Optional<ReorderRule> reorderRule(LocationId location) {
        return Optional.ofNullable(reorderAt.get(location)).or(() -> reorder);
    }
}
