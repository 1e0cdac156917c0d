package dev.inventoryledger.internal.subscribe;

/** Another runner is active now: whatever this one was about to note, it may not. */
final class TakenOver extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TakenOver(String name) {
        super("subscription " + name + " is run by another", null, false, false);
    }
}
