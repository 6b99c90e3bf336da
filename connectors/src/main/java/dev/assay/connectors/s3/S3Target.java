package dev.assay.connectors.s3;

import org.jspecify.annotations.Nullable;

/**
 * What a target names. A key is taken as it stands, as by AWS's own tools: nothing in it is unescaped.
 *
 * @param key of an object, or of a folder: what the keys of its objects begin with, up to a slash; empty for all
 * @param version which version of the object; empty for the latest
 */
record S3Target(String bucket, String key, String version) {
    static final String SCHEME = "s3://";
    private static final String VERSION = "?versionId=";
    private static final int MOST_BUCKET_CHARACTERS = 255;

    /** Null if it names no bucket. */
    static @Nullable S3Target parse(String target) {
        String rest = target.substring(SCHEME.length());
        int slash = rest.indexOf('/');
        String bucket = slash < 0 ? rest : rest.substring(0, slash);
        String key = slash < 0 ? "" : rest.substring(slash + 1);
        int query = key.lastIndexOf(VERSION);
        String version = query < 0 ? "" : key.substring(query + VERSION.length());
        boolean versioned = query > 0 && !version.isEmpty();
        return isBucket(bucket)
                ? new S3Target(bucket, versioned ? key.substring(0, query) : key, versioned ? version : "")
                : null;
    }

    /** More than AWS allows for new buckets, and nothing that could lead to elsewhere in an address. */
    private static boolean isBucket(String text) {
        boolean sound = !text.isEmpty() && text.length() <= MOST_BUCKET_CHARACTERS && isLetter(text.charAt(0));
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            sound &= isLetter(c) || c == '-' || c == '_' || c == '.';
        }
        return sound && !text.contains("..");
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** Whether the key can only be a folder's. */
    boolean isFolder() {
        return key.isEmpty() || key.endsWith("/");
    }

    /** What the keys in the folder of this name begin with. */
    String folder() {
        return isFolder() ? key : key + "/";
    }
}
