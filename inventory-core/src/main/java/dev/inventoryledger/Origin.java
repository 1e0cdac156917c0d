package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;
import java.util.Objects;
import java.util.Optional;

/**
 * Where a command comes from: its idempotency key, and who asked for it and why. It stands in the journal with what the
 * command did. Immutable.
 *
 * @param commandId the idempotency key
 * @param actor who asked; 1 to 500 UTF-16 units
 * @param reason why; likewise
 * @param reference the caller's own reference, such as a document number; likewise
 */
public record Origin(CommandId commandId, Optional<String> actor, Optional<String> reason, Optional<String> reference) {
    /**
     * Checks the texts.
     *
     * @param commandId the idempotency key
     * @param actor who asked
     * @param reason why
     * @param reference the caller's own reference, such as a document number
     * @throws IllegalArgumentException if a text is malformed
     */
    public Origin {
        Objects.requireNonNull(commandId, "commandId");
        actor.ifPresent(text -> Checks.text("actor", text));
        reason.ifPresent(text -> Checks.text("reason", text));
        reference.ifPresent(text -> Checks.text("reference", text));
    }

    /** {@return an origin with a random command id and nothing else} */
    public static Origin random() {
        return new Origin(CommandId.random(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * {@return an origin with this idempotency key}
     *
     * @param commandId the key
     */
    public static Origin of(String commandId) {
        return new Origin(new CommandId(commandId), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * {@return a copy that says who asked}
     *
     * @param newActor who asked
     */
    public Origin by(String newActor) {
        return new Origin(commandId, Checks.given("actor", newActor), reason, reference);
    }

    /**
     * {@return a copy that says why}
     *
     * @param newReason why
     */
    public Origin because(String newReason) {
        return new Origin(commandId, actor, Checks.given("reason", newReason), reference);
    }

    /**
     * {@return a copy with the caller's own reference}
     *
     * @param newReference such as a document number
     */
    public Origin referringTo(String newReference) {
        return new Origin(commandId, actor, reason, Checks.given("reference", newReference));
    }
}
