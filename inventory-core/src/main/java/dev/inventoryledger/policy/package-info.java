/** Business rules that a host may replace. Each is pure: the same answer for the same input, no clock, no I/O. */
@NullMarked
package dev.inventoryledger.policy;

import org.jspecify.annotations.NullMarked;
