package dev.assay.detectors.text;

import dev.assay.engine.decode.Head;
import dev.assay.engine.report.Location;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the place of a text says about how serious it is. Only what is found gets less serious, never what is looked for. */
public record Place(Location at, List<String> around) {
    private static final Set<String> DOCUMENTS =
            Set.of("md", "rst", "html", "htm", "tex", "adoc", "po", "pot", "changes", "mdx", "bib");

    /** Prose as well as what programs write and read. */
    private static final Set<String> MIXED = Set.of("txt", "log", "csv", "tsv", "svg", "css", "xml");

    private static final Set<String> PROSE_NAMES = Set.of(
            "readme",
            "changelog",
            "changes",
            "license",
            "licence",
            "copying",
            "copyright",
            "notice",
            "authors",
            "news",
            "pkg-info",
            "metadata");
    private static final Set<String> TESTS = Set.of(
            "test",
            "tests",
            "testing",
            "testdata",
            "test_data",
            "fixtures",
            "example",
            "examples",
            "doc",
            "docs",
            "tutorial",
            "tutorials",
            "samples",
            "demo",
            "demos");

    /** Files with code that a loader imports: transformers with {@code trust_remote_code}, TorchServe, pip, Python itself. */
    private static final List<String> LOADED = List.of(
            "modeling_",
            "configuration_",
            "tokenization_",
            "processing_",
            "image_processing_",
            "feature_extraction_",
            "pipeline_",
            "handler.py",
            "model_handler.py",
            "lambda_function.py",
            "sitecustomize.py",
            "usercustomize.py",
            "hubconf.py");

    /** What only holds something else: what is in there is run by whatever else it lies in. */
    private static final Set<String> HOLDERS = Set.of(
            "ar",
            "cpio",
            "executable",
            "pyc",
            "split-part",
            "zip",
            "tar",
            "gzip",
            "bzip2",
            "xz",
            "lzma",
            "zstd",
            "lz4",
            "7z",
            "zlib",
            "zfile",
            "rar",
            "utf16",
            "python",
            "python_startup",
            "notebook");

    private static final Set<String> TEXTS = Set.of(
            "json",
            "text",
            "markup",
            "jinja",
            "json-config",
            "yaml-config",
            "ini-config",
            "toml-config",
            "yaml-calls",
            "xml");

    public static Place of(Facts facts) {
        return new Place(facts.at(), facts.around());
    }

    /** What of it counts, as a text that is the same where that is the same. */
    public static String placed(Location at) {
        Place place = new Place(at, List.of());
        boolean[] all = {
            place.isProse(),
            place.isDocument(),
            place.isExample(),
            place.isLoaded(),
            place.isSetup(),
            place.isStartup(),
            place.isChatTemplate()
        };
        StringBuilder placed = new StringBuilder(all.length);
        for (boolean each : all) {
            placed.append(each ? '+' : '-');
        }
        return placed.toString();
    }

    private String name() {
        return at.lastName().toLowerCase(Locale.ROOT);
    }

    /** The file's name on disk, or wherever it comes from. */
    private String fileName() {
        String way = at.path().isEmpty() ? at.target() : at.path();
        return way.substring(way.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }

    /** A text for people, which programs do not act upon. */
    public boolean isProse() {
        return isDocument() || MIXED.contains(Head.extension(name()));
    }

    /** A text that only people read: in others of theirs lie logs, exports and what somebody wanted to keep. */
    public boolean isDocument() {
        String name = name();
        int dot = name.indexOf('.');
        return DOCUMENTS.contains(Head.extension(name))
                || PROSE_NAMES.contains(dot < 0 ? name : name.substring(0, dot));
    }

    /** A test, an example or a manual, by the folders that the target itself has. */
    public boolean isExample() {
        String way = (at.path() + "/" + String.join("/", at.entries())).toLowerCase(Locale.ROOT);
        String name = name();
        return Parts.of(way, '/').stream().anyMatch(TESTS::contains)
                || name.startsWith("test_")
                || name.contains("_test.")
                || name.equals("conftest.py");
    }

    /** Code that loading a model, or installing a package, runs: by its name, or because it lies in a format of models. */
    public boolean isLoaded() {
        String name = fileName();
        return LOADED.stream().anyMatch(name::startsWith)
                || LOADED.stream().anyMatch(name()::startsWith)
                || name.endsWith("_handler.py")
                || name.endsWith(".mar")
                || isStartup()
                || isInModel();
    }

    private boolean isInModel() {
        return around.stream().anyMatch(format -> !HOLDERS.contains(format) && !TEXTS.contains(format));
    }

    /** The program that installs a package. */
    public boolean isSetup() {
        return name().equals("setup.py");
    }

    /** Lines that Python runs whenever it starts. */
    public boolean isStartup() {
        return name().endsWith(".pth");
    }

    /** A text that some code runs or holds. */
    public boolean isWithinCode() {
        return around.contains("python") || around.contains("python_startup") || around.contains("pyc");
    }

    /** A template for the prompts of a language model, which programs that load the model render. */
    public boolean isChatTemplate() {
        String way = (fileName() + "/" + String.join("/", at.entries())).toLowerCase(Locale.ROOT);
        return way.contains("chat_template")
                || way.contains("tokenizer")
                || way.contains("prompt")
                || way.contains("chat")
                || isInModel();
    }
}
