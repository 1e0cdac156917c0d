package dev.inventoryledger.lot;

import dev.inventoryledger.Lot;
import dev.inventoryledger.Sku;
import dev.inventoryledger.Status;
import dev.inventoryledger.internal.Checks;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of a lot or serial number. One of which nothing is known never expires and may be promised. Immutable.
 *
 * @param sku what it is a lot of
 * @param lot its name; not {@link Lot#NONE}
 * @param expiresAt the first instant at which it is promised no more
 * @param status whether it may be promised at all: a lot that is recalled is inactive
 */
public record LotDetails(Sku sku, Lot lot, Optional<Instant> expiresAt, Status status) {
    /**
     * Checks the lot.
     *
     * @param sku what it is a lot of
     * @param lot its name
     * @param expiresAt the first instant at which it is promised no more
     * @param status whether it may be promised at all
     * @throws IllegalArgumentException if the lot is {@link Lot#NONE}, or the instant lies outside the years 1 to 9999
     */
    public LotDetails {
        Objects.requireNonNull(sku, "sku");
        Checks.check(!lot.equals(Lot.NONE), "lot", "must be named", lot.value());
        expiresAt = expiresAt.map(instant -> Checks.instant("expiresAt", instant));
        Objects.requireNonNull(status, "status");
    }

    /**
     * {@return a lot that never expires}
     *
     * @param sku what it is a lot of
     * @param lot its name
     * @throws IllegalArgumentException if a text is malformed
     */
    public static LotDetails of(String sku, String lot) {
        return new LotDetails(new Sku(sku), new Lot(lot), Optional.empty(), Status.ACTIVE);
    }

    /**
     * {@return a copy that expires}
     *
     * @param instant the first instant at which it is promised no more
     * @throws IllegalArgumentException if the instant lies outside the years 1 to 9999
     */
    public LotDetails expiringAt(Instant instant) {
        return new LotDetails(sku, lot, Checks.given("expiresAt", instant), status);
    }

    /** {@return a copy that is promised no more, such as a lot that is recalled} */
    public LotDetails recalled() {
        return new LotDetails(sku, lot, expiresAt, Status.INACTIVE);
    }

    /**
     * {@return whether units of it may be promised}
     *
     * @param now the instant in question
     */
    public boolean promises(Instant now) {
        return status == Status.ACTIVE && expiresAt.map(now::isBefore).orElse(true);
    }
}
