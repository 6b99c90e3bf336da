package dev.assay.detectors.crypto.setup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The configurations of {@code samples.txt}, with what is found in them. */
public final class SetupSamples {
    /** @param facts the program, then a line for each fact or gap */
    record Sample(String text, List<String> facts) {}

    private SetupSamples() {}

    /** Each by its name, for the suite of all decoders. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> files = new LinkedHashMap<>();
        read().forEach((name, sample) -> files.put(name, sample.text().getBytes(StandardCharsets.UTF_8)));
        return files;
    }

    static Map<String, Sample> read() {
        Map<String, Sample> samples = new LinkedHashMap<>();
        try (InputStream in = Objects.requireNonNull(SetupSamples.class.getResourceAsStream("samples.txt"))) {
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (String one : all.substring(all.indexOf("=== ") + 4).split("\n=== ", -1)) {
                int head = one.indexOf('\n');
                int facts = one.indexOf("--- facts\n");
                String expected = one.substring(facts + 10).strip();
                samples.put(
                        one.substring(0, head),
                        new Sample(one.substring(head + 1, facts), List.of(expected.split("\n", -1))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return samples;
    }
}
