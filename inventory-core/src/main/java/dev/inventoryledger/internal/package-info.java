/** What no other module sees: checks, and below it the decider, the executor and the readers. */
@NullMarked
package dev.inventoryledger.internal;

import org.jspecify.annotations.NullMarked;
