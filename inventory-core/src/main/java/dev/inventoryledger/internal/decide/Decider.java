package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Fingerprint;
import dev.inventoryledger.RejectionReason;
import dev.inventoryledger.command.Command;
import dev.inventoryledger.spi.LoadRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Decides commands on loaded rows. Stateless and safe for use by many threads. */
public final class Decider {
    private final Policies policies;

    public Decider(Policies policies) {
        this.policies = policies;
    }

    /** The command's content is passed in, so that it is worked out once however often the command is decided. */
    public <C extends Command<?>> Decision decide(Rows rows, C command, Fingerprint content, Instant clock) {
        Instant now = clock;
        while (true) {
            try {
                return decide(new Workspace(rows, now), command, content);
            } catch (Later later) {
                now = later.changedAt();
            }
        }
    }

    private <C extends Command<?>> Decision decide(Workspace rows, C command, Fingerprint content) {
        Rule<C> rule = Rules.of(command);
        try {
            Optional<LoadRequest> missing = missing(rule, rows, command);
            if (missing.isPresent()) {
                return new Decision.Missing(missing.get());
            }
            Optional<Entry> accepted = acceptedBefore(rows, command, content);
            if (accepted.isPresent()) {
                return new Decision.Repeated(accepted.get());
            }
            Draft draft = new Draft(rows, policies);
            rule.apply(command, draft);
            return draft.decision(command, content);
        } catch (Miss miss) {
            return new Decision.Missing(miss.request());
        } catch (Refusal refusal) {
            return refused(command, content, rows.now(), refusal);
        } catch (ArithmeticException overflow) {
            String message = command.type() + ": a figure would exceed " + Long.MAX_VALUE;
            return refused(command, content, rows.now(), new Refusal(RejectionReason.QUANTITY_OVERFLOW, message));
        }
    }

    /** Most commands that miss something do so here, and need no exception to be told so. */
    private static <C extends Command<?>> Optional<LoadRequest> missing(Rule<C> rule, Workspace rows, C command) {
        Needs needs = rows.needs().command(command.origin().commandId());
        rule.needs(command, needs);
        return needs.missing();
    }

    private static Optional<Entry> acceptedBefore(Workspace rows, Command<?> command, Fingerprint content) {
        Optional<Entry> remembered = rows.remembered(command.origin().commandId());
        boolean conflicts =
                remembered.isPresent() && !remembered.get().content().equals(content);
        Refusal.unless(
                !conflicts,
                RejectionReason.COMMAND_ID_CONFLICT,
                "commandId",
                command.origin().commandId());
        return remembered;
    }

    private static Decision refused(Command<?> command, Fingerprint content, Instant now, Refusal refusal) {
        List<Fact> facts = List.of(new Fact.CommandRejected(
                refusal.rejected().reason(), refusal.rejected().message()));
        Entry record = new Entry(
                Entry.UNPLACED, command.type(), command.origin(), content, now, List.of(), facts, Optional.empty());
        return new Decision.Refused(refusal.rejected(), record);
    }
}
