package dev.assay.app.config;

import dev.assay.detectors.name.Ecosystem;
import dev.assay.detectors.name.KnownBad;
import dev.assay.detectors.name.NameJudge;
import dev.assay.detectors.name.NamePolicy;
import dev.assay.detectors.name.PackageName;
import dev.assay.detectors.name.PackageUrl;
import dev.assay.detectors.name.UserNameRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;

/**
 * A file of words and patterns of invented names ({@code --package-patterns}), which communities share. Each row has names that it
 * must and must not be true of, and these are tried when the file is read: a row that fits nothing would be silent for ever.
 */
public final class NameRowsFile {
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_ROWS = 500;
    private static final String WORDS = "words";
    private static final String PATTERNS = "patterns";
    private static final String ECOSYSTEMS = "ecosystems";
    private static final String MATCH = "match";
    private static final String SILENT = "silent";
    private static final Set<String> OF_WORDS = Set.of("class", ECOSYSTEMS, WORDS, MATCH, SILENT);
    private static final Set<String> OF_PATTERNS = Set.of("id", "parts", "weight", "says", MATCH, SILENT);
    private static final Set<String> LISTS = Set.of(ECOSYSTEMS, WORDS, MATCH, SILENT);

    private record Read<T>(RowFields fields, T row) {}

    private final String label;
    private final List<Read<UserNameRows.Word>> words = new ArrayList<>();
    private final List<Read<UserNameRows.Made>> made = new ArrayList<>();

    private NameRowsFile(String label) {
        this.label = label;
    }

    /** @throws ConfigException with the file and the line, if it cannot be read, understood, or an example shows otherwise */
    public static UserNameRows read(Path path) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new ConfigException(path + ": larger than " + MOST_BYTES + " bytes");
            }
            try (InputStream in = Files.newInputStream(path)) {
                NameRowsFile file = new NameRowsFile(path.toString());
                file.read(in);
                return file.tried();
            }
        } catch (IOException e) {
            throw new ConfigException(path + ": cannot be read: " + e.getMessage());
        }
    }

    private void read(InputStream in) {
        Node root = ConfigFile.yaml(label, in)
                .orElseThrow(() -> new ConfigException(label + ": has neither " + WORDS + " nor " + PATTERNS));
        for (NodeTuple tuple : ConfigFile.mapping(label, root).getValue()) {
            String key = ConfigFile.scalar(label, tuple.getKeyNode());
            List<MappingNode> items = RowFields.items(label, tuple.getValueNode());
            switch (key) {
                case WORDS -> items.forEach(this::word);
                case PATTERNS -> items.forEach(this::pattern);
                default ->
                    throw new ConfigException(ConfigFile.at(label, tuple.getKeyNode()) + ": such a file has the keys "
                            + PATTERNS + " and " + WORDS + ", not " + key);
            }
        }
    }

    private void word(MappingNode item) {
        RowFields fields = fields(item, OF_WORDS);
        Set<Ecosystem> ecosystems = EnumSet.noneOf(Ecosystem.class);
        for (RowFields.Item each : fields.list(ECOSYSTEMS)) {
            ecosystems.add(Ecosystem.ofType(each.text())
                    .orElseThrow(() -> new ConfigException(
                            each.at() + ": '" + each.text() + "' is none of " + String.join(", ", Ecosystem.types()))));
        }
        if (fields.list(WORDS).isEmpty()) {
            throw new ConfigException(fields.at() + ": a row needs " + WORDS);
        }
        UserNameRows.Word row = new UserNameRows.Word(
                fields.text("class"),
                ecosystems,
                fields.list(WORDS).stream().map(RowFields.Item::text).toList());
        refuse(fields, UserNameRows.objection(row));
        words.add(new Read<>(fields, row));
    }

    private void pattern(MappingNode item) {
        RowFields fields = fields(item, OF_PATTERNS);
        int weight;
        try {
            weight = Integer.parseInt(fields.text("weight"));
        } catch (NumberFormatException e) {
            throw new ConfigException(fields.at() + ": a weight is a number");
        }
        UserNameRows.Made row =
                new UserNameRows.Made(fields.text("id"), fields.text("parts"), weight, fields.text("says"));
        refuse(fields, UserNameRows.objection(row));
        made.add(new Read<>(fields, row));
    }

    private RowFields fields(MappingNode item, Set<String> known) {
        RowFields fields = RowFields.of(label, item, known, LISTS);
        if (fields.list(MATCH).isEmpty() || fields.list(SILENT).isEmpty()) {
            throw new ConfigException(fields.at() + ": a row needs examples: " + MATCH + " and " + SILENT);
        }
        if (words.size() + made.size() == MOST_ROWS) {
            throw new ConfigException(fields.at() + ": more than " + MOST_ROWS + " rows");
        }
        return fields;
    }

    private static void refuse(RowFields fields, String objection) {
        fields.refuse(objection.isEmpty() ? null : objection);
    }

    private UserNameRows tried() {
        List<UserNameRows.Word> allWords = words.stream().map(Read::row).toList();
        if (UserNameRows.areTooMany(allWords)) {
            throw new ConfigException(label + ": too many classes of words that the build does not have");
        }
        Set<String> ids = new HashSet<>();
        for (Read<UserNameRows.Made> each : made) {
            if (!ids.add(each.row().id())) {
                throw new ConfigException(each.fields().at() + ": " + each.row().id() + " is there already");
            }
            try {
                var _ = UserNameRows.of(allWords, List.of(each.row()));
            } catch (IllegalArgumentException e) {
                throw new ConfigException(each.fields().at() + ": " + e.getMessage());
            }
        }
        UserNameRows rows =
                UserNameRows.of(allWords, made.stream().map(Read::row).toList());
        NameJudge judge = new NameJudge(NamePolicy.NONE, KnownBad.NONE, rows);
        words.forEach(each -> examples(each.fields(), each.row()::isIn));
        made.forEach(each ->
                examples(each.fields(), name -> judge.isMade(name, each.row().id())));
        return rows;
    }

    private static void examples(RowFields fields, Predicate<PackageName> isTrue) {
        for (RowFields.Item example : fields.list(MATCH)) {
            if (!isTrue.test(name(example))) {
                throw new ConfigException(example.at() + ": the row is not true of this example of " + MATCH);
            }
        }
        for (RowFields.Item example : fields.list(SILENT)) {
            if (isTrue.test(name(example))) {
                throw new ConfigException(example.at() + ": the row is true of this example of " + SILENT);
            }
        }
    }

    private static PackageName name(RowFields.Item example) {
        try {
            return PackageUrl.parse(example.text())
                    .name()
                    .orElseThrow(() -> new IllegalArgumentException("names of its type are not judged"));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(example.at() + ": '" + example.text() + "': " + e.getMessage()
                    + "; such as pkg:pypi/flask-ai-helper");
        }
    }
}
