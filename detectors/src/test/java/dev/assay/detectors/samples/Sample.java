package dev.assay.detectors.samples;

/**
 * A file that nobody ever loads.
 *
 * @param technique what it does or hides behind: the row of the table
 * @param name unique; its last part is the name that the file goes by
 * @param note more exactly what it does, where the name does not say
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Sample(String technique, String name, String note, byte[] bytes) {
    Sample(String technique, String name, byte[] bytes) {
        this(technique, name, "", bytes);
    }

    @Override
    public String toString() {
        return name;
    }
}
