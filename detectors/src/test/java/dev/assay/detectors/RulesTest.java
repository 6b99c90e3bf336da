package dev.assay.detectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.rule.RuleBook;
import dev.assay.engine.rule.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No row is there that no test holds to what it says. Examples are written in a notation of their folder, so it is the
 * folder's tests that run them; here it is only seen to that they do.
 */
class RulesTest {
    private static final Path ROWS = Path.of("src/main/resources/dev/assay/detectors");
    private static final Path TESTS = Path.of("src/test/java/dev/assay/detectors");

    private static List<Path> books() throws IOException {
        try (Stream<Path> files = Files.walk(ROWS)) {
            return files.filter(file -> file.endsWith("rules.yaml")).sorted().toList();
        }
    }

    private static List<RuleInfo> rows(Path book) throws IOException {
        return List.copyOf(new RuleBook(List.of(book.toUri().toURL())).all());
    }

    /** The tests of a folder and of those below it. */
    private static String tests(Path folder) throws IOException {
        StringBuilder text = new StringBuilder();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString();
    }

    @Test
    void theCatalogHasEveryBook() throws IOException {
        List<RuleInfo> all = new ArrayList<>();
        for (Path book : books()) {
            all.addAll(rows(book));
        }
        assertThat(AllDetectors.ALL.book().all()).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void everyRowIsExplained() {
        for (RuleInfo row : AllDetectors.ALL.book().all()) {
            assertThat(row.title()).as(row.id()).isNotBlank();
            assertThat(row.why()).as(row.id()).isNotBlank();
            assertThat(row.remedy()).as(row.id()).isNotBlank();
            assertThat(row.references())
                    .as(row.id())
                    .allMatch(reference -> reference.startsWith("https://"))
                    .doesNotHaveDuplicates();
            assertThat(row.match()).as(row.id()).noneMatch(row.silent()::contains);
        }
    }

    @Test
    void everyExampleIsRun() throws IOException {
        for (Path book : books()) {
            boolean examples = rows(book).stream()
                    .anyMatch(row -> !row.match().isEmpty() || !row.silent().isEmpty());
            if (examples) {
                Path folder = ROWS.relativize(book.getParent());
                String tests = tests(TESTS.resolve(folder));
                assertThat(tests.contains(".match()") && tests.contains(".silent()")
                                || tests.contains("Texts.assertExamples("))
                        .as("the tests of " + folder + " run the examples of its rows")
                        .isTrue();
            }
        }
    }

    @Test
    void everyRowWithoutExamplesIsAssertedByATest() throws IOException {
        String tests = tests(TESTS);
        List<String> missing = new ArrayList<>();
        for (Path book : books()) {
            for (RuleInfo row : rows(book)) {
                if (row.match().isEmpty() && !tests.contains('"' + row.id() + '"')) {
                    missing.add(row.id());
                }
            }
        }
        assertThat(missing).isEmpty();
    }
}
