package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Line;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.internal.decide.ReservationEdit.Slot;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Promised units are given back; what is outstanding goes before what is held. */
final class ReleaseRule implements ReservationRule<Release> {
    @Override
    public void apply(Release command, Draft draft, Promise promise) {
        promise.refuseIfOver();
        if (promise.isExpired()) {
            promise.leave();
        } else if (command.lines().isEmpty()) {
            promise.releaseAll();
        } else {
            release(command.lines(), promise);
            promise.edit().closeIfDone();
            promise.write(ReservationChange.RELEASED);
        }
    }

    private static void release(List<Line> lines, Promise promise) {
        List<Part> all = new ArrayList<>(promise.open());
        all.addAll(promise.latestPromisesFirst());
        Map<Slot, Long> outstanding = ReservationEdit.left(promise.latestPromisesFirst());
        Map<Slot, Long> open = ReservationEdit.left(promise.open());
        for (Line line : ReservationEdit.pickiestFirst(lines, ReservationEdit.left(all))) {
            List<Part> waiting = ReservationEdit.take(line, line.quantity(), outstanding);
            List<Part> held = ReservationEdit.take(line, line.quantity() - units(waiting), open);
            long found = units(waiting) + units(held);
            promise.edit().refuseUnless(found == line.quantity(), line, found);
            promise.release(Counter.OUTSTANDING, waiting);
            promise.release(Counter.OPEN, held);
        }
    }

    private static long units(List<Part> parts) {
        return parts.stream().mapToLong(Part::quantity).sum();
    }
}
