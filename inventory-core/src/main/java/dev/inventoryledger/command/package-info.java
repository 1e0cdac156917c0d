/** The commands: immutable records, each of which says one thing to do. The façade's friendly methods only build these. */
@NullMarked
package dev.inventoryledger.command;

import org.jspecify.annotations.NullMarked;
