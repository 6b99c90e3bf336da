package dev.assay.detectors.manifest.python;

import dev.assay.detectors.manifest.Addresses;
import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Mention;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One requirement as PEP 508 has it: {@code name[extras] specifiers ; marker} or {@code name @ address ; marker}. Pure functions;
 * names come out in the normal form of PEP 503.
 */
final class PythonRequirement {
    static final String ECOSYSTEM = "pypi";

    private static final List<String> REPOSITORIES = List.of("git+", "hg+", "svn+", "bzr+");

    private PythonRequirement() {}

    /** PEP 503: lower case, one {@code -} for each run of {@code -}, {@code _} and {@code .}. */
    static String normal(String name) {
        StringBuilder normal = new StringBuilder(name.length());
        boolean wasSign = false;
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean isSign = c == '-' || c == '_' || c == '.';
            if (!isSign) {
                normal.append(c);
            } else if (!wasSign) {
                normal.append('-');
            }
            wasSign = isSign;
        }
        return normal.toString();
    }

    static Mention named(String name) {
        return Mention.of(ECOSYSTEM, "", normal(name));
    }

    /** Tells the package of a requirement, which is a gap if it is none. */
    static void tell(String requirement, Scope scope, long at, Dependencies out) {
        Optional<Mention> mention = of(requirement);
        if (mention.isPresent()) {
            Mention known = mention.get();
            out.add((scope == Scope.RUNTIME ? known : known.scope(scope)).at(at));
        } else {
            out.malformed(at, "no requirement as PEP 508 has it: " + Quoted.of(Parts.first(requirement, 80)));
        }
    }

    /** A requirement; empty if the text is none. */
    static Optional<Mention> of(String text) {
        int end = nameEnd(text, 0);
        if (end == 0
                || !Character.isLetterOrDigit(text.charAt(0))
                || !Character.isLetterOrDigit(text.charAt(end - 1))) {
            return Optional.empty();
        }
        Mention mention = named(text.substring(0, end));
        int at = skipSpace(text, end);
        if (at < text.length() && text.charAt(at) == '[') {
            int close = text.indexOf(']', at);
            if (close < 0) {
                return Optional.empty();
            }
            at = skipSpace(text, close + 1);
        }
        if (at < text.length() && text.charAt(at) == '@') {
            String address = text.substring(at + 1).strip();
            int marker = address.indexOf(" ;");
            String plain = (marker < 0 ? address : address.substring(0, marker)).strip();
            return Optional.of(marked(address(mention, plain), marker < 0 ? "" : address.substring(marker)));
        }
        int marker = text.indexOf(';', at);
        String range = text.substring(at, marker < 0 ? text.length() : marker).strip();
        if (range.startsWith("(") && range.endsWith(")")) {
            range = range.substring(1, range.length() - 1).strip();
        }
        if (!range.isEmpty() && !isRange(range)) {
            return Optional.empty();
        }
        return Optional.of(marked(ranged(mention, range), marker < 0 ? "" : text.substring(marker)));
    }

    /** Begins with an operator, and has more than that; what no text has is in none. */
    private static boolean isRange(String text) {
        return "<>=!~".indexOf(text.charAt(0)) >= 0
                && text.chars().anyMatch(c -> "<>=!~, ".indexOf(c) < 0)
                && text.chars().noneMatch(c -> c < ' ' && c != '\t');
    }

    /** What an extra asks for is optional. */
    private static Mention marked(Mention mention, String marker) {
        boolean isOfExtra = marker.contains("extra") && marker.contains("==");
        return isOfExtra ? mention.scope(Scope.OPTIONAL) : mention;
    }

    static Mention ranged(Mention mention, String range) {
        return mention.range(range).version(pinned(range));
    }

    /** The version of {@code ==1.2.3} or {@code ===1.2.3}; empty for what leaves a choice. */
    static String pinned(String range) {
        int from = range.startsWith("===") ? 3 : range.startsWith("==") ? 2 : 0;
        String version = range.substring(from).strip();
        boolean isOne = from > 0
                && version.indexOf(',') < 0
                && version.indexOf('*') < 0
                && version.indexOf(' ') < 0
                && version.indexOf('$') < 0;
        return isOne ? version : "";
    }

    /** Taken from an address, a repository or a folder; of an archive the version is in its name. */
    static Mention address(Mention mention, String address) {
        return PythonArchive.versioned(mention.range(address).origin(kind(address), repository(address)), address);
    }

    static Origin.Kind kind(String address) {
        if (REPOSITORIES.stream().anyMatch(address::startsWith)) {
            return Origin.Kind.GIT;
        }
        return address.contains("://") && !address.startsWith("file:") ? Origin.Kind.URL : Origin.Kind.PATH;
    }

    /** Of git with {@code #revision}; what pip has behind {@code #} are options of its own. */
    private static String repository(String address) {
        int hash = address.startsWith("git+") ? address.indexOf('#') : address.indexOf("#egg=");
        String plain = hash < 0 ? address : address.substring(0, hash);
        return plain.startsWith("git+") ? Addresses.revised(plain.substring(4)) : plain;
    }

    /** Where the name at {@code from} ends. */
    static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length() && isName(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
