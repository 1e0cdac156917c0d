package dev.inventoryledger.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.OverloadException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One works for all who wait; the work here answers each text with its batch. */
class GroupCommitTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    /** Where no thread is to be had. */
    private static final Executor NOBODY = task -> {
        throw new RejectedExecutionException("no");
    };

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<List<String>> batches = new ArrayList<>();
    private final List<Thread> leaders = new ArrayList<>();
    private final CountDownLatch firstIsWorking = new CountDownLatch(1);
    private final CountDownLatch mayGoOn = new CountDownLatch(1);
    private final AtomicInteger handedOver = new AtomicInteger();
    private final GroupCommit<String, String> calls = calls(Duration.ZERO);

    GroupCommitTest() {}

    private GroupCommit<String, String> calls(Duration leadOn) {
        return new GroupCommit<>(
                new ReentrantLock(),
                new GroupCommit.Limits(10, 4, 100, leadOn.toNanos()),
                this::work,
                handedOver::incrementAndGet,
                new GroupCommit.Threads(threads, threads));
    }

    @AfterEach
    void stop() {
        mayGoOn.countDown();
        threads.shutdown();
    }

    /** The first call holds the leader up until it may go on. */
    private void work(List<Call<String, String>> batch, Turn turn) {
        batches.add(batch.stream().map(Call::request).toList());
        leaders.add(Thread.currentThread());
        for (Call<String, String> call : batch) {
            if (call.request().equals("first")) {
                firstIsWorking.countDown();
                awaitUninterrupted(mayGoOn);
            }
            if (call.request().equals("poison")) {
                throw new IllegalStateException("poisoned");
            }
            if (!call.request().equals("forgotten")) {
                call.answer(
                        "answer to " + call.request() + (Thread.currentThread().isInterrupted() ? "!" : ""));
            }
        }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException early) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Others come while the first is being worked for, in this order. */
    private List<Future<String>> whileFirstIsWorking(String... others) throws Exception {
        return whileFirstIsWorking(calls, others);
    }

    private List<Future<String>> whileFirstIsWorking(GroupCommit<String, String> calls, String... others)
            throws Exception {
        List<Future<String>> answers = new ArrayList<>();
        answers.add(threads.submit(() -> calls.call("first")));
        assertThat(firstIsWorking.await(1, TimeUnit.MINUTES)).isTrue();
        for (int i = 0; i < others.length; i++) {
            String other = others[i];
            int waiting = i;
            answers.add(threads.submit(() -> calls.call(other)));
            until(() -> calls.waiting() == waiting + 1);
        }
        return answers;
    }

    /** Batches of four: whoever sends more leads again, for its own and for whoever came between. */
    @Test
    void whoSendsManyAtOnceWaitsForAll() throws Exception {
        List<Call<String, String>> all = calls.callAll(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"));
        assertThat(all)
                .extracting(Call::answer)
                .containsExactly(
                        "answer to a",
                        "answer to b",
                        "answer to c",
                        "answer to d",
                        "answer to e",
                        "answer to f",
                        "answer to g",
                        "answer to h",
                        "answer to i");
        assertThat(batches).hasSize(3);
        assertThat(calls.callAll(List.of())).isEmpty();
    }

    @Test
    void whoSendsManyWhileOthersLeadIsWokenToLeadForThem() throws Exception {
        List<Future<String>> others = whileFirstIsWorking("b", "c", "d");
        Future<List<String>> many = threads.submit(() -> calls.callAll(List.of("e", "f", "g", "h", "i")).stream()
                .map(Call::answer)
                .toList());
        until(() -> calls.waiting() == 8);
        mayGoOn.countDown();
        assertThat(many.get(1, TimeUnit.MINUTES)).hasSize(5).doesNotContainNull();
        for (Future<String> other : others) {
            assertThat(other.get(1, TimeUnit.MINUTES)).startsWith("answer to ");
        }
        assertThat(calls.waiting()).isZero();
    }

    /** A listener may send commands: nobody waits for a leader who waits there. */
    @Test
    void whatComesAfterwardsMayCallItself() {
        List<String> answers = new ArrayList<>();
        List<GroupCommit<String, String>> own = new ArrayList<>();
        own.add(new GroupCommit<>(
                new ReentrantLock(),
                new GroupCommit.Limits(10, 4, 2, 0),
                (batch, turn) -> {
                    turn.awaitEarlier();
                    turn.passOn();
                    batch.forEach(call -> call.answer(call.request()));
                },
                () -> {
                    if (answers.isEmpty()) {
                        answers.add("");
                        answers.set(0, own.get(0).call("nested"));
                    }
                },
                new GroupCommit.Threads(threads, threads)));
        List<Call<String, String>> all = own.get(0).callAll(List.of("a", "b", "c", "d", "e", "f"));
        assertThat(all).extracting(Call::answer).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(answers).containsExactly("nested");
    }

    @Test
    void oneThatFailsDoesNotKeepTheOthersOfItsSenderBack() {
        List<Call<String, String>> all = calls.callAll(List.of("a", "b", "c", "d", "poison", "f"));
        assertThat(all.subList(0, 4)).extracting(Call::answer).allMatch(answer -> answer.startsWith("answer to "));
        assertThatThrownBy(all.get(4)::answer).hasMessage("poisoned");
    }

    private static void until(java.util.function.BooleanSupplier condition) {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    /** Batches of four, two and one, each prepared on the one before and carried out by the test itself. */
    private List<Turn.Course> heard(GroupCommit.Work<String, String> work) {
        List<Turn.Course> heard = new ArrayList<>();
        Deque<Runnable> helping = new ArrayDeque<>();
        GroupCommit<String, String> prepared = new GroupCommit<>(
                new ReentrantLock(),
                new GroupCommit.Limits(10, 4, 2, 0),
                (batch, turn) -> {
                    work.on(batch, turn);
                    heard.add(turn.awaitEarlier());
                    turn.passOn();
                    batch.forEach(call -> call.answer("done"));
                },
                () -> {},
                new GroupCommit.Threads(helping::add, threads));
        CompletableFuture<?> all =
                prepared.submitAll(List.of("a", "b", "c", "d", "e", "f", "g")).toCompletableFuture();
        while (!helping.isEmpty()) {
            helping.remove().run();
        }
        assertThat(all).succeedsWithin(LONG);
        return heard;
    }

    private static boolean begins(List<Call<String, String>> batch, String request) {
        return batch.get(0).request().equals(request);
    }

    /** A batch that went otherwise is void for the next one, even if it had ended before that one was taken. */
    @Test
    void theNextHearsHowTheOneBeforeWentThoughThatHasEnded() {
        assertThat(heard((batch, turn) -> {
                    if (begins(batch, "e")) {
                        turn.note(Turn.Course.PARTLY);
                    }
                }))
                .containsExactly(Turn.Course.AS_FORESEEN, Turn.Course.OTHERWISE, Turn.Course.PARTLY);
    }

    @Test
    void whatOneDidNotAskForTheNextHears() {
        assertThat(heard((batch, turn) -> {
                    if (begins(batch, "e")) {
                        throw new IllegalStateException("poisoned");
                    }
                }))
                .containsExactly(Turn.Course.AS_FORESEEN, Turn.Course.OTHERWISE);
    }

    @Test
    void whatIsKeptIsNotPassedOn() {
        assertThat(heard((batch, turn) -> {
                    if (begins(batch, "a")) {
                        turn.keep();
                        turn.keep();
                        turn.release();
                    } else if (begins(batch, "e")) {
                        turn.keep();
                        turn.release();
                    }
                }))
                .containsExactly(Turn.Course.AS_FORESEEN, Turn.Course.AS_FORESEEN, Turn.Course.OTHERWISE);
    }

    @Test
    void whoComesAloneIsABatchAlone() {
        assertThat(calls.call("one")).isEqualTo("answer to one");
        assertThat(calls.call("two")).isEqualTo("answer to two");
        assertThat(batches).containsExactly(List.of("one"), List.of("two"));
        assertThat(handedOver).hasValue(2);
    }

    @Test
    void thoseWhoWaitAreTakenInTheOrderOfTheirComingAndNoMoreThanTheLimit() throws Exception {
        List<Future<String>> answers = whileFirstIsWorking("a", "b", "c", "d", "e");
        mayGoOn.countDown();
        for (Future<String> answer : answers) {
            assertThat(answer.get(1, TimeUnit.MINUTES)).startsWith("answer to ");
        }
        assertThat(batches).containsExactly(List.of("first"), List.of("a", "b", "c", "d"), List.of("e"));
    }

    @Test
    void eachBatchIsLedByTheFirstWhoWaits() throws Exception {
        List<Future<String>> answers = whileFirstIsWorking("a");
        mayGoOn.countDown();
        assertThat(answers.get(1).get(1, TimeUnit.MINUTES)).isEqualTo("answer to a");
        assertThat(leaders).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void whoHasLedBrieflyGoesOnForThoseWhoWait() throws Exception {
        List<Future<String>> answers = whileFirstIsWorking(calls(LONG), "a", "b", "c", "d", "e");
        mayGoOn.countDown();
        for (Future<String> answer : answers) {
            assertThat(answer.get(1, TimeUnit.MINUTES)).startsWith("answer to ");
        }
        assertThat(batches).containsExactly(List.of("first"), List.of("a", "b", "c", "d"), List.of("e"));
        assertThat(leaders).containsOnly(leaders.get(0));
    }

    @Test
    void whoFindsTheQueueFullIsTurnedAway() throws Exception {
        whileFirstIsWorking("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        assertThatThrownBy(() -> calls.call("11"))
                .isInstanceOf(OverloadException.class)
                .hasMessageContaining("10 commands wait already");
        assertThatThrownBy(() -> calls.submit("11")).isInstanceOf(OverloadException.class);
        mayGoOn.countDown();
        until(() -> calls.waiting() == 0);
        assertThat(calls.call("12")).isEqualTo("answer to 12");
    }

    @Test
    void workThatFailsFailsThoseItHasNotAnswered() throws Exception {
        List<Future<String>> answers = whileFirstIsWorking("a", "poison", "b");
        mayGoOn.countDown();
        assertThat(answers.get(1).get(1, TimeUnit.MINUTES)).isEqualTo("answer to a");
        assertThatThrownBy(() -> answers.get(2).get(1, TimeUnit.MINUTES)).hasRootCauseMessage("poisoned");
        assertThatThrownBy(() -> answers.get(3).get(1, TimeUnit.MINUTES)).hasRootCauseMessage("poisoned");
        assertThat(calls.call("next")).isEqualTo("answer to next");
    }

    @Test
    void nobodyIsLeftWithoutAnAnswer() {
        assertThatThrownBy(() -> calls.call("forgotten")).hasMessageContaining("without an answer");
    }

    @Test
    void anInterruptNeitherShortensTheWaitNorIsForgotten() throws Exception {
        CompletableFuture<Thread> waiter = new CompletableFuture<>();
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        whileFirstIsWorking();
        Future<String> answer = threads.submit(() -> {
            waiter.complete(Thread.currentThread());
            String result = calls.call("patient");
            stillInterrupted.complete(Thread.interrupted());
            return result;
        });
        until(() -> calls.waiting() == 1);
        waiter.get(1, TimeUnit.MINUTES).interrupt();
        mayGoOn.countDown();
        assertThat(answer.get(1, TimeUnit.MINUTES)).isEqualTo("answer to patient");
        assertThat(stillInterrupted.get(1, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void whoIsInterruptedBeforeLeadsWithoutIt() {
        Thread.currentThread().interrupt();
        assertThat(calls.call("one")).isEqualTo("answer to one");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whoSubmitsDoesNotWait() throws Exception {
        CompletableFuture<String> first = calls.submit("first").toCompletableFuture();
        CompletableFuture<String> second = calls.submit("second").toCompletableFuture();
        CompletableFuture<String> chained = second.thenApply(answer -> answer + ", then " + calls.call("third"));
        assertThat(first).isNotDone();
        mayGoOn.countDown();
        assertThat(chained.get(1, TimeUnit.MINUTES)).isEqualTo("answer to second, then answer to third");
        assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo("answer to first");
    }

    @Test
    void whoSubmitsManyIsToldOnceAllHaveEnded() throws Exception {
        List<String> many =
                List.of("first", "1", "2", "poison", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14");
        CompletableFuture<List<Call<String, String>>> all =
                calls.submitAll(many).toCompletableFuture();
        assertThat(firstIsWorking.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(all).isNotDone();
        assertThatThrownBy(() -> calls.submitAll(List.of("late"))).isInstanceOf(OverloadException.class);
        mayGoOn.countDown();
        List<Call<String, String>> ended = all.get(1, TimeUnit.MINUTES);
        assertThat(ended).extracting(Call::request).isEqualTo(many);
        assertThat(ended.get(0).answer()).isEqualTo("answer to first");
        assertThat(ended.get(15).answer()).isEqualTo("answer to 14");
        assertThatThrownBy(() -> ended.get(3).answer()).hasMessage("poisoned");
        assertThat(calls.submitAll(List.of()).toCompletableFuture().get(1, TimeUnit.MINUTES))
                .isEmpty();
    }

    @Test
    void whereNobodyHelpsWhoSubmitsLeads() {
        threads.shutdown();
        GroupCommit<String, String> alone = new GroupCommit<>(
                new ReentrantLock(),
                new GroupCommit.Limits(1, 1, 1, 0),
                this::work,
                () -> {},
                new GroupCommit.Threads(NOBODY, NOBODY));
        assertThat(alone.submit("one").toCompletableFuture().join()).isEqualTo("answer to one");
    }

    @Test
    void whoClosesWaitsForThoseWhoWereTakenIn() throws Exception {
        List<Future<String>> answers = whileFirstIsWorking("a");
        assertThat(calls.close(Duration.ZERO)).isFalse();
        assertThatThrownBy(() -> calls.call("late"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        mayGoOn.countDown();
        assertThat(calls.close(LONG)).isTrue();
        assertThat(answers.get(1).get(1, TimeUnit.MINUTES)).isEqualTo("answer to a");
    }
}
