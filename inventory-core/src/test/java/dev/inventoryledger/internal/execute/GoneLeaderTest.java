package dev.inventoryledger.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a leader ends with, wherever it is: nobody waits for it, and the next ones are worked for. */
class GoneLeaderTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final FaultyLock lock = new FaultyLock();
    private final CountDownLatch firstIsWorking = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    GoneLeaderTest() {}

    /** The virtual machine fails the thread that has said so, once, where it takes the lock for the so-manieth time from then on. */
    private static final class FaultyLock extends ReentrantLock {
        private static final long serialVersionUID = 1;

        private final transient ThreadLocal<Integer> left = ThreadLocal.withInitial(() -> 0);

        void failAt(int time) {
            left.set(time);
        }

        @Override
        public void lock() {
            left.set(left.get() - 1);
            if (left.get() == 0) {
                throw new NoClassDefFoundError("no memory");
            }
            super.lock();
        }
    }

    private GroupCommit<String, String> calls(Duration leadOn, Executor leading, Executor telling) {
        return calls(new GroupCommit.Limits(10, 2, 100, leadOn.toNanos()), leading, telling);
    }

    private GroupCommit<String, String> calls(GroupCommit.Limits limits, Executor leading, Executor telling) {
        return new GroupCommit<>(lock, limits, this::work, () -> {}, new GroupCommit.Threads(leading, telling));
    }

    private void work(List<Call<String, String>> batch, Turn turn) {
        turn.awaitEarlier();
        for (Call<String, String> call : batch) {
            if (call.request().startsWith("first")) {
                firstIsWorking.countDown();
                assertThat(isReleased(mayGoOn)).isTrue();
            }
            if (call.request().equals("undeclared")) {
                throw GoneLeaderTest.<RuntimeException>undeclared(new IOException("nobody said so"));
            }
            if (call.request().startsWith("first fails at ")) {
                lock.failAt(Integer.parseInt(call.request().substring("first fails at ".length())));
            }
            turn.passOn();
            if (call.request().equals("first, and in flight")) {
                assertThat(isReleased(mayEnd)).isTrue();
            }
            if (call.request().startsWith("first ends")) {
                lock.failAt(1);
                turn.end();
            }
            call.answer("answer to " + call.request());
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // As other languages do it.
    private static <E extends Exception> E undeclared(Exception checked) throws E {
        throw (E) checked;
    }

    private static boolean isReleased(CountDownLatch latch) {
        try {
            return latch.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException early) {
            throw new IllegalStateException(early);
        }
    }

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        mayEnd.countDown();
        threads.shutdown();
    }

    private static void nobody(Runnable task) {
        throw new RejectedExecutionException("no thread for " + task);
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** It comes to the lock when it joins the line, takes its batch, ends it, and looks for who is next. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whoComesAfterALeaderThatIsGoneLeads(int time) throws Exception {
        GroupCommit<String, String> calls = calls(Duration.ZERO, threads, threads);
        lock.failAt(time);
        assertThatThrownBy(() -> calls.call("gone")).isInstanceOf(NoClassDefFoundError.class);
        assertThat(threads.submit(() -> calls.call("next")).get(1, TimeUnit.MINUTES))
                .isEqualTo("answer to next");
        assertThat(calls.waiting()).isZero();
        assertThat(calls.close(LONG)).isTrue();
    }

    @Test
    void whoComesAfterAnExceptionThatNobodyDeclaredIsAnswered() throws Exception {
        GroupCommit<String, String> calls = calls(Duration.ZERO, threads, threads);
        assertThatThrownBy(() -> calls.call("undeclared")).hasCauseInstanceOf(IOException.class);
        assertThat(threads.submit(() -> calls.call("next")).get(1, TimeUnit.MINUTES))
                .isEqualTo("answer to next");
        assertThat(calls.close(LONG)).isTrue();
    }

    /** Having answered itself it comes to the lock twice more. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whoWaitsForALeaderThatIsGoneIsAnswered(int time) throws Exception {
        assertThat(isAnsweredWhileOthersWait(time, Duration.ZERO)).isEqualTo(time > 2);
    }

    /** Three times more for each of two batches in the names of others. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void whoIsLedForByALeaderThatIsGoneIsAnswered(int time) throws Exception {
        assertThat(isAnsweredWhileOthersWait(time, LONG)).isEqualTo(time > 8);
    }

    /** Batches are passed on here: it comes to the lock twice for that, and once to say that its own has ended. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void whoWaitsForALeaderThatIsGoneAfterItHasPassedOnIsAnswered(int time) throws Exception {
        GroupCommit<String, String> calls = calls(new GroupCommit.Limits(10, 4, 1, 0), threads, threads);
        assertThat(isAnsweredWhileOthersWait(time, calls)).isEqualTo(time > 3);
    }

    /**
     * Three of four are in flight with it; the last waits for as many, as long as they are, and it could not say that they no longer are:
     * as it went, or in saying so.
     */
    @ParameterizedTest
    @ValueSource(strings = {"first fails at 3", "first ends"})
    void whoWaitsForABatchOfALeaderThatIsGoneIsAnswered(String gone) throws Exception {
        GroupCommit<String, String> calls = calls(new GroupCommit.Limits(10, 4, 1, 0), threads, threads);
        Future<String> first = threads.submit(() -> calls.call("first, and in flight"));
        assertThat(firstIsWorking.await(1, TimeUnit.MINUTES)).isTrue();
        List<Future<String>> others = new ArrayList<>();
        for (String other : List.of(gone, "a", "b", "c")) {
            others.add(threads.submit(() -> calls.call(other)));
            until(() -> calls.waiting() == others.size());
        }
        mayGoOn.countDown();
        until(() -> calls.waiting() == 1);
        mayEnd.countDown();
        assertThat(isAnswered(first)).isTrue();
        assertThat(isAnswered(others.remove(0))).isFalse();
        for (Future<String> other : others) {
            isAnswered(other);
        }
        assertThat(calls.close(LONG)).isTrue();
    }

    /** The second batch is led in the name of the same caller, who is gone by then. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whoComesAfterALeaderThatHasPassedOnToItselfLeads(int time) throws Exception {
        GroupCommit<String, String> calls = calls(new GroupCommit.Limits(10, 2, 1, 0), threads, threads);
        mayGoOn.countDown();
        Future<?> many = threads.submit(() -> calls.callAll(List.of("first fails at " + time, "a", "b", "c", "d")));
        isAnswered(many);
        assertThat(threads.submit(() -> calls.call("next")).get(1, TimeUnit.MINUTES))
                .isEqualTo("answer to next");
        assertThat(calls.close(LONG)).isTrue();
    }

    /** Whom nobody waits for could not be led for, and so was not passed on to. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void whoComesAfterALeaderThatCouldNotPassOnLeads(int time) throws Exception {
        GroupCommit<String, String> calls = calls(new GroupCommit.Limits(10, 4, 1, 0), GoneLeaderTest::nobody, threads);
        Future<String> first = threads.submit(() -> calls.call("first fails at " + time));
        assertThat(firstIsWorking.await(1, TimeUnit.MINUTES)).isTrue();
        CompletableFuture<String> submitted = calls.submit("a").toCompletableFuture();
        mayGoOn.countDown();
        isAnswered(first);
        assertThat(threads.submit(() -> calls.call("next")).get(1, TimeUnit.MINUTES))
                .isEqualTo("answer to next");
        assertThat(submitted.handle((answer, failure) -> true)).succeedsWithin(LONG);
        assertThat(calls.close(LONG)).isTrue();
    }

    private boolean isAnsweredWhileOthersWait(int failsAt, Duration leadOn) throws Exception {
        return isAnsweredWhileOthersWait(failsAt, calls(leadOn, threads, threads));
    }

    /** Whether whoever leads is answered; those who wait for it are, in any case. */
    private boolean isAnsweredWhileOthersWait(int failsAt, GroupCommit<String, String> calls) throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        Future<String> first = threads.submit(() -> calls.call("first fails at " + failsAt));
        assertThat(firstIsWorking.await(1, TimeUnit.MINUTES)).isTrue();
        for (String other : List.of("a", "b", "c")) {
            answers.add(threads.submit(() -> calls.call(other)));
            until(() -> calls.waiting() == answers.size());
        }
        mayGoOn.countDown();
        for (Future<String> answer : answers) {
            assertThat(answer.get(1, TimeUnit.MINUTES)).startsWith("answer to ");
        }
        assertThat(calls.close(LONG)).isTrue();
        return isAnswered(first);
    }

    private static boolean isAnswered(Future<?> call) throws Exception {
        try {
            call.get(1, TimeUnit.MINUTES);
            return true;
        } catch (ExecutionException gone) {
            assertThat(gone).hasCauseInstanceOf(NoClassDefFoundError.class);
            return false;
        }
    }

    /** Whom nobody waits for needs a thread to be led for. */
    @Test
    void whoCannotBeLedForFailsWithTheLeader() throws Exception {
        GroupCommit<String, String> calls = calls(Duration.ZERO, GoneLeaderTest::nobody, threads);
        Future<String> first = threads.submit(() -> calls.call("first fails at 2"));
        assertThat(firstIsWorking.await(1, TimeUnit.MINUTES)).isTrue();
        CompletableFuture<String> submitted = calls.submit("a").toCompletableFuture();
        mayGoOn.countDown();
        assertThatThrownBy(submitted::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(isAnswered(first)).isFalse();
        assertThat(calls.call("next")).isEqualTo("answer to next");
    }

    @Test
    void whatHangsOnAnAnswerMayCallThoughThereIsNoThreadToTellItOn() {
        GroupCommit<String, String> calls = calls(Duration.ZERO, threads, GoneLeaderTest::nobody);
        CompletableFuture<String> first = calls.submit("first").toCompletableFuture();
        CompletableFuture<String> chained = first.thenApply(answer -> answer + ", then " + calls.call("second"));
        CompletableFuture<Integer> many =
                calls.submitAll(List.of("a", "b", "c")).toCompletableFuture().thenApply(List::size);
        mayGoOn.countDown();
        assertThat(chained).succeedsWithin(LONG).isEqualTo("answer to first, then answer to second");
        assertThat(many).succeedsWithin(LONG).isEqualTo(3);
    }
}
