/** Answers people's questions: recorded rows, with the holds left out that have ended by time. */
@NullMarked
package dev.inventoryledger.internal.read;

import org.jspecify.annotations.NullMarked;
