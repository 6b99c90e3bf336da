package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each manifest below {@code resources} against the list beside it, which has every package with its line, version, relation,
 * scope, origin and path. What made the files is in {@code README.md} there. {@code -Dgolden.update=true} writes the lists, to be
 * looked through.
 */
class ManifestFilesTest {
    private static final Path ROOT = Path.of("src/test/resources/dev/assay/detectors/manifest");
    private static final String LIST = ".facts";

    @TestFactory
    List<DynamicTest> files() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            List<DynamicTest> tests = files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(LIST))
                    .filter(file -> !file.endsWith("README.md"))
                    .filter(file -> !file.getParent().equals(ROOT))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), () -> check(file)))
                    .toList();
            assertThat(tests).hasSizeGreaterThan(10);
            return tests;
        }
    }

    private static void check(Path file) throws IOException {
        List<String> facts = ManifestFacts.of(ROOT.relativize(file).toString(), Files.readAllBytes(file));
        Path list = file.resolveSibling(file.getFileName() + LIST);
        if (Boolean.getBoolean("golden.update")) {
            Files.write(list, facts);
        }
        assertThat(facts).isEqualTo(Files.readAllLines(list));
    }
}
