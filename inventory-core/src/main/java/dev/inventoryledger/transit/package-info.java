/** Goods on their way from one location to another: shipped, in transit, received in parts, some of them broken or lost. */
@NullMarked
package dev.inventoryledger.transit;

import org.jspecify.annotations.NullMarked;
