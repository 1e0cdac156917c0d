package dev.inventoryledger;

import java.time.Duration;

/**
 * What became of one command. Immutable.
 *
 * @param type the kind of command
 * @param result what became of it
 * @param duration from call to answer
 * @param batchSize how many commands were committed together with it, itself included
 * @param staleCommits how often others were faster and it was decided again
 */
public record CommandObservation(CommandType type, Result result, Duration duration, int batchSize, int staleCommits) {
    /** What can become of a command. */
    public enum Result {
        /** It was carried out, now or earlier. */
        ACCEPTED,
        /** A rule said no. */
        REJECTED,
        /** It ended with an exception. */
        FAILED
    }
}
