package dev.inventoryledger;

/**
 * Is told of every command for the sake of metrics: the bridge to whatever a host measures with. Called when the command is done, or was
 * not even taken, on the caller's thread, and for what is submitted on any; safe for use by many threads. What it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface LedgerObserver {
    /**
     * Is told of one command.
     *
     * @param observation what became of it, and how long it took
     */
    void finished(CommandObservation observation);
}
