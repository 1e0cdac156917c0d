package dev.inventoryledger.spi;

import java.util.List;

/** What became of a commit. Immutable. */
public sealed interface CommitResult {
    /**
     * Everything was written.
     *
     * @param positions where the entries stand, in their order
     */
    record Committed(List<Long> positions) implements CommitResult {
        /**
         * Copies the list.
         *
         * @param positions where the entries stand, in their order
         */
        public Committed {
            positions = List.copyOf(positions);
        }
    }

    /**
     * Nothing was written: a condition did not hold.
     *
     * @param current the rows, claims and command ids that the change set named, as they are now
     */
    record Stale(Snapshot current) implements CommitResult {}
}
