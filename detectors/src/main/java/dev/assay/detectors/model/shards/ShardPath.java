package dev.assay.detectors.model.shards;

/** Where the name of a file in an index leads. Pure functions. */
final class ShardPath {
    private ShardPath() {}

    /**
     * Whether some loader would leave the folder of the index by it: a root, a parent step, a drive, an address. With a
     * backslash it names one file on some systems and a way on others.
     */
    static boolean leadsOut(String file) {
        return file.isEmpty()
                || file.charAt(0) == '/'
                || file.indexOf('\\') >= 0
                || file.indexOf('\0') >= 0
                || file.indexOf(':') == 1
                || file.contains("://")
                || file.equals("..")
                || file.startsWith("../")
                || file.endsWith("/..")
                || file.contains("/../");
    }
}
