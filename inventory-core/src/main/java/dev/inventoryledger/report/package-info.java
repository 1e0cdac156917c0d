/** What moved in a span of time, as people want it on paper. */
@NullMarked
package dev.inventoryledger.report;

import org.jspecify.annotations.NullMarked;
