package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;

/**
 * Where post finds a location. No rule depends on it. Immutable.
 *
 * @param street street and house, as people write it; 1 to 500 UTF-16 units
 * @param postalCode likewise
 * @param city likewise
 * @param country its two letters by ISO 3166-1, in capitals
 */
public record Address(String street, String postalCode, String city, String country) {
    /**
     * Checks the texts.
     *
     * @param street street and house, as people write it
     * @param postalCode likewise
     * @param city likewise
     * @param country its two letters by ISO 3166-1, in capitals
     * @throws IllegalArgumentException if a text is malformed
     */
    public Address {
        Checks.text("street", street);
        Checks.text("postalCode", postalCode);
        Checks.text("city", city);
        Checks.check(country.matches("[A-Z]{2}"), "country", "must be two capital letters", country);
    }
}
