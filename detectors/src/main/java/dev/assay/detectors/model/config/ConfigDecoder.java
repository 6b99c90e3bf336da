package dev.assay.detectors.model.config;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.BudgetExceededException;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.ByteSource;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.decode.Access;
import dev.assay.engine.decode.Decoder;
import dev.assay.engine.decode.Families;
import dev.assay.engine.decode.Format;
import dev.assay.engine.decode.Sink;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.JsonTree;
import dev.assay.engine.text.SectionTree;
import dev.assay.engine.text.SectionTree.Dialect;
import dev.assay.engine.text.Tree;
import dev.assay.engine.text.TreeRoom;
import dev.assay.engine.text.YamlTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A configuration of one kind, held as a whole and looked through by the checks of its kind. Files of no known name that
 * are not what their names say are gaps only where they hold a word that a check looks for: most are templates, or mere
 * data.
 */
public final class ConfigDecoder implements Decoder {
    /** Whose rules read what configurations call, and under which licence a model is. */
    private static final Set<String> FAMILIES = Set.of("model", "license");

    private static final int FIRST_BYTES = 16 << 10;

    /** More copies of what an alias stands for than any honest file asks for. */
    private static final double MOST_EXPANDED_NODES = 5_000_000;

    /** What checks look for, in files that cannot be read. */
    private static final List<String> WORDS =
            List.of("_target_", "class_path", "auto_map", "!!python", "!!java", "yaml.org,2002", "__loader__");

    private final ConfigKind kind;
    private final List<Check> checks;

    private ConfigDecoder(ConfigKind kind, List<Check> checks) {
        this.kind = kind;
        this.checks = checks;
    }

    /** One decoder for each kind. */
    public static List<Decoder> all() {
        Libraries libraries = new Libraries();
        Check targets = new TargetCheck();
        Check tags = new TagCheck();
        List<Decoder> all = new ArrayList<>();
        for (ConfigKind kind : ConfigKind.values()) {
            List<Check> checks = new ArrayList<>(List.of(targets));
            switch (kind.syntax()) {
                case JSON -> checks.add(new TransformersCheck(libraries));
                case YAML -> checks.add(tags);
                case INI, TOML -> {}
            }
            switch (kind) {
                case DIFFUSERS -> checks.add(new DiffusersCheck(libraries));
                case DVC -> checks.add(ArtifactCheck::dvc);
                case KITFILE -> checks.add(ArtifactCheck::kit);
                case MLFLOW -> checks.add(new MlflowCheck(libraries));
                case OCI -> checks.add(ArtifactCheck::oci);
                case SENTENCE_TRANSFORMERS -> checks.add(new SentenceTransformersCheck(libraries));
                case SKOPS -> checks.add(new SkopsCheck(libraries));
                case ORBAX -> checks.add(new OrbaxCheck(libraries));
                case SPACY, SPACY_META -> checks.add(new SpacyCheck(libraries));
                case TORCHSERVE -> checks.add(new TorchServeCheck());
                case ZARR -> checks.add(new ZarrCheck(libraries));
                case CALLING_YAML, INI, JSON, MODEL_CARD, NEMO, TOML, TRANSFORMERS, YAML -> {}
            }
            all.add(new ConfigDecoder(kind, List.copyOf(checks)));
        }
        return all;
    }

    @Override
    public Format format() {
        return new Format(kind.format(), kind.magic());
    }

    @Override
    public Access access() {
        return Access.FORWARD;
    }

    @Override
    public boolean serves(Families asked) {
        return asked.hasAny(FAMILIES);
    }

    @Override
    public void decode(ByteSource in, Sink out, Budget budget) throws IOException {
        Document document = new Document(budget);
        try (ByteReader reader = new ByteReader(in, budget)) {
            document.read(reader);
            if (kind == ConfigKind.MODEL_CARD) {
                document.cutBehindFrontMatter();
            }
            Sightings seen = new Sightings(budget);
            try (TreeRoom room = new TreeRoom(budget, document.length)) {
                look(document, room, seen, out);
            } finally {
                seen.handOn(out);
            }
        } finally {
            document.close();
        }
    }

    private void look(Document document, TreeRoom room, Sightings seen, Sink out) throws MalformedException {
        if (!document.isWhole) {
            refused(document, GapKind.LIMIT, document.length, "is larger than any configuration", out);
            return;
        }
        try {
            for (Tree tree : trees(document, room, seen, out)) {
                checks.forEach(check -> check.look(tree, seen));
                Description.tell(kind, tree, out);
            }
        } catch (MalformedException e) {
            refused(document, GapKind.MALFORMED, e.offsetBytes(), e.reason(), out);
        } catch (BudgetExceededException e) {
            if (e.endsTarget() || kind.isNamed()) {
                throw e;
            }
            refused(document, GapKind.LIMIT, 0, e.reason(), out);
        }
    }

    private List<Tree> trees(Document document, TreeRoom room, Sightings seen, Sink out) throws MalformedException {
        return switch (kind.syntax()) {
            case INI -> List.of(SectionTree.read(document.bytes, document.length, Dialect.INI, room));
            case JSON -> List.of(JsonTree.read(document.bytes, document.length, room));
            case TOML -> List.of(SectionTree.read(document.bytes, document.length, Dialect.TOML, room));
            case YAML -> yaml(document, room, seen, out);
        };
    }

    private List<Tree> yaml(Document document, TreeRoom room, Sightings seen, Sink out) {
        YamlTree.Result result = YamlTree.read(document.bytes, document.length, room);
        if (result.expandedNodes() > MOST_EXPANDED_NODES) {
            Tree first = result.documents().getFirst();
            seen.anomaly("model/yaml-alias-bomb", Math.round(result.expandedNodes()) + " values", first);
        }
        MalformedException fault = result.fault();
        if (fault != null) {
            refused(document, GapKind.MALFORMED, fault.offsetBytes(), fault.reason(), out);
        }
        return result.documents();
    }

    private void refused(Document document, GapKind why, long offsetBytes, String reason, Sink out) {
        if (kind == ConfigKind.CALLING_YAML) {
            return; // no YAML after all, or none that a loader gets through
        }
        if (kind.isNamed() || WORDS.stream().anyMatch(document::holds)) {
            out.gap(why, offsetBytes, reason, document.length - offsetBytes);
        }
    }

    /** The bytes of a configuration, whose memory is taken from the budget. */
    private static final class Document {
        private final Budget budget;
        private byte[] bytes = new byte[0];
        private int length;
        private boolean isWhole;

        Document(Budget budget) {
            this.budget = budget;
        }

        void read(ByteReader in) throws IOException {
            while (in.request(1) > 0) {
                int n = in.available();
                if (length + n > ConfigKind.MOST_BYTES) {
                    return;
                }
                if (length + n > bytes.length) {
                    grow(Math.max(Math.max(bytes.length * 2, FIRST_BYTES), length + n));
                }
                System.arraycopy(in.array(), in.index(), bytes, length, n);
                length += n;
                in.advance(n);
            }
            isWhole = true;
        }

        private void grow(int size) {
            budget.takeMemory(size);
            int before = bytes.length;
            bytes = Arrays.copyOf(bytes, size);
            if (before > 0) {
                budget.giveBackMemory(before);
            }
        }

        boolean holds(String word) {
            for (int i = 0; i + word.length() <= length; i++) {
                int n = 0;
                while (n < word.length() && bytes[i + n] == word.charAt(n)) {
                    n++;
                }
                if (n == word.length()) {
                    return true;
                }
            }
            return false;
        }

        /** Keeps what stands between the first line and the next one of three dashes; nothing if there is no such line. */
        void cutBehindFrontMatter() {
            isWhole = true;
            for (int i = 3; i + 3 < length; i++) {
                if (bytes[i] == '\n' && bytes[i + 1] == '-' && bytes[i + 2] == '-' && bytes[i + 3] == '-') {
                    length = i + 1;
                    return;
                }
            }
            length = 0;
        }

        void close() {
            if (bytes.length > 0) {
                budget.giveBackMemory(bytes.length);
            }
        }
    }
}
