package dev.assay.detectors.manifest.sbom;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.HeadText;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.MemorySource;
import dev.assay.engine.decode.Head;
import dev.assay.engine.text.LaxBase64;
import dev.assay.engine.text.Tree.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Signed envelopes (https://github.com/secure-systems-lab/dsse/blob/master/envelope.md), alone, one a line, or in a bundle of Sigstore: what is
 * signed is in Base64 and is handed on; and statements that hold what they say as a text. Whether the signature holds is not asked. Belongs to one thread.
 */
final class Envelope {
    private static final Set<String> AROUND = Set.of("dsseEnvelope");

    /** The text and its tree, the digits as bytes, and what they say. */
    private static final int BYTES_A_BYTE = 4;

    private static final String JSON = "payload.json";
    private static final String XML = "payload.xml";

    private String type = "";
    private String payload = "";
    private long offset;
    private boolean isFaulty;

    private Envelope() {}

    static boolean looksRight(Head head) {
        return HeadText.holds(head, "\"payload\"")
                        && (HeadText.holds(head, "\"payloadType\"") || HeadText.holds(head, "\"dsseEnvelope\""))
                || HeadText.holds(head, "\"payload\":\"ey") // a text of JSON whose type stands behind it
                || HeadText.holds(head, "\"predicate\":\"") // a statement with a bill as a text
                || HeadText.holds(head, "\"predicate\": \"");
    }

    static void read(Document document, Dependencies out) {
        long taken = (long) BYTES_A_BYTE * document.length();
        document.budget().takeMemory(taken);
        try {
            TextLines lines = new TextLines(document);
            boolean isOneALine = lines.next() && isObject(lines.line());
            if (!isOneALine) {
                one(document, 0, out);
            }
            for (boolean isThere = isOneALine; isThere; isThere = lines.next()) {
                if (!lines.line().isBlank()) {
                    one(document.withBytes(lines.line().getBytes(StandardCharsets.UTF_8)), lines.offset(), out);
                }
            }
        } finally {
            document.budget().giveBackMemory(taken);
        }
    }

    private static boolean isObject(String line) {
        String text = line.strip();
        return text.startsWith("{") && text.endsWith("}");
    }

    /** @param from where it begins in the file */
    private static void one(Document document, long from, Dependencies out) {
        Envelope envelope = new Envelope();
        try {
            document.jsonParts(AROUND, (key, value) -> {
                if (value instanceof Scalar text && key.equals("payloadType")) {
                    envelope.type = text.text();
                } else if (value instanceof Scalar text && key.equals("payload")) {
                    envelope.payload = text.text();
                    envelope.offset = text.offsetBytes();
                } else if (value instanceof Scalar text && key.equals("predicate") && text.isQuoted()) {
                    byte[] predicate = text.text().getBytes(StandardCharsets.UTF_8);
                    out.within(text.text().stripLeading().startsWith("<") ? XML : JSON, new MemorySource(predicate));
                }
            });
        } catch (MalformedException fault) {
            out.malformed(from + fault.offsetBytes(), String.valueOf(fault.getMessage()));
            envelope.isFaulty = true;
        }
        envelope.handOn(from, out);
    }

    private void handOn(long from, Dependencies out) {
        if (type.isEmpty() || isFaulty && payload.isEmpty()) {
            return; // something else that has a payload, or one whose payload stands behind the fault
        }
        String digits = payload.replace('-', '+').replace('_', '/');
        if (!LaxBase64.isWhole(digits)) {
            out.malformed(
                    from + offset,
                    "what is signed is in broken or cut off Base64: what is read of it may be something else");
        }
        byte[] decoded = LaxBase64.decode(digits);
        if (decoded.length == 0) {
            out.malformed(from + offset, "an envelope without what it was to hold");
            return;
        }
        boolean isJson = type.endsWith("json");
        boolean isXml = type.endsWith("xml");
        if (isJson && !ends(decoded, '}') && !ends(decoded, ']') || isXml && !ends(decoded, '>')) {
            out.malformed(from + offset, "what is signed does not end as its kind does: it may have been cut off");
        }
        out.within(isJson ? JSON : isXml ? XML : "payload", new MemorySource(decoded));
    }

    /** Whether it ends with a sign, but for white space. */
    private static boolean ends(byte[] text, char sign) {
        int end = text.length;
        while (end > 0 && text[end - 1] <= ' ' && text[end - 1] >= 0) {
            end--;
        }
        return end > 0 && text[end - 1] == sign;
    }
}
