package dev.assay.detectors.model.marshal;

/** Tells what constants of a program may be that carry another one. */
final class Payload {
    private Payload() {}

    static boolean isPrintable(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' && b != '\n' && b != '\r' && b != '\t' || b == 0x7f) {
                return false;
            }
        }
        return true;
    }

    /** Whether a marshalled code object begins so: with its tag, and counts that are small. */
    static boolean isCode(byte[] bytes) {
        return bytes.length > 32 && (bytes[0] & 0x7f) == 'c' && bytes[3] == 0 && bytes[4] == 0 && bytes[8] == 0;
    }
}
