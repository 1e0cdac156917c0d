package dev.inventoryledger.internal.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.inventoryledger.StockStoreException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is read while commands are carried out comes, or fails, when it is asked for. */
class BegunTest {
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @Test
    void itIsDoneByAnotherThread() {
        Supplier<Thread> begun = Begun.on(threads, Thread::currentThread);
        assertThat(begun.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void whoAsksIsToldWhatItFailedWith() {
        StockStoreException failure = new StockStoreException("the engine failed");
        Supplier<String> begun = Begun.on(threads, () -> {
            throw failure;
        });
        assertThatThrownBy(begun::get).isSameAs(failure);
    }

    @Test
    void whereNoThreadIsToBeHadWhoAsksDoesIt() {
        threads.shutdown();
        Supplier<Thread> begun = Begun.on(threads, Thread::currentThread);
        assertThat(begun.get()).isSameAs(Thread.currentThread());
    }
}
