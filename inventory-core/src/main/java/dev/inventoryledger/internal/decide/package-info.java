/**
 * The decider: {@code (rows, command, now) → decision}. Pure: no I/O, no clock, no randomness. Every business rule stands
 * here or in a policy; one rule for each kind of command.
 */
@NullMarked
package dev.inventoryledger.internal.decide;

import org.jspecify.annotations.NullMarked;
