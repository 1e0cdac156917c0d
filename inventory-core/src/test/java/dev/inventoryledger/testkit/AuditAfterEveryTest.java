package dev.inventoryledger.testkit;

import java.util.List;
import net.jqwik.api.lifecycle.AroundTryHook;
import net.jqwik.api.lifecycle.TryExecutionResult;
import net.jqwik.api.lifecycle.TryExecutor;
import net.jqwik.api.lifecycle.TryLifecycleContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Audits what a test left behind: after each test, and after each try of a property. */
public final class AuditAfterEveryTest implements AfterEachCallback, AroundTryHook {
    @Override
    public void afterEach(ExtensionContext context) {
        ((StoreTestKit) context.getRequiredTestInstance()).auditAll();
    }

    @Override
    public TryExecutionResult aroundTry(TryLifecycleContext context, TryExecutor executor, List<Object> parameters) {
        TryExecutionResult result = executor.execute(parameters);
        if (result.isSatisfied()) {
            try {
                ((StoreTestKit) context.testInstance()).auditAll();
            } catch (AssertionError violation) {
                return TryExecutionResult.falsified(violation);
            }
        }
        return result;
    }
}
