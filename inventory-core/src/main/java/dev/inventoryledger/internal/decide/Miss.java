package dev.inventoryledger.internal.decide;

import dev.inventoryledger.spi.LoadRequest;

/** Ends a rule at the point where it needs rows that were not loaded. Carries no stack trace: it is an answer. */
final class Miss extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient LoadRequest request;

    Miss(LoadRequest request) {
        super("rows are missing", null, false, false);
        this.request = request;
    }

    LoadRequest request() {
        return request;
    }
}
