package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.engine.text.Parts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Programs with what is to be found in them, from {@code LANGUAGE.txt}. */
public final class CodeSamples {
    /**
     * A program.
     *
     * @param uses each as {@code purpose algorithm parameters}, in the order of the text
     * @param rules all that must fire at medium or above; null where the sample does not say
     */
    record Sample(String title, List<String> uses, @Nullable Set<String> rules, String program) {
        @Override
        public String toString() {
            return title;
        }
    }

    private CodeSamples() {}

    static List<Sample> of(String language) {
        return parsed(read(language + ".txt"));
    }

    /** The samples in the text of such a file. */
    static List<Sample> parsed(String text) {
        List<Sample> samples = new ArrayList<>();
        for (String part : text.split("\n== ")) {
            if (part.startsWith("#")) {
                continue;
            }
            List<String> lines = part.lines().toList();
            List<String> uses = lines.stream()
                    .skip(1)
                    .filter(line -> line.startsWith("> "))
                    .map(line -> line.substring(2))
                    .toList();
            int next = 1 + uses.size();
            Set<String> rules = null;
            if (next < lines.size() && lines.get(next).startsWith("! ")) {
                String said = lines.get(next++).substring(2);
                rules = said.equals("none") ? Set.of() : Set.copyOf(Parts.of(said, ' '));
            }
            String program = String.join("\n", lines.subList(next, lines.size()));
            samples.add(new Sample(lines.getFirst(), uses, rules, program));
        }
        return samples;
    }

    /** Of those that many programs test by themselves, the contract suite reads each one of so many. */
    private static final int ONE_OF = 12;

    /** Samples, and how names of such programs end. */
    private static final String[][] FILES = {
        {"java", ".java"},
        {"python", ".py"},
        {"javascript", ".js"},
        {"typescript", ".ts"},
        {"programs/c", ".c"},
        {"programs/cpp", ".cpp"},
        {"programs/csharp", ".cs"},
        {"programs/go", ".go"},
        {"programs/kotlin", ".kt"},
        {"programs/php", ".php"},
        {"programs/powershell", ".ps1"},
        {"programs/ruby", ".rb"},
        {"programs/rust", ".rs"},
        {"programs/scala", ".scala"},
        {"programs/shell", ".sh"},
        {"programs/swift", ".swift"},
    };

    /** Programs as files, for the contract suite. */
    public static Map<String, byte[]> all() {
        Map<String, byte[]> files = new TreeMap<>();
        for (String[] one : FILES) {
            List<Sample> samples = of(one[0]);
            for (int i = 0; i < samples.size(); i += one[0].startsWith("programs/") ? ONE_OF : 1) {
                files.put("Sample" + i + one[1], samples.get(i).program().getBytes(UTF_8));
            }
        }
        return files;
    }

    private static String read(String name) {
        try (InputStream in = Objects.requireNonNull(CodeSamples.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
