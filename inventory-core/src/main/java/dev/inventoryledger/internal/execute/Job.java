package dev.inventoryledger.internal.execute;

import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.command.Command;

/** A command with its content, which is worked out once however often the command is decided. */
record Job(Command<?> command, Fingerprint content) {}
