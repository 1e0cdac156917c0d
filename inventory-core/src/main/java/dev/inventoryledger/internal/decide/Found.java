package dev.inventoryledger.internal.decide;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a look-up came to: the row, or that there is none. Immutable. */
record Found<T>(Optional<T> row) {
    static <T> Found<T> of(@Nullable T row) {
        return new Found<>(Optional.ofNullable(row));
    }

    static <T> Found<T> nothing() {
        return new Found<>(Optional.empty());
    }
}
