package dev.inventoryledger.subscription;

/** What a subscription hands its events to, in one of three ways. */
public sealed interface Handler permits EventHandler, BatchEventHandler, TransactionalEventHandler {}
