/** The one codec: records to bytes and back, and the fingerprint of a command. */
@NullMarked
package dev.inventoryledger.internal.codec;

import org.jspecify.annotations.NullMarked;
