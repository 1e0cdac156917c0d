/** Durable subscriptions: events handed over in journal order, at least once, from where the last process stopped. */
@NullMarked
package dev.inventoryledger.subscription;

import org.jspecify.annotations.NullMarked;
