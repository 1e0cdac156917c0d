package dev.inventoryledger.internal.decide;

import dev.inventoryledger.Line;
import dev.inventoryledger.ReservationChange;
import dev.inventoryledger.command.Release;
import dev.inventoryledger.internal.decide.ReservationEdit.Part;
import dev.inventoryledger.internal.decide.ReservationEdit.Slot;
import dev.inventoryledger.spi.LoadRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Promised units are given back; what is outstanding goes before what is held. */
final class ReleaseRule implements Rule<Release> {
    @Override
    public void needs(Release command, LoadRequest.Builder needs) {
        Promise.needs(command, needs);
    }

    @Override
    public void apply(Release command, Draft draft) {
        Promise promise = Promise.of(draft, command);
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
        Map<Slot, Long> left = new LinkedHashMap<>();
        promise.edit().all(from).forEach(part -> left.put(part.slot(), part.quantity()));
        List<Part> parts = ReservationEdit.take(line, quantity, left);
        promise.release(from, parts);
        return parts.stream().mapToLong(Part::quantity).sum();
    }
}
