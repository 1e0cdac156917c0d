/** Domain events: a pure function of the journal's entries, so that no change lacks its event and no event its change. */
@NullMarked
package dev.inventoryledger.event;

import org.jspecify.annotations.NullMarked;
