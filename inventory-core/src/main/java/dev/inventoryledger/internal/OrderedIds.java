package dev.inventoryledger.internal;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Makes ids that nobody else makes, each behind those made before: 20 digits and letters, of which 8 are milliseconds since 1970 and 12
 * random, 71 bits of that. Of one millisecond only the first id is random, the others count on from it. In the order of their characters,
 * capitals first, ids stand in the order of their making, which keeps the pages of an index full. Safe for use by many threads.
 */
public final class OrderedIds {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int TIME_DIGITS = 8;
    private static final int HALF_DIGITS = 6;

    /** How many numbers have so many digits: 62 to the power of 6. */
    private static final long HALF = 56_800_235_584L;

    private final LongSupplier millis;
    private final RandomGenerator random;
    private final AtomicReference<Id> last = new AtomicReference<>(new Id(-1, 0, 0));

    /** The clock tells milliseconds since 1970. One that goes back is not followed. */
    public OrderedIds(LongSupplier millis, RandomGenerator random) {
        this.millis = millis;
        this.random = random;
    }

    private record Id(long millis, long high, long low) {
        Id next() {
            if (low + 1 < HALF) {
                return new Id(millis, high, low + 1);
            }
            return high + 1 < HALF ? new Id(millis, high + 1, 0) : new Id(millis + 1, 0, 0);
        }

        @Override
        public String toString() {
            char[] id = new char[TIME_DIGITS + 2 * HALF_DIGITS];
            write(millis, id, 0, TIME_DIGITS);
            write(high, id, TIME_DIGITS, HALF_DIGITS);
            write(low, id, TIME_DIGITS + HALF_DIGITS, HALF_DIGITS);
            return new String(id);
        }
    }

    public String next() {
        long now = millis.getAsLong();
        return last.updateAndGet(id -> now > id.millis() ? random(now) : id.next())
                .toString();
    }

    private Id random(long now) {
        return new Id(now, random.nextLong(HALF), random.nextLong(HALF));
    }

    private static void write(long number, char[] id, int from, int digits) {
        long left = number;
        for (int i = from + digits - 1; i >= from; i--) {
            id[i] = DIGITS.charAt((int) (left % DIGITS.length()));
            left /= DIGITS.length();
        }
    }
}
