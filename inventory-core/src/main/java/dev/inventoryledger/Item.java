package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * An item of the catalog: what a SKU is, and how its stock is watched. Immutable; each {@code with…} method gives a
 * changed copy.
 *
 * @param sku its code
 * @param name what people call it; 1 to 500 UTF-16 units
 * @param productId the product that it is a variant of
 * @param tracking whether stock is kept of it
 * @param status whether it may still be promised
 * @param reorder when it is low at any location without a rule of its own; empty for what the ledger was built with
 * @param reorderAt the rules of particular locations
 * @param seasons rules that hold for a while in place of those; of several that cover an instant, one of the location's own goes before
 *     one for every location, then the first listed
 * @param backorder how it may be sold before it is there; empty if it never might, and with a limit of 0 if it may no more
 * @param leadTime how long it usually takes to come once it is ordered; from 0 to 3,660 days
 */
public record Item(
        Sku sku,
        String name,
        Optional<ProductId> productId,
        Tracking tracking,
        Status status,
        Optional<ReorderRule> reorder,
        Map<LocationId, ReorderRule> reorderAt,
        List<ReorderSeason> seasons,
        Optional<Backorder> backorder,
        Optional<Duration> leadTime) {
    /** The longest lead time: some ten years. */
    public static final Duration MAX_LEAD_TIME = Duration.ofDays(3_660);

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
     * @param seasons rules that hold for a while in place of those
     * @param backorder how it may be sold before it is there
     * @param leadTime how long it usually takes to come once it is ordered
     * @throws IllegalArgumentException if the name is malformed or the lead time out of bounds
     */
    public Item {
        Objects.requireNonNull(sku, "sku");
        Checks.text("item name", name);
        Objects.requireNonNull(productId, "productId");
        Objects.requireNonNull(tracking, "tracking");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(reorder, "reorder");
        reorderAt = Collections.unmodifiableSortedMap(new TreeMap<>(reorderAt));
        seasons = List.copyOf(seasons);
        Objects.requireNonNull(backorder, "backorder");
        leadTime.ifPresent(time -> Checks.check(
                !time.isNegative() && time.compareTo(MAX_LEAD_TIME) <= 0,
                "leadTime",
                "must be from 0 to 3,660 days",
                time));
    }

    /**
     * A tracked, active item without a product or reorder rules of its own.
     *
     * @param sku its code
     * @param name what people call it
     * @return the item
     * @throws IllegalArgumentException if a text is malformed
     */
    public static Item of(String sku, String name) {
        return new Item(
                new Sku(sku),
                name,
                Optional.empty(),
                Tracking.TRACKED,
                Status.ACTIVE,
                Optional.empty(),
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * {@return a copy with another name}
     *
     * @param newName what people call it now
     */
    public Item withName(String newName) {
        return new Item(sku, newName, productId, tracking, status, reorder, reorderAt, seasons, backorder, leadTime);
    }

    /**
     * {@return a copy that is a variant of a product}
     *
     * @param product the product's id
     */
    public Item withProduct(String product) {
        return new Item(
                sku,
                name,
                Optional.of(new ProductId(product)),
                tracking,
                status,
                reorder,
                reorderAt,
                seasons,
                backorder,
                leadTime);
    }

    /**
     * {@return a copy that is tracked or not}
     *
     * @param newTracking whether stock is kept of it
     */
    public Item withTracking(Tracking newTracking) {
        return new Item(sku, name, productId, newTracking, status, reorder, reorderAt, seasons, backorder, leadTime);
    }

    /**
     * {@return a copy that is active or not}
     *
     * @param newStatus whether it may be promised
     */
    public Item withStatus(Status newStatus) {
        return new Item(sku, name, productId, tracking, newStatus, reorder, reorderAt, seasons, backorder, leadTime);
    }

    /**
     * {@return a copy that is low at so many units or fewer, and tells no reorder, at every location without a rule of its own}
     *
     * @param point low at this many available units or fewer
     * @param quantity units to reorder
     */
    public Item withReorder(long point, long quantity) {
        return withReorder(new ReorderRule(point, quantity));
    }

    /**
     * {@return a copy with this rule for every location that has none of its own}
     *
     * @param rule when it is low, and when and how much of it to reorder
     */
    public Item withReorder(ReorderRule rule) {
        Optional<ReorderRule> given = Checks.given("reorder", rule);
        return new Item(sku, name, productId, tracking, status, given, reorderAt, seasons, backorder, leadTime);
    }

    /**
     * {@return a copy that is low at some point at one location}
     *
     * @param location where it applies
     * @param point low at this many available units or fewer
     * @param quantity units to reorder
     */
    public Item withReorderAt(String location, long point, long quantity) {
        return withReorderAt(location, new ReorderRule(point, quantity));
    }

    /**
     * {@return a copy with a rule of its own for one location}
     *
     * @param location where it applies
     * @param rule when it is low there, and when and how much of it to reorder
     */
    public Item withReorderAt(String location, ReorderRule rule) {
        SortedMap<LocationId, ReorderRule> rules = new TreeMap<>(reorderAt);
        rules.put(new LocationId(location), rule);
        return new Item(sku, name, productId, tracking, status, reorder, rules, seasons, backorder, leadTime);
    }

    /**
     * {@return a copy with one more rule that holds for a while}
     *
     * @param season where and when, and the rule
     */
    public Item withSeason(ReorderSeason season) {
        List<ReorderSeason> more =
                Stream.concat(seasons.stream(), Stream.of(season)).toList();
        return new Item(sku, name, productId, tracking, status, reorder, reorderAt, more, backorder, leadTime);
    }

    /** {@return a copy that never counts as low} */
    public Item withoutReorder() {
        Optional<ReorderRule> never = Optional.of(ReorderRule.NEVER);
        return new Item(sku, name, productId, tracking, status, never, Map.of(), List.of(), backorder, leadTime);
    }

    /**
     * {@return a copy that may be sold before it is there}
     *
     * @param policy against what, and how much
     */
    public Item withBackorder(Backorder policy) {
        Optional<Backorder> given = Checks.given("backorder", policy);
        return new Item(sku, name, productId, tracking, status, reorder, reorderAt, seasons, given, leadTime);
    }

    /** {@return a copy of which nothing more is promised before it is there; what is owed stays so, and is served before others} */
    public Item withoutBackorder() {
        return backorder.isEmpty() ? this : withBackorder(Backorder.upTo(0));
    }

    /**
     * {@return a copy with a lead time}
     *
     * @param time how long it usually takes to come once it is ordered
     */
    public Item withLeadTime(Duration time) {
        Optional<Duration> given = Checks.given("leadTime", time);
        return new Item(sku, name, productId, tracking, status, reorder, reorderAt, seasons, backorder, given);
    }

    /** {@return whether stock is kept of it} */
    public boolean isTracked() {
        return tracking != Tracking.UNTRACKED;
    }

    /** {@return whether it may be promised} */
    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    /**
     * {@return the item's own rule at a location and an instant: a season's, or else the location's, or else the item's; empty where
     * it has none}
     *
     * @param location where
     * @param instant when
     */
    public Optional<ReorderRule> reorderRule(LocationId location, Instant instant) {
        if (!seasons.isEmpty()) {
            Optional<ReorderRule> ofSeason = ofSeason(location, instant);
            if (ofSeason.isPresent()) {
                return ofSeason;
            }
        }
        ReorderRule ofLocation = reorderAt.get(location);
        return ofLocation == null ? reorder : Optional.of(ofLocation);
    }

    private Optional<ReorderRule> ofSeason(LocationId location, Instant instant) {
        return seasons.stream()
                .filter(season -> season.covers(location, instant))
                .min(Comparator.comparing(season -> season.location().isEmpty()))
                .map(ReorderSeason::rule);
    }

    /**
     * {@return whether anybody is told when its stock at a location is low or out: it is sold, and from there, or has a rule for that
     * location of its own}
     *
     * @param location the location
     */
    public boolean isWatchedAt(Location location) {
        return isTracked()
                && isActive()
                && (location.promises() || watchedLocations().contains(location.id()));
    }

    /** {@return the locations for which it has rules of their own} */
    public Set<LocationId> watchedLocations() {
        Set<LocationId> watched = new TreeSet<>(reorderAt.keySet());
        seasons.forEach(season -> season.location().ifPresent(watched::add));
        return watched;
    }
}
