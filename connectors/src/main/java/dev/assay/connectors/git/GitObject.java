package dev.assay.connectors.git;

/**
 * An object of a repository.
 *
 * @param data without the header
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GitObject(Kind kind, byte[] data) {
    /** The four kinds, by the words that stand for them. */
    enum Kind {
        COMMIT("commit"),
        TREE("tree"),
        BLOB("blob"),
        TAG("tag");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
