package dev.assay.detectors.indicator.index;

import dev.assay.detectors.indicator.Affected;
import dev.assay.detectors.indicator.Indicator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Indicators as bytes: numbers of seven bits a byte, texts with their length in front. {@link RecordReader} reads them. */
final class RecordWriter {
    /** A reference that is the id at OSV, as of 200,000 advisories of one feed. */
    static final String SAME = "=";

    private byte[] bytes = new byte[64];
    private int size;

    int size() {
        return size;
    }

    byte[] bytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** @param glob what a name must match; empty for the one of the key */
    void indicator(String glob, Indicator indicator) {
        text(glob);
        number(indicator.kind() == Indicator.Kind.MALICIOUS ? 1 : 0);
        text(indicator.severity().id());
        text(indicator.id());
        text(indicator.summary());
        text(indicator.reference().equals(Indicator.OSV + indicator.id()) ? SAME : indicator.reference());
        text(indicator.release());
        texts(indicator.aliases());
        Affected affected = indicator.affected();
        texts(affected.versions());
        texts(affected.patterns());
        texts(affected.except());
        number(affected.isOpen() ? 1 : 0);
        number(affected.ranges().size());
        for (Affected.Bounds each : affected.ranges()) {
            number((each.lowIsIn() ? 1 : 0) | (each.highIsIn() ? 2 : 0));
            text(each.low());
            text(each.high());
        }
    }

    void texts(List<String> texts) {
        number(texts.size());
        texts.forEach(this::text);
    }

    void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    void number(int value) {
        room(5);
        int rest = value;
        while (rest > 0x7f) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
