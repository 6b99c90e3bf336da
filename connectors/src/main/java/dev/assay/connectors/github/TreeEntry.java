package dev.assay.connectors.github;

/**
 * What a tree has under a path.
 *
 * @param path from the root, with {@code /}
 * @param mode as in git: 0100644, 0100755, 0120000 for a link, 0160000 for a submodule
 * @param oid of the blob in hexadecimal digits; of a submodule, of its commit
 * @param sizeBytes or {@link dev.assay.engine.bytes.ByteSource#UNKNOWN}
 */
public record TreeEntry(String path, int mode, String oid, long sizeBytes) {
    private static final int KIND = 0170000;
    private static final int FILE = 0100000;
    private static final int LINK = 0120000;
    private static final int SUBMODULE = 0160000;

    public boolean isFile() {
        return (mode & KIND) == FILE;
    }

    public boolean isLink() {
        return (mode & KIND) == LINK;
    }

    public boolean isSubmodule() {
        return (mode & KIND) == SUBMODULE;
    }
}
