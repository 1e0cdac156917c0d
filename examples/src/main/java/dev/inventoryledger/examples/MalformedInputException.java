package dev.inventoryledger.examples;

import org.jspecify.annotations.Nullable;

/** Input that can't be read; the message is one line for the user. */
final class MalformedInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedInputException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
