/** Goods that are expected, and units that are promised before they are there. */
@NullMarked
package dev.inventoryledger.supply;

import org.jspecify.annotations.NullMarked;
