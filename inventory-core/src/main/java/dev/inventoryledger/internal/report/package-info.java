/** Writes reports from the journal, page by page. */
@NullMarked
package dev.inventoryledger.internal.report;

import org.jspecify.annotations.NullMarked;
