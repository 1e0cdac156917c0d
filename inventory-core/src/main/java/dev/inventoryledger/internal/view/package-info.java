/** Keeps read models in memory, fed by the journal. */
@NullMarked
package dev.inventoryledger.internal.view;

import org.jspecify.annotations.NullMarked;
