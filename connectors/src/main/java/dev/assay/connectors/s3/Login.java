package dev.assay.connectors.s3;

/**
 * Whose signature it is.
 *
 * @param token of a login that is for a while only; else empty
 */
record Login(String keyId, String secret, String token) {
    @Override
    public String toString() {
        return "Login"; // and nothing of it
    }
}
