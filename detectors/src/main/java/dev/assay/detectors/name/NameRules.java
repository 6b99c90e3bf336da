package dev.assay.detectors.name;

import java.util.Locale;

/**
 * How each registry compares names, and what it takes as one.
 *
 * <p>PyPI: PEP 503 (runs of {@code - _ .} are one dash, letters are small) and PEP 508 for what is a name. npm: the rules of
 * validate-npm-package-name; names are compared as written, since old ones have capitals. crates.io: {@code -} and
 * {@code _} are the same, case does not count, 64 characters. Go: module paths (go.dev/ref/mod, "Module paths"), compared
 * as written; the proxy's form has {@code !} before capitals. NuGet: case does not count, 100 characters, words with one dot or dash
 * between them. Packagist: small letters. RubyGems and Maven compare as written.
 */
public final class NameRules {
    /** The longest name that any of the registries with a limit takes (npm), and what is reported whole of longer ones. */
    public static final int LONGEST = 214;

    private static final int LONGEST_CRATE = 64;
    private static final int LONGEST_NUGET = 100;
    private static final int LONGEST_PATH = 1024;
    private static final int SHOWN = 40;

    private NameRules() {}

    static String canonical(Ecosystem ecosystem, String written) {
        return switch (ecosystem) {
            case PYPI -> pep503(written);
            case CARGO -> lower(written).replace('_', '-');
            case NUGET, COMPOSER -> lower(written);
            case MAVEN -> written.indexOf(':') < 0 ? written.replace('/', ':') : written;
            case NPM, GO, GEM -> written;
        };
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static String pep503(String written) {
        StringBuilder out = new StringBuilder(written.length());
        boolean run = false;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            boolean delimiter = c == '-' || c == '_' || c == '.';
            if (!delimiter) {
                out.append(c);
            } else if (!run) {
                out.append('-');
            }
            run = delimiter;
        }
        return lower(out.toString());
    }

    /** A Go path as proxies have it in addresses and file names: {@code !} and the small letter for each capital. */
    public static String escapedGoPath(String path) {
        StringBuilder out = new StringBuilder(path.length() + 4);
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                out.append('!').append((char) (c + 'a' - 'A'));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /**
     * The first variable of a name for which nothing has put a value, as files are written with ({@code ${group}}, {@code $(Package)},
     * {@code @(Items)}, {@code {{ name }}}); empty if there is none. Linear.
     */
    static String variable(String name) {
        for (Variable each : Variable.values()) {
            int open = name.indexOf(each.open);
            int close = open < 0 ? -1 : name.indexOf(each.close, open + each.open.length());
            if (close >= 0) {
                return name.substring(open, Math.min(close + each.close.length(), open + SHOWN));
            }
        }
        return "";
    }

    /** As Maven, MSBuild and templates have them. No registry has any of these characters in a name. */
    private enum Variable {
        BRACES("${", "}"),
        PARENTHESES("$(", ")"),
        ITEMS("@(", ")"),
        METADATA("%(", ")"),
        TEMPLATE("{{", "}}");

        private final String open;
        private final String close;

        Variable(String open, String close) {
            this.open = open;
            this.close = close;
        }
    }

    /** Why the registry has no such name, in a few words; empty if it could have. */
    public static String fault(PackageName name) {
        String text = name.canonical();
        if (text.isEmpty()) {
            return "it is empty";
        }
        int most = longest(name.ecosystem());
        if (text.length() > most) {
            return "it has " + text.length() + " characters, and " + most + " is the most";
        }
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int point = text.codePointAt(i);
            if (point > 0x7e || point < 0x21 || !isAllowed(name.ecosystem(), (char) point)) {
                return "it has the character " + describe(point) + " at position " + (i + 1);
            }
        }
        return switch (name.ecosystem()) {
            case PYPI, GEM -> ends(text);
            case NUGET -> nuget(text);
            case CARGO -> isLetter(text.charAt(0)) ? "" : "it does not begin with a letter";
            case NPM -> npm(text);
            case MAVEN -> parts(text, ':', 2, 2);
            case COMPOSER -> composer(text);
            case GO -> go(text);
        };
    }

    private static int longest(Ecosystem ecosystem) {
        return switch (ecosystem) {
            case CARGO -> LONGEST_CRATE;
            case NUGET -> LONGEST_NUGET;
            case NPM, PYPI, GEM -> LONGEST;
            case GO, MAVEN, COMPOSER -> LONGEST_PATH;
        };
    }

    private static boolean isAllowed(Ecosystem ecosystem, char c) {
        if (isLetter(c) || c >= '0' && c <= '9' || c == '-' || c == '_') {
            return true;
        }
        return switch (ecosystem) {
            case CARGO -> false;
            case PYPI, GEM, NUGET -> c == '.';
            case NPM -> c == '.' || c == '@' || c == '/' || c == '~';
            case MAVEN -> c == '.' || c == ':';
            case COMPOSER -> c == '.' || c == '/';
            case GO -> c == '.' || c == '/' || c == '~';
        };
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
    }

    private static boolean isAlphanumeric(char c) {
        return isLetter(c) || c >= '0' && c <= '9';
    }

    private static String ends(String text) {
        return isAlphanumeric(text.charAt(0)) && isAlphanumeric(text.charAt(text.length() - 1))
                ? ""
                : "it does not begin and end with a letter or a digit";
    }

    /** Words of letters, digits and underscores, with one dot or dash between them. */
    private static String nuget(String text) {
        for (int i = 1; i < text.length(); i++) {
            if (isMark(text.charAt(i - 1)) && isMark(text.charAt(i))) {
                return "two of . and - follow one another in it";
            }
        }
        return isMark(text.charAt(0)) || isMark(text.charAt(text.length() - 1)) ? "it begins or ends with . or -" : "";
    }

    private static boolean isMark(char c) {
        return c == '.' || c == '-';
    }

    private static String composer(String text) {
        String fault = parts(text, '/', 2, 2);
        int slash = text.indexOf('/');
        return !fault.isEmpty()
                        || ends(text.substring(0, slash)).isEmpty()
                                && ends(text.substring(slash + 1)).isEmpty()
                ? fault
                : "its parts do not begin and end with a letter or a digit";
    }

    private static String npm(String text) {
        int slash = text.indexOf('/');
        boolean scoped = text.charAt(0) == '@';
        if (scoped ? slash < 2 || slash == text.length() - 1 : slash >= 0) {
            return "a slash parts a scope from a name, as in @scope/name";
        }
        if (text.indexOf('@', 1) > 0 || text.indexOf('/', slash + 1) > 0) {
            return "@ and / stand in it more than once";
        }
        if (text.equals("node_modules") || text.equals("favicon.ico")) {
            return "it is a name that npm keeps for itself";
        }
        char first = text.charAt(slash + 1);
        return first == '.' || first == '_' && !scoped ? "it begins with " + first : "";
    }

    private static String parts(String text, char separator, int least, int most) {
        int parts = 1;
        for (int i = 0; i < text.length(); i++) {
            parts += text.charAt(i) == separator ? 1 : 0;
        }
        boolean gap = text.charAt(0) == separator
                || text.charAt(text.length() - 1) == separator
                || text.indexOf("" + separator + separator) >= 0;
        return gap || parts < least || parts > most ? "it is not of the form name" + separator + "name" : "";
    }

    private static String go(String text) {
        String fault = parts(text, '/', 1, LONGEST_PATH);
        int slash = text.indexOf('/');
        String host = slash < 0 ? text : text.substring(0, slash);
        return fault.isEmpty() && host.indexOf('.') < 0 ? "its first part is no host" : fault;
    }

    private static String describe(int point) {
        String code = String.format("U+%04X", point);
        String name = Character.getName(point);
        return name == null ? code : code + " (" + (name.length() > SHOWN ? name.substring(0, SHOWN) : name) + ")";
    }
}
