package dev.inventoryledger.internal.execute;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A batch's place between the one before it and the one behind. Once a batch says what it is about to write, or
 * that this will be nothing, the next one may be prepared on that; but it may be written only when that has come to be, and is void if
 * it went otherwise. Used by the batch's
 * leader; the next one's waits for its end.
 */
final class Turn {
    /** How a batch went that another was prepared on. */
    enum Course {
        AS_FORESEEN,
        /** Some of it was stale; what it wrote of documents, if anything, is as foreseen. */
        PARTLY,
        /** It was to write nothing by what is known, and that proved old. */
        NOT_BORNE_OUT,
        OTHERWISE
    }

    /** Where turns follow each other. */
    interface Row {
        /** Whether somebody leads the next batch from now on. */
        boolean isPassedOn(Turn turn);

        void ended(Turn turn);
    }

    private final Row row;
    private final CompletableFuture<Course> end = new CompletableFuture<>();
    private @Nullable Turn earlier;
    private boolean isPassedOn;
    private boolean isUnwritten;
    private int kept;
    private @Nullable Course noted;
    private boolean isEndReported;

    Turn(Row row) {
        this.row = row;
    }

    /** With nobody before and nobody behind. */
    static Turn alone() {
        return new Turn(new Row() {
            @Override
            public boolean isPassedOn(Turn turn) {
                return false;
            }

            @Override
            public void ended(Turn turn) {
                // Nobody waits for it.
            }
        });
    }

    /** Whether it has been said how the batch went. */
    boolean hasEnded() {
        return end.isDone();
    }

    /** Before its batch is begun with. */
    void follow(@Nullable Turn batchBefore) {
        earlier = batchBefore;
    }

    /** Waits for the batch before, if it is still to be written; that it went otherwise is told once. */
    Course awaitEarlier() {
        Turn before = earlier;
        earlier = null;
        return before == null ? Course.AS_FORESEEN : before.end.join();
    }

    /** Whether the batch before is still under way, as far as anybody has asked. */
    boolean isBehind() {
        return earlier != null && !earlier.end.isDone();
    }

    /** The batch before, if nobody has asked how it went: then whoever comes next is to. */
    @Nullable
    Turn unheard() {
        return earlier;
    }

    /** Until as many times {@linkplain #release released}, it is not passed on: more of the batch is to come than is being written. */
    void keep() {
        kept++;
    }

    void release() {
        kept--;
    }

    /** Lets the next batch be prepared, if anybody is there to do so: what batches hand on is theirs from now on. */
    void passOn() {
        passOn(false);
    }

    /** The same where nothing is to be written, so that all that is known is there already; until that is certain, it is not borne out. */
    void passOnUnwritten() {
        passOn(true);
    }

    private void passOn(boolean unwritten) {
        if (!isPassedOn && kept == 0) {
            isUnwritten = unwritten;
            isPassedOn = row.isPassedOn(this);
        }
    }

    /** Whether what the batch before was to leave is there, or never will be, while it is still under way. */
    boolean isBehindUnwritten() {
        return earlier != null && earlier.isUnwritten;
    }

    boolean isPassedOn() {
        return isPassedOn;
    }

    /** How the batch went, to be told at its end. */
    void note(Course course) {
        noted = course;
    }

    /** Lets the next batch be written, or be prepared anew. Only the first word counts; where it could not be passed on it is the next time. */
    void end() {
        Course unlessNoted = isUnwritten ? Course.NOT_BORNE_OUT : Course.OTHERWISE;
        end.complete(noted == null ? unlessNoted : noted);
        if (!isEndReported) {
            row.ended(this);
            isEndReported = true;
        }
    }
}
