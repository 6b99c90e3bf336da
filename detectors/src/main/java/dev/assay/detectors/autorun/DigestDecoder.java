package dev.assay.detectors.autorun;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.fact.FileDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Tells digests of all bytes, whatever they are: for feeds of the user that know files by these. Immutable. */
final class DigestDecoder implements Decoder {
    private static final Map<String, String> ALGORITHMS = Map.of("sha256", "SHA-256", "sha1", "SHA-1", "md5", "MD5");

    private final Set<String> ids;

    DigestDecoder(Set<String> ids) {
        this.ids = Set.copyOf(ids);
    }

    /** Tells one of what is at hand. */
    static void tell(String id, Content content) {
        MessageDigest digest = digest(id);
        digest.update(content.bytes(), 0, content.length());
        content.out().fact(new FileDigest(id, HexFormat.of().formatHex(digest.digest()), content.length()));
    }

    private static MessageDigest digest(String id) {
        try {
            return MessageDigest.getInstance(ALGORITHMS.get(id));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has the digests of indicators", e);
        }
    }

    @Override
    public Format format() {
        return new Format("file-digest", head -> true, true);
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public boolean serves(Families asked) {
        return asked.has("indicator");
    }

    @Override
    public boolean interprets() {
        return false;
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Map<String, MessageDigest> digests = new TreeMap<>();
        ids.forEach(id -> digests.put(id, digest(id)));
        byte[] block = budget.memory().buffers().take();
        try {
            ByteBuffer into = ByteBuffer.wrap(block);
            long position = 0;
            for (int n; (n = in.read(position, into.clear())) >= 0; position += n) {
                budget.spendBytes(n);
                for (MessageDigest digest : digests.values()) {
                    digest.update(block, 0, n);
                }
            }
            for (Map.Entry<String, MessageDigest> each : digests.entrySet()) {
                String hex = HexFormat.of().formatHex(each.getValue().digest());
                out.fact(new FileDigest(each.getKey(), hex, position));
            }
        } finally {
            budget.memory().buffers().give(block);
        }
    }
}
