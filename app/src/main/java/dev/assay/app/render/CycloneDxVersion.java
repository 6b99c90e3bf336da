package dev.assay.app.render;

/** Versions of CycloneDX that can be written: 1.7 (ECMA-424, second edition), and 1.6 (the first), which more programs read. */
enum CycloneDxVersion {
    V1_6("1.6"),
    V1_7("1.7");

    private final String number;

    CycloneDxVersion(String number) {
        this.number = number;
    }

    String number() {
        return number;
    }
}
