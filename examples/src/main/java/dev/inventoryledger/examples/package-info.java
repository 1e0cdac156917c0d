/** Runnable programs, each one idea. */
@NullMarked
package dev.inventoryledger.examples;

import org.jspecify.annotations.NullMarked;
