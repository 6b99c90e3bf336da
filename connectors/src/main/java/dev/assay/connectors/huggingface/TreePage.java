package dev.assay.connectors.huggingface;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.cache.Sha256;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The hub's JSON, of which only a few fields matter. */
final class TreePage {
    private static final int MOST_DEPTH = 32;
    private static final int MOST_TEXT_BYTES = 16 * 1024;
    private static final int SHA1_DIGITS = 40;
    private static final int SHA256_DIGITS = 64;

    /**
     * A file of a listing.
     *
     * @param validator the digest that the hub lists, with its kind; empty if it lists none
     * @param sha256 the digest of large files, or null
     */
    record Entry(
            String path,
            long sizeBytes,
            String validator,
            @Nullable Sha256 sha256) {}

    /**
     * A page of a listing.
     *
     * @param objects how many it has of whatever kind: one without files is not the last for that
     */
    record Page(List<Entry> files, int objects) {}

    private final JsonReader json;

    private TreePage(JsonReader json) {
        this.json = json;
    }

    /** One page. */
    static Page of(byte[] bytes, Clock clock) throws IOException {
        try (ByteReader reader = reader(bytes, clock)) {
            return new TreePage(json(reader, bytes)).list();
        }
    }

    /** The commit that a revision is, or an empty text if the answer has none. */
    static String commit(byte[] bytes, Clock clock) throws IOException {
        try (ByteReader reader = reader(bytes, clock)) {
            String sha = new TreePage(json(reader, bytes)).sha();
            return isHex(sha, SHA1_DIGITS) || isHex(sha, SHA256_DIGITS) ? sha : "";
        }
    }

    private static ByteReader reader(byte[] bytes, Clock clock) {
        Memory memory = new Memory(Buffers.SIZE_BYTES, new Buffers(1));
        return new ByteReader(new MemorySource(bytes), new Budget(Limits.DEFAULT, clock, memory, bytes.length));
    }

    private static JsonReader json(ByteReader reader, byte[] bytes) {
        return new JsonReader(reader, bytes.length, MOST_DEPTH, MOST_TEXT_BYTES);
    }

    private static boolean isHex(String text, int digits) {
        return text.length() == digits && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    private String sha() throws IOException {
        expect(json.next(), Token.BEGIN_OBJECT);
        String sha = "";
        while (json.next() == Token.NAME) {
            String name = json.text();
            Token value = json.next();
            if (name.equals("sha") && value == Token.STRING) {
                sha = json.text();
            } else {
                json.skipRest(value);
            }
        }
        return sha;
    }

    private Page list() throws IOException {
        expect(json.next(), Token.BEGIN_ARRAY);
        List<Entry> files = new ArrayList<>();
        int objects = 0;
        for (Token token; (token = json.next()) != Token.END_ARRAY; objects++) {
            expect(token, Token.BEGIN_OBJECT);
            Entry entry = entry();
            if (entry != null) {
                files.add(entry);
            }
        }
        return new Page(files, objects);
    }

    /** One object of the listing, or null for what is no file. */
    private @Nullable Entry entry() throws IOException {
        String type = "";
        String path = "";
        String oid = "";
        String lfs = "";
        long size = ByteSource.UNKNOWN;
        while (json.next() == Token.NAME) {
            String name = json.text();
            Token value = json.next();
            if (value == Token.STRING && name.equals("type")) {
                type = json.text();
            } else if (value == Token.STRING && name.equals("path")) {
                MalformedException.check(json.isWhole(), json.position(), "the hub lists a name that is too long");
                path = json.text();
            } else if (value == Token.STRING && name.equals("oid")) {
                oid = json.text();
            } else if (value == Token.NUMBER && name.equals("size")) {
                size = Math.max(json.integer().orElse(ByteSource.UNKNOWN), ByteSource.UNKNOWN);
            } else if (value == Token.BEGIN_OBJECT && name.equals("lfs")) {
                lfs = lfs();
            } else {
                json.skipRest(value);
            }
        }
        if (!type.equals("file")) {
            return null;
        }
        if (isHex(lfs, SHA256_DIGITS)) {
            return new Entry(
                    path, size, "sha256:" + lfs, Sha256.of(HexFormat.of().parseHex(lfs)));
        }
        return new Entry(path, size, isHex(oid, SHA1_DIGITS) ? "git:" + oid : "", null);
    }

    private String lfs() throws IOException {
        String oid = "";
        while (json.next() == Token.NAME) {
            String name = json.text();
            Token value = json.next();
            if (value == Token.STRING && (name.equals("oid") || name.equals("sha256"))) {
                oid = json.text();
            } else {
                json.skipRest(value);
            }
        }
        return oid;
    }

    private void expect(Token token, Token wanted) throws MalformedException {
        MalformedException.check(token == wanted, json.position(), "the hub's answer is no listing");
    }
}
