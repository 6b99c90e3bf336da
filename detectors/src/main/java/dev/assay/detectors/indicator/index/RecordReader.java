package dev.assay.detectors.indicator.index;

import dev.assay.detectors.indicator.Affected;
import dev.assay.detectors.indicator.Indicator;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.report.Severity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@link RecordWriter} wrote; refuses what is damaged. */
final class RecordReader {
    private final byte[] bytes;
    private int at;

    RecordReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean atEnd() {
        return at == bytes.length;
    }

    Indicator indicator() throws MalformedException {
        Indicator.Kind kind = number() == 1 ? Indicator.Kind.MALICIOUS : Indicator.Kind.VULNERABLE;
        Severity severity = severity(text());
        String id = text();
        String summary = text();
        String reference = text();
        String release = text();
        List<String> aliases = texts();
        List<String> versions = texts();
        List<String> patterns = texts();
        List<String> except = texts();
        boolean isOpen = number() == 1;
        int count = count();
        List<Affected.Bounds> ranges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int flags = number();
            ranges.add(new Affected.Bounds(text(), (flags & 1) != 0, text(), (flags & 2) != 0));
        }
        return new Indicator(
                id,
                aliases,
                kind,
                severity,
                summary,
                reference.equals(RecordWriter.SAME) ? Indicator.OSV + id : reference,
                release,
                new Affected(versions, patterns, ranges, except, isOpen));
    }

    private Severity severity(String id) throws MalformedException {
        try {
            return Severity.of(id);
        } catch (IllegalArgumentException e) {
            throw new MalformedException(at, "no severity");
        }
    }

    List<String> texts() throws MalformedException {
        int count = count();
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text());
        }
        return texts;
    }

    String text() throws MalformedException {
        int length = count();
        String text = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return text;
    }

    /** Of things that take a byte each at least. */
    private int count() throws MalformedException {
        int count = number();
        MalformedException.check(count >= 0 && count <= bytes.length - at, at, "a length beyond the record");
        return count;
    }

    int number() throws MalformedException {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            MalformedException.check(at < bytes.length, at, "a record that is cut short");
            byte b = bytes[at++];
            value |= (b & 0x7f) << shift;
            if (b >= 0) {
                return value;
            }
        }
        throw new MalformedException(at, "a number of more than five bytes");
    }
}
