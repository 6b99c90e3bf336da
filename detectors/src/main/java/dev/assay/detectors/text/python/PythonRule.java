package dev.assay.detectors.text.python;

import dev.assay.detectors.text.Place;
import dev.assay.engine.fact.CodeUse;
import dev.assay.engine.fact.CodeUse.When;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.rule.Facts;
import dev.assay.engine.rule.Findings;
import dev.assay.engine.rule.Rule;
import dev.assay.engine.text.Parts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Python sources do. Shapes that only attacks have are findings anywhere. What programs do every day, as starting
 * another one, depends on who runs it: it is grave in what loading a model runs, and nothing in a function of a library.
 */
public final class PythonRule implements Rule {
    /** What programs that install packages ask other programs, which does no harm. */
    private static final Set<String> BUILD_TOOLS = Set.of(
            "git",
            "hg",
            "svn",
            "gcc",
            "g++",
            "cc",
            "clang",
            "nvcc",
            "cmake",
            "make",
            "ninja",
            "pkg-config",
            "uname",
            "which",
            "brew",
            "llvm-config",
            "python",
            "python3",
            "{}",
            "xcrun",
            "sw_vers",
            "ldconfig",
            "dpkg-query",
            "swig",
            "cython",
            "mpicc",
            "pg_config",
            "mysql_config",
            "xelatex",
            "npm",
            "cargo",
            "rustc",
            "nvidia-smi");

    @Override
    public String placed(Location at) {
        return Place.placed(at);
    }

    @Override
    public void judge(Facts facts, Findings out) {
        Place place = Place.of(facts);
        for (CodeUse use : facts.of(CodeUse.class)) {
            if (use.language().equals(Source.LANGUAGE)) {
                Shape shape = Shape.valueOf(use.shape().toUpperCase(Locale.ROOT).replace('-', '_'));
                Severity severity = severity(shape, use, place, out);
                if (severity != null) {
                    out.add(
                            id(shape),
                            severity,
                            use.offsetBytes(),
                            use.name(),
                            Map.of("name", use.name(), "code", use.preview(), "when", when(use.when(), place)));
                }
            }
        }
    }

    private static String id(Shape shape) {
        return "code/python-" + shape.id();
    }

    private static String when(When when, Place place) {
        return switch (when) {
            case LOAD ->
                place.isSetup()
                        ? "when the package is installed"
                        : place.isStartup() ? "whenever Python starts" : "as soon as the source is imported";
            case START -> "when the source is started as a program";
            case CALL -> "when something calls the function it stands in";
        };
    }

    private static @Nullable Severity severity(Shape shape, CodeUse use, Place place, Findings out) {
        boolean atOnce = use.when() == When.LOAD;
        boolean loaded = place.isLoaded() && !place.isProse();
        return switch (shape) {
            case DECODED_EXECUTION, NETWORK_EXECUTION, HIDDEN_CALL, REVERSE_SHELL, CREDENTIALS_SENT ->
                out.severity(id(shape));
            case NATIVE_SHELLCODE, SHELL_DOWNLOAD, DOWNLOAD_AND_RUN, STARTUP_WRITE, INLINE_IMPORT ->
                atOnce || loaded || place.isSetup() || place.isWithinCode() ? out.severity(id(shape)) : Severity.LOW;
            case PROCESS -> process(use, place, atOnce, loaded);
            case NETWORK -> loaded && atOnce ? Severity.MEDIUM : grade(atOnce, loaded, place, Severity.LOW);
            case NATIVE -> loaded ? Severity.MEDIUM : atOnce ? Severity.INFO : null;
            case UNPICKLE -> loaded ? Severity.LOW : null;
            case COMPUTED_EXECUTION -> loaded ? atOnce ? Severity.MEDIUM : Severity.LOW : null;
        };
    }

    private static @Nullable Severity process(CodeUse use, Place place, boolean atOnce, boolean loaded) {
        if (loaded) {
            return atOnce ? Severity.HIGH : Severity.MEDIUM;
        }
        if (place.isSetup() && atOnce) {
            return isOfBuild(use.name()) ? Severity.LOW : Severity.MEDIUM;
        }
        return grade(atOnce, false, place, Severity.LOW);
    }

    /** The severity for what runs at once, less for what may run, nothing in a library's function. */
    private static @Nullable Severity grade(boolean atOnce, boolean loaded, Place place, Severity severity) {
        return atOnce || place.isWithinCode() ? severity : loaded ? Severity.LOW : null;
    }

    private static boolean isOfBuild(String name) {
        List<String> words = Parts.of(name, ' ');
        if (words.size() < 2) {
            return true; // a command that is not known is no sign of anything
        }
        String program = words.get(1).substring(words.get(1).lastIndexOf('/') + 1);
        return BUILD_TOOLS.contains(program.toLowerCase(Locale.ROOT));
    }
}
