/** Read models in this process: stock as the journal tells it, without asking the database. */
@NullMarked
package dev.inventoryledger.view;

import org.jspecify.annotations.NullMarked;
