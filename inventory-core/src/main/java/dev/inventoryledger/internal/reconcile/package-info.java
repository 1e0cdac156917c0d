/** Compares, judges, and applies what may be applied. */
@NullMarked
package dev.inventoryledger.internal.reconcile;

import org.jspecify.annotations.NullMarked;
