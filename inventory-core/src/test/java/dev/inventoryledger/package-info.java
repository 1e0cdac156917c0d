/** Tests of the values and of the house's structure. */
@NullMarked
package dev.inventoryledger;

import org.jspecify.annotations.NullMarked;
