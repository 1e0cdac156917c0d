/** JMH benchmarks, each beside the baseline that a user would otherwise write by hand. */
@NullMarked
package dev.inventoryledger.benchmarks;

import org.jspecify.annotations.NullMarked;
