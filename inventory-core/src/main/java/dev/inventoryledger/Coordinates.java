package dev.inventoryledger;

import dev.inventoryledger.internal.Checks;

/**
 * A point on the earth. Immutable.
 *
 * @param latitudeMicrodegrees north of the equator, in millionths of a degree; from −90 to 90 degrees
 * @param longitudeMicrodegrees east of Greenwich, likewise; from −180 to 180 degrees
 */
public record Coordinates(long latitudeMicrodegrees, long longitudeMicrodegrees) {
    private static final long MICRODEGREES = 1_000_000;
    private static final long MAX_LATITUDE = 90 * MICRODEGREES;
    private static final long MAX_LONGITUDE = 180 * MICRODEGREES;
    private static final double EARTH_RADIUS_METRES = 6_371_000;

    /**
     * Checks the bounds.
     *
     * @param latitudeMicrodegrees north of the equator, in millionths of a degree
     * @param longitudeMicrodegrees east of Greenwich, likewise
     * @throws IllegalArgumentException if it is no point on the earth
     */
    public Coordinates {
        Checks.check(
                latitudeMicrodegrees >= -MAX_LATITUDE && latitudeMicrodegrees <= MAX_LATITUDE,
                "latitudeMicrodegrees",
                "must be from -90 to 90 degrees",
                latitudeMicrodegrees);
        Checks.check(
                longitudeMicrodegrees >= -MAX_LONGITUDE && longitudeMicrodegrees <= MAX_LONGITUDE,
                "longitudeMicrodegrees",
                "must be from -180 to 180 degrees",
                longitudeMicrodegrees);
    }

    /**
     * {@return the point, rounded to a millionth of a degree: a tenth of a metre}
     *
     * @param latitude degrees north of the equator
     * @param longitude degrees east of Greenwich
     * @throws IllegalArgumentException if it is no point on the earth
     */
    public static Coordinates of(double latitude, double longitude) {
        Checks.check(!Double.isNaN(latitude), "latitude", "must be a number", latitude);
        Checks.check(!Double.isNaN(longitude), "longitude", "must be a number", longitude);
        return new Coordinates(Math.round(latitude * MICRODEGREES), Math.round(longitude * MICRODEGREES));
    }

    /**
     * {@return how far it is to another point along the surface, in whole metres} By the haversine formula on a sphere of 6,371 km; off
     * by half a per cent at most.
     *
     * @param other the other point
     */
    public long metresTo(Coordinates other) {
        double from = radians(latitudeMicrodegrees);
        double to = radians(other.latitudeMicrodegrees);
        double north = StrictMath.sin((to - from) / 2);
        double east = StrictMath.sin(radians(other.longitudeMicrodegrees - longitudeMicrodegrees) / 2);
        double half = north * north + StrictMath.cos(from) * StrictMath.cos(to) * east * east;
        return Math.round(2 * EARTH_RADIUS_METRES * StrictMath.asin(Math.min(1, StrictMath.sqrt(half))));
    }

    private static double radians(long microdegrees) {
        return StrictMath.toRadians(microdegrees / (double) MICRODEGREES);
    }
}
