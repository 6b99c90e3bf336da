package dev.assay.detectors.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.text.JsonTree;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.SectionTree;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.Tree.Entry;
import dev.assay.engine.text.Tree.Mapping;
import dev.assay.engine.text.Tree.Scalar;
import dev.assay.engine.text.Tree.Sequence;
import dev.assay.engine.text.TreeRoom;
import dev.assay.engine.text.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A value of another kind than its place has takes no package out of a report without a word, in whatever manifest it is. */
class WrongKindTest {
    private static final Path ROOT = Path.of("src/test/resources/dev/assay/detectors/manifest");
    private static final Scalar NULL = new Scalar("null", false, "", 0);
    private static final Scalar NUMBER = new Scalar("5", false, "", 0);
    private static final Sequence LIST = new Sequence(List.of(NUMBER), "", 0);
    private static final Mapping MAP = new Mapping(List.of(new Entry("zz", NUMBER)), "", 0);

    /** What says what a document is: without it another one is read, which has no packages. */
    private static final Set<String> NAMES_THE_FORMAT = Set.of("bomFormat", "spdxVersion");

    /** What has no form that could be broken: what is no image is something else; of files of many services each has another. */
    private static final Set<String> OF_NO_FORM = Set.of(
            "values.yaml",
            ".gitlab-ci.yml",
            "x.gitlab-ci.yml",
            "bitbucket-pipelines.yml",
            "azure-pipelines.yml",
            ".drone.yml");

    /** How a document is written. What is within a value of YAML is written as JSON, which is YAML as well. */
    private enum Form {
        JSON,
        TOML,
        YAML
    }

    private record Read(Form form, Mapping root) {}

    /** A value, and the keys that lead to it. */
    private record Place(Tree tree, List<String> path) {}

    @TestFactory
    Stream<DynamicTest> noPackageIsLostInSilence() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".facts")
                            && !file.getParent().equals(ROOT)
                            && !OF_NO_FORM.contains(file.getFileName().toString()))
                    .sorted()
                    .map(file -> DynamicTest.dynamicTest(ROOT.relativize(file).toString(), () -> look(file)))
                    .toList()
                    .stream();
        }
    }

    @Test
    void whatIsOfAnotherKindIsToldAndTheRestIsRead() {
        assertThat(ManifestFacts.of("composer.lock", "{\"packages\": [null, {\"name\": \"a/b\", \"version\": \"1\"}]}"))
                .containsExactly("1 pkg:composer/a/b@1 direct", "gap malformed at 14: packages/[] is no object");
        assertThat(ManifestFacts.of("uv.lock", "version = 1\npackage = 5\n"))
                .containsExactly("gap malformed at 22: package is no object");
        assertThat(ManifestFacts.of("pubspec.lock", "packages: [1]\n"))
                .containsExactly("gap malformed at 10: packages is no object");
    }

    @Test
    void howManyThereAreDoesNotMatter() {
        assertThat(ManifestFacts.of("composer.lock", "{\"packages\": [" + "1,".repeat(1_000) + "1]}"))
                .hasSize(17)
                .last()
                .asString()
                .endsWith("more values are of other kinds than the format has");
    }

    private static void look(Path file) throws IOException {
        String name = file.getFileName().toString();
        byte[] bytes = Files.readAllBytes(file);
        Read read = read(bytes, name.endsWith(".toml") || name.endsWith(".lock"));
        if (read == null) {
            return; // of lines, XML or the literals of a language
        }
        List<String> before = ManifestFacts.of(name, written(read, NULL, NULL));
        if (!packages(before).equals(packages(ManifestFacts.of(name, bytes)))) {
            return; // of lines that only look like YAML
        }
        List<Place> places = new ArrayList<>();
        read.root().entries().forEach(entry -> collect(entry.value(), List.of(entry.key()), places));
        List<String> lost = new ArrayList<>();
        for (Place place : places) {
            for (Tree other : List.of(NULL, NUMBER, LIST, MAP)) {
                if (isWrong(place, other, read.form())) {
                    List<String> after = ManifestFacts.of(name, written(read, place.tree(), other));
                    if (packages(after).size() < packages(before).size() && !isTold(before, after)) {
                        lost.add(place.path() + " as " + other);
                    }
                }
            }
        }
        assertThat(lost).isEmpty();
    }

    private static void collect(Tree tree, List<String> path, List<Place> places) {
        places.add(new Place(tree, path));
        switch (tree) {
            case Scalar _ -> {}
            case Sequence list -> list.items().forEach(item -> collect(item, longer(path, "[]"), places));
            case Mapping mapping ->
                mapping.entries().forEach(entry -> collect(entry.value(), longer(path, entry.key()), places));
        }
    }

    private static List<String> longer(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /** Lines, and of what is the project itself nothing depends on. */
    private static List<String> packages(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("gap ") && !line.endsWith(" self"))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    private static boolean isTold(List<String> before, List<String> after) {
        Set<String> reasons = new HashSet<>();
        before.forEach(line -> reasons.add(line.substring(line.indexOf(':') + 1)));
        return after.stream()
                .anyMatch(line -> line.equals("nobody's")
                        || line.startsWith("gap ") && !reasons.contains(line.substring(line.indexOf(':') + 1)));
    }

    private static boolean isWrong(Place place, Tree other, Form form) {
        boolean isSame = place.tree().getClass() == other.getClass() && other != NULL;
        return !isSame
                && !(other == NULL && form == Form.TOML)
                && !NAMES_THE_FORMAT.contains(place.path().getLast())
                && ManifestDecoder.formats().stream()
                        .flatMap(format -> format.shape().stream())
                        .noneMatch(row -> isRight(row, place.path(), other));
    }

    /** Whether a row says of a place that a kind is right there. */
    private static boolean isRight(String row, List<String> path, Tree other) {
        String kind = other == NULL ? "null" : other == LIST ? "list" : other == MAP ? "map" : "text";
        int colon = row.indexOf(": ");
        if (colon < 0 || !Parts.of(row.substring(colon + 2), ' ').contains(kind)) {
            return false;
        }
        List<String> steps = Parts.of(row.substring(0, colon), '/');
        boolean fits = steps.size() == path.size();
        for (int i = 0; i < path.size() && fits; i++) {
            fits = steps.get(i).equals("*") || Parts.of(steps.get(i), ',').contains(path.get(i));
        }
        return fits;
    }

    private static @Nullable Read read(byte[] bytes, boolean mayBeToml) {
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), new Memory(64 << 20, new Buffers(1)), bytes.length);
        for (Form form : Form.values()) {
            try (TreeRoom room = new TreeRoom(budget, bytes.length)) {
                Tree tree = switch (form) {
                    case JSON -> JsonTree.read(bytes, bytes.length, room);
                    case TOML ->
                        mayBeToml ? SectionTree.read(bytes, bytes.length, SectionTree.Dialect.TOML, room) : NULL;
                    case YAML -> yaml(YamlTree.read(bytes, bytes.length, room));
                };
                if (tree instanceof Mapping root) {
                    return new Read(form, root);
                }
            } catch (MalformedException e) {
                continue; // perhaps it is of the next form
            }
        }
        return null;
    }

    private static Tree yaml(YamlTree.Result yaml) {
        return yaml.fault() == null && yaml.documents().size() == 1
                ? yaml.documents().getFirst()
                : NULL;
    }

    /** The document with one value in the place of another. */
    private static String written(Read read, Tree old, Tree other) {
        StringBuilder out = new StringBuilder();
        if (read.form() == Form.JSON) {
            write(out, read.root(), Form.JSON, old, other);
            return out.toString();
        }
        for (Entry entry : read.root().entries()) {
            if (entry.key().chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
                out.append(entry.key());
            } else {
                quote(out, entry.key());
            }
            out.append(read.form() == Form.TOML ? " = " : ": ");
            write(out, entry.value(), read.form(), old, other);
            out.append('\n');
        }
        return out.toString();
    }

    @SuppressWarnings("ReferenceEquality") // another value may be equal
    private static void write(StringBuilder out, Tree tree, Form form, Tree old, Tree other) {
        switch (tree == old ? other : tree) {
            case Scalar scalar
            when scalar.isQuoted() || form == Form.YAML && isText(scalar.text()) -> quote(out, scalar.text());
            case Scalar scalar -> out.append(scalar.text().isEmpty() ? "null" : scalar.text());
            case Sequence list -> {
                String separator = "[";
                for (Tree item : list.items()) {
                    out.append(separator);
                    write(out, item, form, old, other);
                    separator = ", ";
                }
                out.append(list.items().isEmpty() ? "[]" : "]");
            }
            case Mapping mapping -> {
                String separator = "{";
                for (Entry entry : mapping.entries()) {
                    out.append(separator);
                    quote(out, entry.key());
                    out.append(form == Form.TOML ? " = " : ": ");
                    write(out, entry.value(), form, old, other);
                    separator = ", ";
                }
                out.append(mapping.entries().isEmpty() ? "{}" : "}");
            }
        }
    }

    private static boolean isText(String text) {
        return !text.isEmpty()
                && !Set.of("null", "true", "false").contains(text)
                && !text.chars().allMatch(Character::isDigit);
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    @Test
    void aSourceOfDartThatIsNotKnownIsAGap() {
        String lock = """
            packages:
              a:
                dependency: transitive
                description: {name: a, url: "https://pub.dev"}
                source: %s
                version: "1.0.0"
            sdks: {dart: any}
            """;
        assertThat(ManifestFacts.of("pubspec.lock", lock.formatted("hosted")))
                .containsExactly("2 pkg:pub/a@1.0.0 transitive");
        assertThat(ManifestFacts.of("pubspec.lock", lock.formatted("oci")))
                .anyMatch(line -> line.contains("pkg:pub/a@1.0.0"))
                .anyMatch(line -> line.startsWith("gap unsupported at 12: a package from a source that is not known"));
    }
}
