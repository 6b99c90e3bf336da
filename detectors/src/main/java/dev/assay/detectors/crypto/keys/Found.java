package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.MalformedException;
import org.jspecify.annotations.Nullable;

/** Bytes that were found in a text, whatever they are. */
final class Found {
    private Found() {}

    /**
     * Reads them if they are anything known.
     *
     * @param hint what a structure of two or three numbers is, which could be several things
     * @return whether they are
     * @throws MalformedException if they are, and broken
     */
    static boolean read(byte[] bytes, Spot spot, DerReading.@Nullable Shape hint) throws MalformedException {
        DerReading.Shape shape = DerReading.shape(bytes, 0, bytes.length);
        if (shape != null) {
            boolean numbers = shape == DerReading.Shape.RSA_PUBLIC_KEY
                    || shape == DerReading.Shape.DH_PARAMETERS
                    || shape == DerReading.Shape.DSA_PARAMETERS;
            DerReading.read(hint != null && numbers ? hint : shape, bytes, 0, bytes.length, spot);
            return true;
        }
        for (Blobs kind : Blobs.values()) {
            if (kind != Blobs.DER && kind.begins(bytes, bytes.length)) {
                kind.read(bytes, bytes.length, spot.as(kind.id()));
                return true;
            }
        }
        return false;
    }
}
