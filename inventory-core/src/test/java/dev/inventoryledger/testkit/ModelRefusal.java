package dev.inventoryledger.testkit;

/** The plain model says no. */
final class ModelRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private ModelRefusal(String reason) {
        super(reason);
    }

    static void unless(boolean holds, String reason) {
        if (!holds) {
            throw new ModelRefusal(reason);
        }
    }
}
