package dev.assay.detectors.manifest.python;

import dev.assay.engine.decode.Head;
import dev.assay.engine.text.Parts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Tells a list of requirements under whatever name ({@code requirements/base.txt}, {@code freeze.txt}) from other text: each line of the
 * head is a requirement or an option of pip, and one of them says which version, or all lie in a folder of such lists. Pure functions.
 */
final class RequirementList {
    private static final int LOOKED_AT = 16 << 10;
    private static final Set<String> ENDINGS = Set.of("txt", "in", "pip");

    /** Options that begin a line, and digests on a line of their own. */
    private static final List<String> OPTIONS = List.of(
            "-r ",
            "-c ",
            "-e ",
            "-i ",
            "-f ",
            "--requirement",
            "--constraint",
            "--editable",
            "--index-url",
            "--extra-index-url",
            "--find-links",
            "--no-binary",
            "--only-binary",
            "--trusted-host",
            "--no-index",
            "--pre",
            "--prefer-binary",
            "--require-hashes",
            "--hash=");

    private static final List<String> OPERATORS = List.of("===", "==", ">=", "<=", "~=", "!=", ">", "<");

    private RequirementList() {}

    static boolean looksRight(Head head) {
        return isList(head, false);
    }

    /** In a folder of lists: names alone are requirements there as well, as in {@code requirements/base.in}. */
    static boolean looksRightInFolder(Head head) {
        return ENDINGS.contains(head.extension()) && isList(head, true);
    }

    private static boolean isList(Head head, boolean isInFolder) {
        int length = Math.min(head.length(), LOOKED_AT);
        boolean isWhole = head.length() <= LOOKED_AT && head.sizeBytes() == head.length();
        String text = new String(head.bytes(), 0, length, StandardCharsets.UTF_8);
        int from = text.startsWith("\ufeff") ? 1 : 0;
        boolean isTold = false;
        boolean isAny = false;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            if (end < 0 && !isWhole) {
                break; // the rest of the line is not here
            }
            end = end < 0 ? text.length() : end;
            String line = text.substring(from, end).strip();
            from = end + 1;
            if (!line.isEmpty() && !line.startsWith("#") && !isOfMerge(line)) {
                String plain = line.endsWith("\\")
                        ? line.substring(0, line.length() - 1).strip()
                        : line;
                boolean isOption = OPTIONS.stream().anyMatch(plain::startsWith);
                if (!isOption && !isRequirement(plain)) {
                    return false;
                }
                isAny |= !isOption;
                isTold |= isOption ? plain.startsWith("-r ") || plain.startsWith("-c ") : isVersioned(plain);
            }
        }
        return isTold || isAny && isInFolder;
    }

    /** Which make no list another thing, but one that nobody can read. */
    private static boolean isOfMerge(String line) {
        return line.startsWith("<<<<<<<") || line.startsWith("=======") || line.startsWith(">>>>>>>");
    }

    private static boolean isRequirement(String line) {
        int comment = line.indexOf(" #");
        int options = line.indexOf(" --");
        int end = Math.min(comment < 0 ? line.length() : comment, options < 0 ? line.length() : options);
        String text = line.substring(0, end).strip();
        int marker = text.indexOf(';');
        String plain = (marker < 0 ? text : text.substring(0, marker)).strip();
        return PythonRequirement.of(text).isPresent()
                && (plain.indexOf(" @ ") > 0
                        || Parts.of(specifiers(plain), ',').stream().allMatch(RequirementList::isSpecifier));
    }

    /** What stands behind the name and its extras. */
    private static String specifiers(String requirement) {
        int at = PythonRequirement.nameEnd(requirement, 0);
        String rest = requirement.substring(at).strip();
        int close = rest.startsWith("[") ? rest.indexOf(']') : -1;
        rest = rest.substring(close + 1).strip();
        return rest.startsWith("(") && rest.endsWith(")") ? rest.substring(1, rest.length() - 1) : rest;
    }

    private static boolean isSpecifier(String text) {
        String specifier = text.strip();
        for (String operator : OPERATORS) {
            if (specifier.startsWith(operator)) {
                String version = specifier.substring(operator.length()).strip();
                int first = version.startsWith("v") ? 1 : 0;
                return version.length() > first && Character.isDigit(version.charAt(first)) && version.indexOf(' ') < 0;
            }
        }
        return specifier.isEmpty();
    }

    private static boolean isVersioned(String line) {
        return OPERATORS.stream().anyMatch(operator -> operator.length() > 1 && line.contains(operator));
    }
}
