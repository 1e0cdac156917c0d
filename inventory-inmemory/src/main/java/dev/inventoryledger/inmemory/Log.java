package dev.inventoryledger.inmemory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** What comes at the end and goes at the beginning, in an order of its own that it is found by. Used under the store's lock. */
final class Log<E> {
    /** So many that have gone are kept at most: not each time is what stays moved. */
    private static final int MOST_GONE = 1_000;

    private final List<E> elements = new ArrayList<>();

    /** So many at the beginning have gone. */
    private int gone;

    void add(E element) {
        elements.add(element);
    }

    int size() {
        return elements.size() - gone;
    }

    /** A view, good until the log changes. */
    List<E> all() {
        return from(gone);
    }

    /** A view of those from the first on that meets a condition, as all behind it do. */
    List<E> since(Predicate<E> isMet) {
        return from(placeOf(isMet));
    }

    /** Lets all go that come before the first that meets a condition, as all behind it do. */
    void forgetUntil(Predicate<E> isMet) {
        gone = placeOf(isMet);
        if (gone > Math.min(MOST_GONE, elements.size() / 2)) {
            elements.subList(0, gone).clear();
            gone = 0;
        }
    }

    private List<E> from(int place) {
        return Collections.unmodifiableList(elements.subList(place, elements.size()));
    }

    private int placeOf(Predicate<E> isMet) {
        int low = gone;
        int high = elements.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isMet.test(elements.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
