package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Line;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import java.util.List;

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
            command.lines().forEach(line -> release(line, promise));
            promise.edit().closeIfDone();
            promise.write(ReservationChange.RELEASED);
        }
    }

    private static void release(Line line, Promise promise) {
        long released = release(line, line.quantity(), Counter.OUTSTANDING, promise);
        released += release(line, line.quantity() - released, Counter.OPEN, promise);
        promise.edit().refuseUnless(released == line.quantity(), line, released);
    }

    private static long release(Line line, long quantity, Counter from, Promise promise) {
        List<Part> parts = ReservationEdit.take(line, quantity, promise.edit().left(from));
        promise.release(from, parts);
        return parts.stream().mapToLong(Part::quantity).sum();
    }
}
