/** Carries commands through the house: load, decide, commit, journal, listeners; and the sweeper. */
@NullMarked
package dev.inventoryledger.internal.execute;

import org.jspecify.annotations.NullMarked;
