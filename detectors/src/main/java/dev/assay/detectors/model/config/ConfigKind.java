package dev.assay.detectors.model.config;

import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.Kinds;
import dev.assay.engine.decode.Magic;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a configuration is of: always exactly one, so that it is read once. */
enum ConfigKind {
    /** The index of a pipeline of diffusers. */
    DIFFUSERS("diffusers-index", Syntax.JSON, true),
    /** A pointer to data that DVC fetches. */
    DVC("dvc-pointer", Syntax.YAML, true),
    /** A description of a ModelKit. */
    KITFILE("kitfile", Syntax.YAML, true),
    /** The head of a README.md, which the hub reads: data on the model in YAML, above the text. */
    MODEL_CARD("model-card", Syntax.YAML, false),
    /** The description of a model of MLflow. */
    MLFLOW("mlflow", Syntax.YAML, true),
    /** The manifest of an OCI image, or what looks like one. */
    OCI("oci-manifest", Syntax.JSON, false),
    /** The list of modules of a model of sentence-transformers. */
    SENTENCE_TRANSFORMERS("sentence-transformers-modules", Syntax.JSON, true),
    /** What a checkpoint of Orbax says of itself. */
    ORBAX("orbax-metadata", Syntax.JSON, true),
    /** The tree of a file of skops. */
    SKOPS("skops-schema", Syntax.JSON, true),
    /** What a pipeline of spaCy is made of. */
    SPACY("spacy-config", Syntax.INI, true),
    /** What a package of spaCy says of itself. */
    SPACY_META("spacy-meta", Syntax.JSON, true),
    /** The manifest of an archive of TorchServe. */
    TORCHSERVE("torchserve-manifest", Syntax.JSON, true),
    /** A configuration of transformers, diffusers or PEFT by its name. */
    TRANSFORMERS("transformers-config", Syntax.JSON, true),
    /** How an array of Zarr is stored. */
    ZARR("zarr-metadata", Syntax.JSON, true),
    /** All other INI that is small enough to be a configuration. */
    INI("ini-config", Syntax.INI, false),
    /** All other TOML that is small enough. */
    TOML("toml-config", Syntax.TOML, false),
    /** All other JSON that is small enough. */
    JSON("json-config", Syntax.JSON, false),
    /** A configuration of NeMo by its name. */
    NEMO("nemo-config", Syntax.YAML, true),
    /** All other YAML that is small enough. */
    YAML("yaml-config", Syntax.YAML, false),
    /** What is YAML by no name, and holds what makes a loader of YAML call something. */
    CALLING_YAML("yaml-calls", Syntax.YAML, false);

    /** How it is written. */
    enum Syntax {
        INI,
        JSON,
        TOML,
        YAML
    }

    /** Beyond it JSON and YAML of no known name are data: the largest configurations are of some hundred kilobytes. */
    static final int MOST_BYTES = 4 << 20;

    private static final Kinds<ConfigKind> KINDS =
            Kinds.byPlace(ConfigKind::of, path -> isOfTorchServe(path) ? TORCHSERVE.format : "");

    private static final Set<String> TRANSFORMERS_NAMES = Set.of(
            "config.json",
            "tokenizer_config.json",
            "preprocessor_config.json",
            "processor_config.json",
            "image_processor_config.json",
            "video_preprocessor_config.json",
            "feature_extractor_config.json",
            "generation_config.json",
            "adapter_config.json",
            "config_sentence_transformers.json",
            "scheduler_config.json");

    /** How far manifests without a name, and YAML without one, are looked for what tells them. */
    private static final int LOOKED_AT = 16 << 10;

    private static final List<String> CALLS = List.of("_target_:", "!!python/", "!ruby/", "tag:yaml.org,2002:");

    /** Prose and programs, which merely speak of such; and what other formats have. */
    private static final Set<String> OTHERS = Set.of(
            "md", "rst", "txt", "html", "htm", "tex", "adoc", "log", "csv", "tsv", "po", "svg", "css", "xml", "patch",
            "diff", "py", "pyi", "pyx", "js", "mjs", "ts", "java", "kt", "c", "h", "cc", "cpp", "rs", "go", "rb", "sh",
            "r", "jl", "lua", "ipynb", "jsonl", "ndjson", "json5", "jsonc", "pkl", "pickle");

    private final String format;
    private final Syntax syntax;
    private final boolean isNamed;

    ConfigKind(String format, Syntax syntax, boolean isNamed) {
        this.format = format;
        this.syntax = syntax;
        this.isNamed = isNamed;
    }

    /** Its format's id. */
    String format() {
        return format;
    }

    Syntax syntax() {
        return syntax;
    }

    /** Whether a loader takes it for such by its name, so that whatever cannot be read of it is a gap. */
    boolean isNamed() {
        return isNamed;
    }

    /** Recognises this kind. */
    Magic magic() {
        return KINDS.is(this);
    }

    private static @Nullable ConfigKind of(Head head) {
        if (head.at(0) < 0 || head.name().endsWith(".index.json")) {
            return null; // models in several files have a folder of their own
        }
        ConfigKind byName = byName(head);
        if (byName != null) {
            return byName;
        }
        if (head.sizeBytes() > MOST_BYTES || isBinary(head)) {
            return null;
        }
        return switch (head.extension()) {
            case "json" -> isManifest(head) ? OCI : JSON;
            case "yaml", "yml" -> YAML;
            case "cfg", "ini", "conf" -> INI;
            case "toml" -> TOML;
            default -> isManifest(head) ? OCI : callsSomething(head) ? CALLING_YAML : null; // blobs have no names
        };
    }

    private static boolean callsSomething(Head head) {
        return !OTHERS.contains(head.extension())
                && first(head) != '{'
                && CALLS.stream().anyMatch(word -> holds(head, word, LOOKED_AT));
    }

    /** A list of layers, or of such lists. */
    private static boolean isManifest(Head head) {
        return first(head) == '{'
                && holds(head, "\"schemaVersion\"", LOOKED_AT)
                && (holds(head, "\"layers\"", LOOKED_AT) || holds(head, "\"manifests\"", LOOKED_AT));
    }

    private static @Nullable ConfigKind byName(Head head) {
        String name = head.name().toLowerCase(Locale.ROOT);
        if (TRANSFORMERS_NAMES.contains(name)) {
            return TRANSFORMERS;
        }
        return switch (name) {
            case "model_index.json" -> DIFFUSERS;
            case "modules.json" -> first(head) == '[' ? SENTENCE_TRANSFORMERS : JSON;
            case "schema.json" -> head.around().contains("zip") ? SKOPS : JSON;
            case "mlmodel" -> MLFLOW;
            case "kitfile" -> KITFILE;
            case "model_config.yaml" -> NEMO;
            case "readme.md" -> head.has(0, "---") && head.at(3) <= '\r' ? MODEL_CARD : null;
            case "manifest.json" -> isTorchServe(head) ? TORCHSERVE : holds(head, "ayers\"") ? OCI : JSON;
            case "meta.json" -> holds(head, "\"spacy_version\"") ? SPACY_META : JSON;
            case "config.cfg" -> holds(head, "[nlp]") ? SPACY : INI;
            case "_metadata", "_checkpoint_metadata", "_sharding" -> first(head) == '{' ? ORBAX : null;
            case ".zarray", ".zmetadata", "zarr.json" -> first(head) == '{' ? ZARR : null;
            default -> byEnding(head);
        };
    }

    private static @Nullable ConfigKind byEnding(Head head) {
        return switch (head.extension()) {
            case "dvc" -> holds(head, "outs:") ? DVC : null;
            case "manifest" -> first(head) == '{' ? OCI : null;
            default -> null;
        };
    }

    private static boolean isTorchServe(Head head) {
        return isOfTorchServe(head.path());
    }

    /** An archive's manifest; unpacked, it is the same. */
    private static boolean isOfTorchServe(String path) {
        String manifest = "/mar-inf/manifest.json";
        return path.length() >= manifest.length() - 1 && ("/" + path.toLowerCase(Locale.ROOT)).endsWith(manifest);
    }

    private static boolean holds(Head head, String text) {
        return holds(head, text, head.length());
    }

    private static boolean holds(Head head, String text, int within) {
        int last = Math.min(head.length(), within) - text.length();
        for (int i = 0; i <= last; i++) {
            if (head.bytes()[i] == text.charAt(0) && head.has(i, text)) {
                return true;
            }
        }
        return false;
    }

    /** Configurations hold no zeros. */
    private static boolean isBinary(Head head) {
        for (int i = 0; i < Math.min(head.length(), 1024); i++) {
            if (head.at(i) == 0) {
                return true;
            }
        }
        return false;
    }

    private static int first(Head head) {
        int i = 0;
        while (head.at(i) == ' ' || head.at(i) == '\n' || head.at(i) == '\r' || head.at(i) == '\t') {
            i++;
        }
        return head.at(i);
    }
}
