/** The short suite: all questions in one run. */
@NullMarked
package dev.inventoryledger.benchmarks.suite;

import org.jspecify.annotations.NullMarked;
