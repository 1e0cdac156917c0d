/** Tests of the policies. */
@NullMarked
package dev.inventoryledger.policy;

import org.jspecify.annotations.NullMarked;
