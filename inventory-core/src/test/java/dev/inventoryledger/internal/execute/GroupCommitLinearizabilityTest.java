package dev.inventoryledger.internal.execute;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
 * Whatever threads do at once, it is as if one call came after the other. The work counts in a plain field: two leaders at
 * a time would lose counts, a lost call would never come back.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class GroupCommitLinearizabilityTest {
    GroupCommitLinearizabilityTest() {}

    /** A counter that only leaders touch. */
    public static class Counter {
        private final GroupCommit<Integer, Integer> calls;
        private int total;

        /** A counter over a sound batcher. */
        public Counter() {
            this(new ReentrantLock());
        }

        Counter(Lock lock) {
            calls = new GroupCommit<>(lock, new GroupCommit.Limits(10, 2), this::work, () -> {}, Runnable::run);
        }

        private void work(List<GroupCommit.Call<Integer, Integer>> batch, Turn turn) {
            for (GroupCommit.Call<Integer, Integer> call : batch) {
                int before = total;
                total = before + call.request();
                call.answer(before + call.request());
            }
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

    /** The same over a lock that locks nobody out. */
    public static final class BrokenCounter extends Counter {
        /** A counter over a broken batcher. */
        public BrokenCounter() {
            super(new NoLock());
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
    void aBrokenBatcherIsCaught() {
        assertThatThrownBy(() -> options().check(BrokenCounter.class)).isInstanceOf(AssertionError.class);
    }
}
