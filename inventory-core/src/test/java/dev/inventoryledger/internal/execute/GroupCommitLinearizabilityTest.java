package dev.inventoryledger.internal.execute;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever threads do at once, it is as if one call came after the other. The work counts in plain fields: two who prepare, or two who
 * write, at a time would lose counts, a lost call would never come back.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GroupCommitLinearizabilityTest {
    GroupCommitLinearizabilityTest() {}

    /** A counter that only leaders touch: one foresees what the other writes. */
    public static class Counter {
        private final GroupCommit<Integer, Integer> calls;
        private final boolean waits;
        private int foreseen;
        private int total;

        /** A counter over a sound batcher. */
        public Counter() {
            this(new ReentrantLock(), true, 0);
        }

        Counter(Lock lock, boolean waits, long leadOnNanos) {
            this.waits = waits;
            GroupCommit.Limits limits = new GroupCommit.Limits(10, 2, 1, leadOnNanos);
            calls = new GroupCommit<>(
                    lock, limits, this::work, () -> {}, new GroupCommit.Threads(Runnable::run, Runnable::run));
        }

        private void work(List<Call<Integer, Integer>> batch, Turn turn) {
            List<Integer> answers = new ArrayList<>();
            for (Call<Integer, Integer> call : batch) {
                int before = foreseen;
                foreseen = before + call.request();
                answers.add(before + call.request());
            }
            if (waits) {
                turn.awaitEarlier();
            }
            turn.passOn();
            for (int i = 0; i < batch.size(); i++) {
                int before = total;
                total = before + batch.get(i).request();
                batch.get(i).answer(Math.min(total, answers.get(i)));
            }
            turn.note(Turn.Course.AS_FORESEEN);
            turn.end();
        }

        /**
         * {@return the total after adding}
         *
         * @param amount what to add
         */
        @Operation
        public int add(@Param(gen = IntGen.class, conf = "1:9") int amount) {
            return calls.call(amount);
        }
    }

    /** The same where whoever leads goes on. */
    public static final class LastingCounter extends Counter {
        /** A counter over a sound batcher. */
        public LastingCounter() {
            super(new ReentrantLock(), true, Long.MAX_VALUE);
        }
    }

    /** The same over a lock that locks nobody out. */
    public static final class BrokenCounter extends Counter {
        /** A counter over a broken batcher. */
        public BrokenCounter() {
            super(new NoLock(), true, 0);
        }
    }

    /** The same where a batch is written without waiting for the one before. */
    public static final class HastyCounter extends Counter {
        /** A counter over a sound batcher that is used in haste. */
        public HastyCounter() {
            super(new ReentrantLock(), false, 0);
        }
    }

    private static final class NoLock implements Lock {
        @Override
        public void lock() {
            // Lets everyone in.
        }

        @Override
        public void lockInterruptibly() {
            // Lets everyone in.
        }

        @Override
        public boolean tryLock() {
            return true;
        }

        @Override
        public boolean tryLock(long time, @Nullable TimeUnit unit) {
            return true;
        }

        @Override
        public void unlock() {
            // Lets everyone in.
        }

        @Override
        public Condition newCondition() {
            return new ReentrantLock().newCondition();
        }
    }

    private static ModelCheckingOptions options() {
        return new ModelCheckingOptions()
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .iterations(5)
                .invocationsPerIteration(300);
    }

    @Test
    void callsAreLinearizable() {
        options().check(Counter.class);
    }

    @Test
    void theyAreWhereWhoeverLeadsGoesOn() {
        options().check(LastingCounter.class);
    }

    @Test
    void aBrokenBatcherIsCaught() {
        assertThatThrownBy(() -> options().check(BrokenCounter.class)).isInstanceOf(AssertionError.class);
    }

    @Test
    void aBatchThatDoesNotWaitForTheOneBeforeIsCaught() {
        assertThatThrownBy(() -> options().check(HastyCounter.class)).isInstanceOf(AssertionError.class);
    }
}
