package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.text.Parts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code setup.cfg} of setuptools: values are lists of requirements, one on a line, indented. Read line by line, since
 * {@code configparser} has no other grammar than that.
 */
final class SetupCfg {
    /** With what a condition begins (PEP 508). */
    private static final List<String> MARKERS = List.of(
            "python_version",
            "python_full_version",
            "os_name",
            "sys_platform",
            "platform_",
            "implementation_",
            "extra ",
            "extra=",
            "\"",
            "'");

    private final Dependencies out;
    private String section = "";
    private String key = "";

    private SetupCfg(Dependencies out) {
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws MalformedException {
        SetupCfg reading = new SetupCfg(out);
        TextLines lines = new TextLines(document);
        while (lines.nextSettled()) {
            reading.line(lines);
        }
    }

    private void line(TextLines lines) {
        String line = lines.line().strip();
        if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
            return;
        }
        long at = lines.offset() + lines.indent();
        if (lines.indent() > 0) {
            value(line, at);
        } else if (line.startsWith("[") && line.indexOf(']') > 0) {
            section = line.substring(1, line.lastIndexOf(']')).strip(); // what is behind it counts for nothing
            key = "";
        } else {
            int equals = line.indexOf('=');
            int colon = line.indexOf(':');
            int sign = equals < 0 || colon >= 0 && colon < equals ? colon : equals;
            if (sign < 0) {
                out.malformed(at, "a line that is neither a section nor a key with its value");
            }
            key = (sign < 0 ? line : line.substring(0, sign)).strip();
            String rest = sign < 0 ? "" : line.substring(sign + 1).strip();
            if (rest.startsWith("file:")) {
                value(rest, at);
            } else {
                several(rest, at);
            }
        }
    }

    /** On the line of the key requirements may be parted by semicolons, unlike what stands behind one for all. */
    private void several(String text, long at) {
        String requirement = "";
        for (String part : Parts.of(text, ';')) {
            String plain = part.strip();
            boolean isMarker = MARKERS.stream().anyMatch(plain.replace("(", "")::startsWith);
            if (isMarker) {
                requirement = requirement + "; " + plain;
                continue;
            }
            if (!requirement.isEmpty()) {
                value(requirement, at);
            }
            requirement = plain;
        }
        if (!requirement.isEmpty()) {
            value(requirement, at);
        }
    }

    private void value(String value, long at) {
        Scope scope = scope();
        if (scope == null) {
            return;
        }
        if (value.startsWith("file:")) {
            for (String file : Parts.of(value.substring("file:".length()), ',')) {
                out.fact(new FileReference(Requirements.LOADER, Parts.first(file.strip(), 1_000), "", at));
            }
            return;
        }
        for (String each : Parts.of(value, '\n')) {
            String requirement = withoutComment(each).strip();
            if (!requirement.isEmpty()) {
                PythonRequirement.tell(requirement, scope, at, out);
            }
        }
    }

    /** {@code configparser} keeps what stands behind a blank and a number sign, and setuptools takes it off. */
    private static String withoutComment(String line) {
        int comment = line.indexOf(" #");
        return comment < 0 ? line : line.substring(0, comment);
    }

    private @Nullable Scope scope() {
        if (section.equals("options.extras_require")) {
            return Scope.OPTIONAL;
        }
        if (!section.equals("options")) {
            return null;
        }
        return switch (key) {
            case "install_requires" -> Scope.RUNTIME;
            case "setup_requires" -> Scope.BUILD;
            case "tests_require" -> Scope.TEST;
            default -> null;
        };
    }
}
