package dev.assay.detectors.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What holds for each manifest below {@code resources}, whatever its format. */
class EveryManifestTest {
    private static final Path ROOT = Path.of("src/test/resources/dev/assay/detectors/manifest");

    /** Of these the form has no line that a merge could mark: anything stands for a text of its own, or the first part is all, or there are none. */
    private static final Set<String> LINES_MEAN_NOTHING =
            Set.of("METADATA", "bun.lockb", "Package.swift", "nothing.cdx.json");

    private static Stream<DynamicTest> each(Function<Path, DynamicTest> test) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".facts"))
                    .filter(file -> !file.getParent().equals(ROOT) && !file.endsWith("rpm/Packages")) // no text
                    .sorted()
                    .map(test)
                    .toList()
                    .stream();
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static DynamicTest test(Path file, Runnable body) {
        return DynamicTest.dynamicTest(ROOT.relativize(file).toString(), body::run);
    }

    /** Gaps have another place then. */
    private static List<String> withoutPlaces(List<String> lines) {
        return lines.stream()
                .map(line -> line.startsWith("gap ") ? "gap" + line.substring(line.indexOf(": ")) : line)
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> line_ends_and_marks_of_windows_change_nothing() throws IOException {
        return each(file -> test(file, () -> {
            String windows = "\ufeff" + text(file).replace("\r\n", "\n").replace("\n", "\r\n");
            assertThat(withoutPlaces(ManifestFacts.of(name(file), windows.getBytes(UTF_8))))
                    .isEqualTo(withoutPlaces(ManifestFacts.of(name(file), text(file))));
        }));
    }

    /** Editors and scripts leave it out. */
    @TestFactory
    Stream<DynamicTest> without_its_last_line_end_it_is_the_same() throws IOException {
        return each(file -> test(file, () -> {
            String path = ROOT.relativize(file).toString();
            String text = text(file).stripTrailing();
            assertThat(withoutPlaces(ManifestFacts.of(path, text)))
                    .isEqualTo(withoutPlaces(ManifestFacts.of(path, text(file))));
        }));
    }

    @TestFactory
    Stream<DynamicTest> marked_lines_of_a_merge_are_a_gap() throws IOException {
        return each(file -> test(file, () -> {
            if (LINES_MEAN_NOTHING.contains(name(file))) {
                return;
            }
            String text = text(file);
            int half = text.indexOf('\n', text.length() / 2) + 1;
            String merged = text.substring(0, half) + "<<<<<<< HEAD\n" + text.substring(half) + ">>>>>>> theirs\n";
            assertThat(ManifestFacts.of(name(file), merged)).anyMatch(line -> line.startsWith("gap "));
        }));
    }

    /** Whatever a kind is recognised by, an opening that never closes ends in a gap, and soon. */
    @TestFactory
    Stream<DynamicTest> what_never_closes_is_a_gap() {
        return Stream.of(
                        "mix.lock",
                        "rebar.lock",
                        "luarocks.lock",
                        ".terraform.lock.hcl",
                        "deno.lock",
                        "conan.lock",
                        "vcpkg.json",
                        "renv.lock",
                        "Package.resolved",
                        "pubspec.lock",
                        "conda-lock.yml",
                        "gleam.toml")
                .flatMap(name -> Stream.of("[", "{", "%{\"a\": {", "return {{", "a: [")
                        .map(opening -> DynamicTest.dynamicTest(
                                name + " " + opening,
                                () -> assertThat(ManifestFacts.of(name, opening.repeat(100_000)))
                                        .anyMatch(line -> line.startsWith("gap ")))));
    }
}
