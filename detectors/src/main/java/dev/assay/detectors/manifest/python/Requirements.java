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
import dev.assay.engine.fact.FileReference;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What pip reads with {@code -r} and {@code -c}: a requirement or options a line. Other files that it includes are told as
 * {@link FileReference}s and read where they lie, so that a circle of them is no matter. Belongs to one thread.
 */
final class Requirements {
    /** Who opens the files that are included. */
    static final String LOADER = "pip";

    private static final int MOST_FILE = 1_000;

    /** Options of a line of their own that take a value and name no package. */
    private static final List<String> OF_THE_FILE = List.of(
            "-f",
            "--find-links",
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
    private Origin registry = Origin.DEFAULT;

    private Requirements(Relation relation, Dependencies out) {
        this.relation = relation;
        this.out = out;
    }

    /** Helm had a {@code requirements.lock} of its own, in YAML. */
    static boolean looksRight(Head head) {
        return !LineStarts.has(head, "dependencies:");
    }

    static void read(Document document, Dependencies out) {
        new Requirements(Relation.DIRECT, out).run(new TextLines(document));
    }

    /** A list that {@code -c} names: it says which versions are taken, and asks for none. */
    static void constraints(Document document, Dependencies out) {
        new Requirements(Relation.CONSTRAINT, out).run(new TextLines(document));
    }

    /** One line of such a file, from elsewhere. */
    static void line(String line, long offsetBytes, Dependencies out) {
        new Requirements(Relation.DIRECT, out).logical(withoutComment(line).strip(), offsetBytes);
    }

    private void run(TextLines lines) {
        StringBuilder joined = new StringBuilder();
        long from = -1;
        while (lines.next()) {
            String line = lines.line();
            boolean isComment = line.stripLeading().startsWith("#");
            from = from < 0 ? lines.offset() + lines.indent() : from;
            boolean goesOn = line.endsWith("\\") && !isComment;
            joined.append(goesOn ? line.substring(0, line.length() - 1) : isComment ? "" : line);
            if (!goesOn) {
                logical(withoutComment(joined.toString()).strip(), from);
                joined.setLength(0);
                from = -1;
            }
        }
        if (!joined.isEmpty()) {
            logical(withoutComment(joined.toString()).strip(), from);
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
            option(words(line), line, at);
            return;
        }
        int options = line.indexOf(" -"); // --hash, --config-settings, -C
        String requirement = (options < 0 ? line : line.substring(0, options)).strip();
        String hash = options < 0 ? "" : hash(line.substring(options));
        requirement(requirement, hash, at);
    }

    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        for (String word : Parts.of(line.replace('\t', ' '), ' ')) {
            if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    /** The first of {@code --hash=sha256:...}. */
    private static String hash(String options) {
        for (String word : words(options)) {
            if (word.startsWith("--hash=")) {
                return word.substring("--hash=".length());
            }
        }
        return "";
    }

    private void option(List<String> words, String line, long at) {
        String option = words.getFirst();
        int equals = option.indexOf('=');
        String name = equals > 0 && option.startsWith("--") ? option.substring(0, equals) : option;
        boolean isJoined = !option.startsWith("--") && option.length() > 2; // -rfile.txt
        String letter = isJoined ? option.substring(0, 2) : name;
        String value = equals > 0 && option.startsWith("--")
                ? option.substring(equals + 1)
                : isJoined ? option.substring(2) : words.size() > 1 ? words.get(1) : "";
        switch (letter) {
            case "-r", "--requirement", "-c", "--constraint" -> include(unquoted(value), at);
            case "-e", "--editable" ->
                editable(
                        value.isEmpty()
                                ? ""
                                : line.substring(line.indexOf(value)).strip(),
                        at);
            case "-i", "--index-url", "--pypi-url" ->
                registry = new Origin(Origin.Kind.REGISTRY, Addresses.plain(unquoted(value)));
            case "--extra-index-url" -> {} // which of them a package is from nobody knows
            default -> {
                if (OF_THE_FILE.stream().noneMatch(name::equals)) {
                    out.malformed(at, "an option that pip does not have: " + Quoted.of(Parts.first(name, 80)));
                }
            }
        }
    }

    private static String unquoted(String value) {
        boolean isQuoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return isQuoted ? value.substring(1, value.length() - 1) : value;
    }

    private void include(String file, long at) {
        if (file.isEmpty()) {
            out.malformed(at, "an option without the file that it includes");
        } else {
            out.fact(new FileReference(LOADER, Parts.first(file, MOST_FILE), "", at));
        }
    }

    private void editable(String value, long at) {
        String plain = unquoted(value);
        if (plain.isEmpty() || plain.startsWith(".") || plain.startsWith("/")) {
            return; // the project itself or a folder beside it, whose own manifest says what it is
        }
        requirement(plain, "", at);
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
            } else if (PythonRequirement.kind(text) == Origin.Kind.URL) {
                out.gap(GapKind.UNSUPPORTED, at, "what is at an address that names no package: " + shown(text));
            }
            return;
        }
        Mention found = mention.get().relation(relation).integrity(hash).at(at);
        if (!registry.address().isEmpty() && found.isOfRegistry()) {
            found.origin(registry);
        }
        out.add(found);
    }

    private static String shown(String text) {
        return Quoted.of(Parts.first(Addresses.isAddress(text) ? Addresses.plain(text) : text, 80));
    }

    /** An address or a path, and no name. */
    private static boolean isPlace(String text) {
        int at = text.indexOf(" @ ");
        String first = at < 0 ? text : text.substring(0, at);
        return at < 0
                && (text.indexOf("://") > 0
                        || first.startsWith(".")
                        || first.startsWith("/")
                        || first.endsWith(".whl")
                        || first.endsWith(".tar.gz")
                        || first.endsWith(".zip")
                        || first.indexOf('/') > 0 && first.indexOf('@') < 0 && first.indexOf(';') < 0);
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
