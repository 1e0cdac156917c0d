/** Lots and serial numbers: when they expire, whether they may be promised, where they are and to whom they went. */
@NullMarked
package dev.inventoryledger.lot;

import org.jspecify.annotations.NullMarked;
