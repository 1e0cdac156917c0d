package dev.inventoryledger;

/** Thrown by {@link Outcome#orElseThrow()} for hosts that prefer exceptions to values. Nothing was changed. */
public final class CommandRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Outcome.Rejected<?> rejected;

    CommandRejectedException(Outcome.Rejected<?> rejected) {
        super(rejected.reason() + ": " + rejected.message());
        this.rejected = rejected;
    }

    /** {@return the outcome that was turned into this exception} */
    public Outcome.Rejected<?> rejected() {
        return rejected;
    }
}
