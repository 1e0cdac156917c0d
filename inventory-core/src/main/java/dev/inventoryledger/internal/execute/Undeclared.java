package dev.inventoryledger.internal.execute;

/** What a host's code throws without having declared it, as other languages let it. */
final class Undeclared {
    private Undeclared() {}

    /** Whoever logs a failure and goes on has not heard that the thread is to end: whoever comes next is to. */
    static void keepInterrupt(Throwable failure) {
        if (failure instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }
}
