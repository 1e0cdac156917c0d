package dev.inventoryledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Ids that are made up are unique, and those of one time stand together. */
class CommandIdTest {
    CommandIdTest() {}

    @Test
    void aRandomIdIsAUuidOfVersion7() {
        long before = System.currentTimeMillis();
        UUID id = UUID.fromString(CommandId.random().value());
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isBetween(before, System.currentTimeMillis());
    }

    @Test
    void noTwoAreTheSame() {
        Set<CommandId> ids = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(CommandId.random());
        }
        assertThat(ids).hasSize(10_000);
    }
}
