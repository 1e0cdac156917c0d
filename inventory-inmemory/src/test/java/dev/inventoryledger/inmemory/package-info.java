/** The in-memory store under the test kit, and the test kit under broken stores. */
@NullMarked
package dev.inventoryledger.inmemory;

import org.jspecify.annotations.NullMarked;
