/** A store in the heap: for applications' own tests, and for ledgers that need not outlive their process. */
@NullMarked
package dev.inventoryledger.inmemory;

import org.jspecify.annotations.NullMarked;
