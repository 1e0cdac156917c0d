package dev.inventoryledger.internal;

/** Sums of quantities that may be larger than a number holds. */
public final class Sums {
    private Sums() {}

    /** The sum of two quantities that are not negative, or the largest number where it would exceed that. */
    public static long saturated(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }
}
