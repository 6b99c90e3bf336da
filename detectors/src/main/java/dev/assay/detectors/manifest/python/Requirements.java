package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.detectors.manifest.Mention;
import dev.assay.detectors.manifest.TextLines;
import dev.assay.engine.decode.Head;
import dev.assay.engine.decode.LineStarts;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Masked;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import java.util.List;
import java.util.Optional;

/**
 * What pip reads with {@code -r} and {@code -c}: a requirement or options a line. Other files that it includes are told as
 * {@link FileReference}s and read where they lie, so that a circle of them is no matter. Belongs to one thread.
 */
final class Requirements {
    /** Who opens the files that are included. */
    static final String LOADER = "pip";

    /** Where else packages may be from. */
    static final String ANOTHER_INDEX = "pip-index";

    /** What is installed from beside the file, of a name that is not told. */
    static final String BESIDE = "pip-path";

    /** Of a file that says which versions are taken. */
    private static final String CONSTRAINTS = "pip-constraints";

    private static final int MOST_FILE = 1_000;

    /** What pip takes beside a requirement, with a value that may follow. */
    private static final List<String> OF_A_REQUIREMENT =
            List.of("--hash", "--config-settings", "--config-setting", "--global-option", "--install-option");

    private static final List<String> INDEX = List.of("-i", "--index-url", "--pypi-url");

    private static final List<String> ARCHIVES = List.of(".whl", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz", ".zip");

    /** Options of a line of their own that take a value and name no package. */
    private static final List<String> OF_THE_FILE = List.of(
            "--no-binary",
            "--only-binary",
            "--trusted-host",
            "--use-feature",
            "--progress-bar",
            "--prefer-binary",
            "--require-hashes",
            "--pre",
            "--no-index",
            "--no-deps",
            "--no-build-isolation");

    private final Dependencies out;
    private final Relation relation;
    private final Scope scope;
    private Origin registry = Origin.DEFAULT;

    private Requirements(Relation relation, Scope scope, Dependencies out) {
        this.relation = relation;
        this.scope = scope;
        this.out = out;
    }

    /** Helm had a {@code requirements.lock} of its own, in YAML. */
    static boolean looksRight(Head head) {
        return !LineStarts.has(head, "dependencies:");
    }

    static void read(Document document, Dependencies out) {
        new Requirements(Relation.DIRECT, Scope.RUNTIME, out).run(document);
    }

    /** A list that {@code -c} names: it says which versions are taken, and asks for none. */
    static void constraints(Document document, Dependencies out) {
        new Requirements(Relation.CONSTRAINT, Scope.RUNTIME, out).run(document);
    }

    /** One line of such a file, from elsewhere. */
    static void line(String line, Scope scope, long offsetBytes, Dependencies out) {
        Requirements one = new Requirements(Relation.DIRECT, scope, out);
        String plain = withoutComment(line).strip();
        if (plain.startsWith("-") && INDEX.contains(Option.of(plain).letter())) {
            one.another(unquoted(Option.of(plain).value()), offsetBytes); // the other lines are not at hand
        } else {
            one.logical(plain, offsetBytes);
        }
    }

    /** An index counts for all of the file, wherever it stands. */
    private void run(Document document) {
        lines(new TextLines(document), (line, _) -> index(line));
        lines(new TextLines(document), this::logical);
    }

    /** Is given what lines say together, without comments, and where that begins. */
    private interface Logical {
        void line(String line, long at);
    }

    private static void lines(TextLines lines, Logical out) {
        StringBuilder joined = new StringBuilder();
        long from = -1;
        while (lines.next()) {
            String line = lines.line();
            boolean isComment = line.stripLeading().startsWith("#");
            from = from < 0 ? lines.offset() + lines.indent() : from;
            boolean goesOn = line.endsWith("\\") && !isComment;
            joined.append(goesOn ? line.substring(0, line.length() - 1) : isComment ? "" : line);
            if (!goesOn) {
                out.line(withoutComment(joined.toString()).strip(), from);
                joined.setLength(0);
                from = -1;
            }
        }
        if (!joined.isEmpty()) {
            out.line(withoutComment(joined.toString()).strip(), from);
        }
    }

    /** A comment begins the line or follows white space. */
    private static String withoutComment(String line) {
        for (int i = line.indexOf('#'); i >= 0; i = line.indexOf('#', i + 1)) {
            if (i == 0 || line.charAt(i - 1) == ' ' || line.charAt(i - 1) == '\t') {
                return line.substring(0, i);
            }
        }
        return line;
    }

    private void logical(String line, long at) {
        if (line.isEmpty()) {
            return;
        }
        if (line.startsWith("-")) {
            option(Option.of(line), line, at);
            return;
        }
        int options = line.replace('\t', ' ').indexOf(" -");
        String requirement = (options < 0 ? line : line.substring(0, options)).strip();
        String beside = options < 0 ? "" : line.substring(options);
        refused(beside, at);
        requirement(requirement, hash(beside), at);
    }

    /** Of an option that pip does not take beside a requirement it refuses the file. */
    private void refused(String options, long at) {
        for (String word : Parts.words(options)) {
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (word.startsWith("-") && !OF_A_REQUIREMENT.contains(name) && !word.startsWith("-C")) {
                out.malformed(
                        at,
                        "an option that pip does not take beside a requirement: " + Quoted.of(Parts.first(name, 80)));
            }
        }
    }

    /** @param letter the name, of a short one without what is joined to it */
    private record Option(String name, String letter, String value) {
        static Option of(String line) {
            List<String> words = Parts.words(line);
            String option = words.getFirst();
            int equals = option.indexOf('=');
            String name = equals > 0 && option.startsWith("--") ? option.substring(0, equals) : option;
            boolean isJoined = !option.startsWith("--") && option.length() > 2; // -rfile.txt
            String letter = isJoined ? option.substring(0, 2) : name;
            boolean isBehindEquals = equals > 0 && option.startsWith("--");
            int from = isBehindEquals ? name.length() + 1 : letter.length();
            String rest = line.substring(Math.min(from, line.length())).strip();
            return new Option(name, letter, quoted(rest, Parts.words(rest)));
        }
    }

    /** The first word; with the blanks in it if it is in quotes, as pip takes words apart like a shell. */
    private static String quoted(String text, List<String> words) {
        char quote = text.isEmpty() ? ' ' : text.charAt(0);
        int close = quote == '"' || quote == '\'' ? text.indexOf(quote, 1) : -1;
        return close > 0 ? text.substring(0, close + 1) : words.isEmpty() ? "" : words.getFirst();
    }

    /** The last of them is the one that pip asks. */
    private void index(String line) {
        if (line.startsWith("-")) {
            Option option = Option.of(line);
            if (INDEX.contains(option.letter())) {
                registry = new Origin(Origin.Kind.REGISTRY, Addresses.plain(unquoted(option.value())));
            }
        }
    }

    /** The first of {@code --hash=sha256:...}. */
    private static String hash(String options) {
        for (String word : Parts.words(options)) {
            if (word.startsWith("--hash=")) {
                return word.substring("--hash=".length());
            }
        }
        return "";
    }

    private void option(Option option, String line, long at) {
        String value = option.value();
        switch (option.letter()) {
            case "-r", "--requirement" -> include(unquoted(value), "", at);
            case "-c", "--constraint" -> include(unquoted(value), CONSTRAINTS, at);
            case "-e", "--editable" -> editable(value.isEmpty() ? "" : editable(option, line), at);
            case "-i", "--index-url", "--pypi-url" -> {} // see index
            case "--extra-index-url" -> another(unquoted(value), at);
            case "-f", "--find-links" -> {
                if (Addresses.isAddress(unquoted(value)) && !value.contains("file:")) {
                    another(unquoted(value), at);
                }
            }
            default -> {
                if (OF_THE_FILE.stream().noneMatch(option.name()::equals)) {
                    out.malformed(at, "an option that pip does not have: " + Quoted.of(Parts.first(option.name(), 80)));
                }
            }
        }
    }

    /** What follows the option, without options of its own. */
    private static String editable(Option option, String line) {
        String rest =
                line.substring(line.indexOf(option.value(), option.letter().length()));
        int options = rest.indexOf(" --");
        return (options < 0 ? rest : rest.substring(0, options)).strip();
    }

    /** Where packages may be from as well. Which of them one is from nobody knows, so that it is told once and of no package. */
    private void another(String address, long at) {
        if (address.isEmpty()) {
            out.malformed(at, "an option without the address that it adds");
        } else {
            out.fact(new FileReference(ANOTHER_INDEX, Parts.first(Addresses.plain(address), MOST_FILE), "", at));
        }
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    /** @param says what it is, if it is no list of requirements */
    private void include(String file, String says, long at) {
        if (file.isEmpty()) {
            out.malformed(at, "an option without the file that it includes");
        } else {
            out.fact(new FileReference(LOADER, Parts.first(file, MOST_FILE), says, at));
        }
    }

    private void editable(String value, long at) {
        String plain = unquoted(value);
        if (plain.isEmpty()) {
            out.malformed(at, "an option without what it installs");
        } else if (PythonRequirement.nameEnd(plain, 0) == plain.length()) {
            beside(plain, at); // pip takes it for a folder, and no name
        } else {
            requirement(plain, "", at);
        }
    }

    /** The project itself or what lies beside it, whose own manifest says what it is. */
    private void beside(String path, long at) {
        out.fact(new FileReference(BESIDE, Parts.first(path, MOST_FILE), "", at));
    }

    private void requirement(String text, String hash, long at) {
        boolean isVariable = text.indexOf("${") >= 0 && text.indexOf('}') > text.indexOf("${");
        if (isVariable) {
            out.gap(GapKind.UNSUPPORTED, at, "a requirement with a variable of the environment: " + shown(text));
        }
        Optional<Mention> mention = isPlace(text) ? place(text) : PythonRequirement.of(text);
        if (mention.isEmpty()) {
            if (isVariable) {
                return;
            }
            if (!isPlace(text)) {
                out.malformed(at, "no requirement as PEP 508 has it: " + shown(text));
            } else if (PythonRequirement.kind(text) == Origin.Kind.PATH) {
                beside(text, at);
            } else {
                out.gap(GapKind.UNSUPPORTED, at, "what is at an address that names no package: " + shown(text));
            }
            return;
        }
        Mention found = mention.get().relation(relation).integrity(hash).at(at);
        if (scope != Scope.RUNTIME) {
            found.scope(scope); // else what an extra asks for stays optional
        }
        if (!registry.address().isEmpty() && found.isOfRegistry()) {
            found.origin(registry);
        }
        out.add(found);
    }

    private static String shown(String text) {
        return Quoted.of(Parts.first(Addresses.isAddress(text) ? Addresses.plain(text) : Masked.of(text), 80));
    }

    /** An address or a path, and no name. */
    private static boolean isPlace(String text) {
        if (text.indexOf(" @ ") >= 0) {
            return false;
        }
        int marker = text.indexOf(';');
        String first = (marker < 0 ? text : text.substring(0, marker)).strip();
        return text.indexOf("://") > 0
                || first.startsWith("file:")
                || first.chars().noneMatch(c -> "<>*|\"".indexOf(c) >= 0)
                        && (startsAsPath(first) || ARCHIVES.stream().anyMatch(first::endsWith) || isFolder(first));
    }

    /** {@code ./x}, {@code ../x}, {@code .[extra]}, {@code /x}, {@code C:\x}. */
    private static boolean startsAsPath(String text) {
        int dots = text.startsWith("..") ? 2 : text.startsWith(".") ? 1 : 0;
        boolean hasDrive = text.length() > 2 && Character.isLetter(text.charAt(0)) && text.charAt(1) == ':';
        int at = hasDrive ? 2 : dots;
        return at == text.length()
                ? dots > 0
                : "/\\".indexOf(text.charAt(at)) >= 0 || dots > 0 && text.charAt(at) == '[';
    }

    /** With a slash in it, pip takes what is written like names for a folder. */
    private static boolean isFolder(String text) {
        return text.indexOf('/') > 0
                && text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "._-+~/\\[],".indexOf(c) >= 0);
    }

    /** The name is in {@code #egg=} or in that of the file; a folder has none. */
    private static Optional<Mention> place(String text) {
        int marker = text.indexOf(" ;");
        String address = (marker < 0 ? text : text.substring(0, marker)).strip();
        int egg = address.indexOf("egg=");
        PythonArchive archive = PythonArchive.of(address);
        String name = egg > 0
                ? address.substring(egg + 4, PythonRequirement.nameEnd(address, egg + 4))
                : archive != null ? archive.name() : repositoryName(address);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(PythonRequirement.address(PythonRequirement.named(name), address));
    }

    /** A repository without {@code #egg=} is called by its own name: pip asks it for its package's. */
    private static String repositoryName(String address) {
        if (PythonRequirement.kind(address) != Origin.Kind.GIT) {
            return "";
        }
        String path = address;
        int revision = path.lastIndexOf('@');
        path = revision > path.lastIndexOf('/') ? path.substring(0, revision) : path;
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.endsWith(".git") ? last.substring(0, last.length() - 4) : last;
    }
}
