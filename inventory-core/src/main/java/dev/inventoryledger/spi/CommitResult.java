package dev.inventoryledger.spi;

import java.util.ArrayList;
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

        /**
         * {@return what that is for each of the change sets that were committed as one}
         *
         * @param parts the change sets, in the order of their entries
         */
        public List<CommitResult> split(List<ChangeSet> parts) {
            List<CommitResult> results = new ArrayList<>(parts.size());
            int from = 0;
            for (ChangeSet part : parts) {
                int to = from + part.entries().size();
                results.add(new Committed(positions.subList(from, to)));
                from = to;
            }
            return results;
        }
    }

    /**
     * Nothing was written: a condition did not hold.
     *
     * @param current the rows, claims and command ids that the change set named, as they are now
     */
    record Stale(Snapshot current) implements CommitResult {}
}
