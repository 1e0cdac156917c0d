package dev.inventoryledger.inmemory;

import dev.inventoryledger.testkit.ValuesTest;

/** The tests of the values once more, where mutation tests look for them: beside the kit. */
class ValuesUnderMutationTest extends ValuesTest {}
