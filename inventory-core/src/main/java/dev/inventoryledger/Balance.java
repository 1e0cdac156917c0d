package dev.inventoryledger;

/**
 * The three figures of a level, in the item's smallest unit. What is available is derived and never stored. Immutable;
 * it may state figures that break the invariants, so that an audit can report them.
 *
 * @param onHand physically there
 * @param reserved promised to open reservations
 * @param allocated the part of reserved that is confirmed for fulfilment
 */
public record Balance(long onHand, long reserved, long allocated) {
    /** Nothing there, nothing promised. */
    public static final Balance ZERO = new Balance(0, 0, 0);

    /** {@return on hand − reserved} */
    public long available() {
        return onHand - reserved;
    }

    /** {@return whether on-hand ≥ 0 and 0 ≤ allocated ≤ reserved ≤ on-hand} */
    public boolean isSound() {
        return 0 <= allocated && allocated <= reserved && reserved <= onHand;
    }

    /**
     * {@return the sum of two balances, figure by figure}
     *
     * @param change what to add
     * @throws ArithmeticException if a figure overflows
     */
    public Balance plus(Balance change) {
        return new Balance(
                Math.addExact(onHand, change.onHand),
                Math.addExact(reserved, change.reserved),
                Math.addExact(allocated, change.allocated));
    }

    /**
     * {@return the difference of two balances, figure by figure}
     *
     * @param earlier what to subtract
     * @throws ArithmeticException if a figure overflows
     */
    public Balance minus(Balance earlier) {
        return new Balance(
                Math.subtractExact(onHand, earlier.onHand),
                Math.subtractExact(reserved, earlier.reserved),
                Math.subtractExact(allocated, earlier.allocated));
    }

    @Override
    public String toString() {
        return onHand + "/" + reserved + "/" + allocated;
    }
}
