/** Runs durable subscriptions: who may, from where, and what becomes of events that cannot be handled. */
@NullMarked
package dev.inventoryledger.internal.subscribe;

import org.jspecify.annotations.NullMarked;
