package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.time.Duration;
import java.time.Instant;

/** How long a reservation protects its stock before it must be confirmed. Immutable. */
public sealed interface Hold {
    /** The longest hold by length. */
    Duration MAX_LENGTH = Duration.ofDays(3_660);

    /** As long as the ledger was built to hold. */
    record Standard() implements Hold {}

    /**
     * For a length of time from the moment of the decision.
     *
     * @param length how long; positive, at most {@link #MAX_LENGTH}, kept to the microsecond
     */
    record Lasting(Duration length) implements Hold {
        /**
         * Checks the length.
         *
         * @param length how long
         * @throws IllegalArgumentException if it is shorter than a microsecond or longer than {@link #MAX_LENGTH}
         */
        public Lasting {
            boolean sound = length.compareTo(Duration.ofNanos(1_000)) >= 0 && length.compareTo(MAX_LENGTH) <= 0;
            Checks.check(sound, "hold length", "must be from 1 microsecond to " + MAX_LENGTH, length);
        }
    }

    /**
     * Until an instant.
     *
     * @param expiresAt the first instant at which it holds no more, kept to the microsecond
     */
    record Until(Instant expiresAt) implements Hold {
        /**
         * Checks the instant.
         *
         * @param expiresAt the first instant at which it holds no more, kept to the microsecond
         * @throws IllegalArgumentException if it lies outside the years 1 to 9999
         */
        public Until {
            expiresAt = Checks.instant("expiresAt", expiresAt);
        }
    }

    /** {@return a hold as long as the ledger was built to hold} */
    static Hold standard() {
        return new Standard();
    }

    /**
     * {@return a hold for a length of time}
     *
     * @param length how long
     * @throws IllegalArgumentException if the length is out of bounds
     */
    static Hold lasting(Duration length) {
        return new Lasting(length);
    }

    /**
     * {@return a hold until an instant}
     *
     * @param expiresAt the first instant at which it holds no more
     * @throws IllegalArgumentException if it lies outside the years 1 to 9999
     */
    static Hold until(Instant expiresAt) {
        return new Until(expiresAt);
    }
}
