package dev.assay.connectors.s3;

import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One answer of ListObjectsV2.
 *
 * @param truncated whether there is more
 * @param next what to ask for that with; empty if the store does not tell
 */
record ListingPage(List<Entry> entries, boolean truncated, String next) {
    private static final String ROOT = "ListBucketResult";
    private static final int MOST_DIGITS = 18;
    private static final int MOST_TAG_CHARACTERS = 1024;
    private static final int MOST_TOKEN_CHARACTERS = 4096;

    /**
     * An object.
     *
     * @param key null if it is no text
     * @param escaped the key as it is listed
     * @param tag the entity tag with its quotes, or empty
     */
    record Entry(@Nullable String key, String escaped, String tag, long sizeBytes) {}

    static ListingPage parse(byte[] bytes) throws MalformedException {
        Reading reading = new Reading();
        XmlReply.read(bytes, ROOT, reading);
        List<Entry> entries = new ArrayList<>(reading.raw.size());
        for (Entry raw : reading.raw) {
            String key = reading.escaped ? Escapes.decode(raw.escaped()) : raw.escaped();
            entries.add(new Entry(key, raw.escaped(), raw.tag(), raw.sizeBytes()));
        }
        return new ListingPage(entries, reading.truncated, reading.next);
    }

    /** Whether keys are escaped is told in a place of the store's choice, so they are kept as they are until the end. */
    private static final class Reading implements XmlReply.Visitor {
        private final List<Entry> raw = new ArrayList<>();
        private boolean escaped;
        private boolean truncated;
        private String next = "";
        private String key = "";
        private String tag = "";
        private long sizeBytes = ByteSource.UNKNOWN;

        @Override
        public void element(String parent, String name, String text) throws MalformedException {
            switch (parent + "/" + name) {
                case ROOT + "/EncodingType" -> escaped = text.strip().equals("url");
                case ROOT + "/IsTruncated" -> truncated = text.strip().equals("true");
                case ROOT + "/NextContinuationToken" -> {
                    MalformedException.check(
                            text.length() <= MOST_TOKEN_CHARACTERS, 0, "the store's token is too long");
                    next = text;
                }
                case "Contents/Key" -> key = text;
                case "Contents/ETag" -> tag = tag(text.strip());
                case "Contents/Size" -> sizeBytes = size(text.strip());
                case ROOT + "/Contents" -> {
                    MalformedException.check(!key.isEmpty(), 0, "the store lists an object without a key");
                    raw.add(new Entry(null, key, tag, sizeBytes));
                    key = "";
                    tag = "";
                    sizeBytes = ByteSource.UNKNOWN;
                }
                default -> {} // owners, dates, classes of storage
            }
        }

        /** Some stores leave the quotes out. What a request could not carry is none. */
        private static String tag(String text) {
            String inner = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
                    ? text.substring(1, text.length() - 1)
                    : text;
            boolean sound = !inner.isEmpty()
                    && inner.length() <= MOST_TAG_CHARACTERS
                    && inner.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"');
            return sound ? "\"" + inner + "\"" : "";
        }

        private static long size(String text) {
            boolean sound = !text.isEmpty()
                    && text.length() <= MOST_DIGITS
                    && text.chars().allMatch(c -> c >= '0' && c <= '9');
            return sound ? Long.parseLong(text) : ByteSource.UNKNOWN;
        }
    }
}
