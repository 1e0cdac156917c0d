package dev.inventoryledger.testkit;

import dev.inventoryledger.spi.StockStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** A store in which something happens, once, right after one question was answered and before its asker hears of it. */
final class Meanwhile {
    private Meanwhile() {}

    /**
     * {@return a store in front of a sound one}
     *
     * @param asked the type of the question, or of the answer of a question without arguments
     * @param nth after which one of them, counted from 1
     */
    static StockStore after(StockStore sound, Class<?> asked, int nth, Runnable what) {
        AtomicInteger left = new AtomicInteger(nth);
        return (StockStore) Proxy.newProxyInstance(
                Meanwhile.class.getClassLoader(), new Class<?>[] {StockStore.class}, (proxy, method, arguments) -> {
                    boolean isIt =
                            arguments == null ? method.getReturnType().equals(asked) : asked.isInstance(arguments[0]);
                    try {
                        Object answer = method.invoke(sound, arguments);
                        if (isIt && left.decrementAndGet() == 0) {
                            what.run();
                        }
                        return answer;
                    } catch (InvocationTargetException failed) {
                        throw failed.getCause();
                    }
                });
    }
}
