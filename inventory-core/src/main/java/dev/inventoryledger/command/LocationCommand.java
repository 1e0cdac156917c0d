package dev.inventoryledger.command;

import dev.inventoryledger.Entry;
import dev.inventoryledger.Fact;
import dev.inventoryledger.Location;
import java.util.stream.Stream;

/** A command about one location of the catalog; it answers with the location. */
public sealed interface LocationCommand extends Command<Location>
        permits RegisterLocation, ChangeLocation, DeactivateLocation {
    @Override
    default Location answerIn(Entry entry) {
        return Stream.concat(
                        entry.facts(Fact.LocationRegistered.class).stream().map(Fact.LocationRegistered::location),
                        entry.facts(Fact.LocationChanged.class).stream().map(Fact.LocationChanged::after))
                .findFirst()
                .orElseThrow();
    }
}
