/** Tests of what store authors use. */
@NullMarked
package dev.inventoryledger.spi;

import org.jspecify.annotations.NullMarked;
