package dev.inventoryledger.jdbc;

import java.util.Optional;

/** Where the store's statements run: in transactions of its own, or in one of the host's. */
sealed interface Transactions permits OwnTransactions, HostTransaction {
    /** Reads with one statement. */
    <T> T read(Work<T> work);

    /** Writes whole or not at all: where the work comes to nothing, nothing of it stays. */
    <T> Optional<T> write(Work<Optional<T>> work);
}
