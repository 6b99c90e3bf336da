package dev.assay.detectors.indicator;

import dev.assay.detectors.indicator.version.RangeSyntax;
import dev.assay.detectors.indicator.version.VersionScheme;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Rows;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The ecosystems of {@code ecosystems.tsv}, and which others OSV has ({@code elsewhere.tsv}). Immutable. */
public final class Ecosystems {
    /**
     * One of them.
     *
     * @param type of a purl
     * @param tags whether versions are tags: the same only if they are written the same
     * @param texts whether what has no order is a version as well, the same only if it is written the same
     * @param parted what parts an owner and a name: {@code :}, {@code /}, {@code scope} for npm's; {@code -} for none
     */
    public record Ecosystem(
            String type,
            VersionScheme scheme,
            RangeSyntax syntax,
            Names names,
            boolean tags,
            boolean texts,
            String parted) {
        /** Whether a package can be called so; {@code *} stands for any characters, {@code **} for any with slashes in them. */
        public boolean isName(String name) {
            return names.isName(name) && (name.equals("*") || name.contains("**") || isParted(name));
        }

        private boolean isParted(String name) {
            int at = name.indexOf(parted.equals("scope") ? "/" : parted);
            boolean hasBoth = at > 0 && at < name.length() - 1;
            return switch (parted) {
                case "-" -> true;
                case "scope" -> name.startsWith("@") ? hasBoth && at > 1 : at < 0 || hasBoth && name.startsWith("*");
                default -> hasBoth;
            };
        }

        /** A name as all are spelt that mean the same package. */
        public String canonical(String name) {
            return names.canonical(name);
        }

        /** Whether a version is no tag but the digest of a commit (SHA-1 or SHA-256) or of an image, whatever number it may look like. */
        boolean isCommit(String version) {
            boolean isDigest = names == Names.IMAGE && version.startsWith(DIGEST);
            String plain = isDigest ? version.substring(DIGEST.length()) : version;
            return tags
                    && (plain.length() == 40 || plain.length() == 64)
                    && plain.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        }

        /** A version as it is compared: digits of a revision or a digest in small letters, all else as it is written. */
        public String canonicalVersion(String version) {
            String plain = version.substring(version.indexOf(':') + 1);
            boolean isRevision = tags
                    && plain.length() >= SHORTEST_REVISION
                    && plain.chars().allMatch(c -> Character.digit(c, 16) >= 0);
            return isRevision ? version.toLowerCase(Locale.ROOT) : version;
        }

        /** Whether a tag is one of an image that is set anew with each release: {@code latest}, which Docker takes for none, {@code 1.2}. */
        boolean isMovingTag(String version) {
            return names == Names.IMAGE && (version.equals(LATEST) || isNumbers(version));
        }

        private static boolean isNumbers(String version) {
            String plain = version.startsWith("v") ? version.substring(1) : version;
            return !plain.isEmpty()
                    && plain.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.')
                    && plain.chars().filter(c -> c == '.').count() < 2;
        }
    }

    /** How an ecosystem compares names. */
    public enum Names {
        EXACT,
        LOWER,
        PEP503,
        CRATE,
        IMAGE,
        /** Of a distribution the name alone: {@code debian/bash} is {@code bash}. */
        DISTRIBUTION,
        /** By a repository's address, of which each has many spellings. */
        REPOSITORY,
        /** Digests, by their length. */
        SHA256,
        SHA1,
        MD5,
        /** What people write, with spaces in it: any white space is one of them. */
        TEXT;

        /** Whether it can be a name at all; with {@code *} for any characters. */
        public boolean isName(String name) {
            return switch (this) {
                case SHA256 -> isHex(name, 64);
                case SHA1 -> isHex(name, 40);
                case MD5 -> isHex(name, 32);
                case TEXT -> name.chars().anyMatch(c -> c > ' ' && c != '*');
                case REPOSITORY -> name.chars().noneMatch(c -> c <= ' ') && Repository.hasHost(name);
                case EXACT, LOWER, PEP503, CRATE, IMAGE, DISTRIBUTION ->
                    name.chars().noneMatch(c -> c <= ' ');
            };
        }

        /** Whether names are digests of files. */
        public boolean isDigest() {
            return this == SHA256 || this == SHA1 || this == MD5;
        }

        /** Whether the name is all there is: of a digest and a text there are no versions. */
        public boolean hasNoVersions() {
            return isDigest() || this == TEXT;
        }

        /** What a name is of, for messages. */
        public String what() {
            return switch (this) {
                case SHA256 -> "SHA-256 in hexadecimal";
                case SHA1 -> "SHA-1 in hexadecimal";
                case MD5 -> "MD5 in hexadecimal";
                case TEXT -> "text that says anything";
                case REPOSITORY -> "address of a repository with its host";
                case EXACT, LOWER, PEP503, CRATE, IMAGE, DISTRIBUTION -> "name of a package";
            };
        }

        private static boolean isHex(String name, int digits) {
            return name.length() == digits && name.chars().allMatch(c -> Character.digit(c, 16) >= 0);
        }

        private static String text(String name) {
            StringBuilder out = new StringBuilder(name.length());
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                boolean isSpace = c <= ' ';
                if (!isSpace || out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                    out.append(isSpace ? ' ' : c);
                }
            }
            return out.toString().strip().toLowerCase(Locale.ROOT);
        }

        /** Spells a name as all are spelt that mean it. Linear. */
        String canonical(String name) {
            return switch (this) {
                case EXACT -> name;
                case LOWER, SHA256, SHA1, MD5 -> name.toLowerCase(Locale.ROOT);
                case TEXT -> text(name);
                case PEP503 -> pep503(name);
                case CRATE -> name.toLowerCase(Locale.ROOT).replace('_', '-');
                case DISTRIBUTION -> name.substring(name.lastIndexOf('/') + 1);
                case REPOSITORY -> Repository.key(name);
                case IMAGE -> image(name);
            };
        }

        /** Docker's own registry is meant where none is named, and its own images have a namespace that nobody writes. */
        private static String image(String name) {
            String plain = name;
            for (String registry : DOCKER_HUB) {
                plain = plain.startsWith(registry) ? plain.substring(registry.length()) : plain;
            }
            return plain.startsWith("library/") ? plain.substring("library/".length()) : plain;
        }

        private static String pep503(String name) {
            if (isPep503(name)) {
                return name;
            }
            StringBuilder out = new StringBuilder(name.length());
            char before = 0;
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                char d = c == '_' || c == '.' ? '-' : c;
                if (d != '-' || before != '-') {
                    out.append(d);
                }
                before = d;
            }
            return out.toString().toLowerCase(Locale.ROOT);
        }

        private static boolean isPep503(String name) {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                boolean isPlain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
                if (!isPlain && (c != '-' || i > 0 && name.charAt(i - 1) == '-')) {
                    return false;
                }
            }
            return true;
        }
    }

    static final String LATEST = "latest";

    private static final String DIGEST = "sha256:";

    /** As git cuts them off at least. */
    private static final int SHORTEST_REVISION = 7;

    /** Of a name: Docker Hardened Images. */
    private static final int MOST_WORDS = 3;

    private static final List<String> DOCKER_HUB =
            List.of("docker.io/", "index.docker.io/", "registry-1.docker.io/", "registry.hub.docker.com/");

    private final Map<String, Ecosystem> byType = new HashMap<>();
    private final Map<String, Ecosystem> byName = new HashMap<>();
    private final Set<String> elsewhere = new HashSet<>();

    private Ecosystems() {}

    /** Reads the table. */
    public static Ecosystems read() {
        Ecosystems all = new Ecosystems();
        for (List<String> row : Rows.read(Objects.requireNonNull(Ecosystems.class.getResource("ecosystems.tsv")), 7)) {
            VersionScheme scheme = VersionScheme.valueOf(row.get(2));
            Ecosystem ecosystem = new Ecosystem(
                    row.get(0),
                    scheme,
                    RangeSyntax.valueOf(row.get(3)),
                    Names.valueOf(row.get(4).toUpperCase(Locale.ROOT)),
                    row.get(5).equals("tag"),
                    !row.get(5).equals("version") || scheme == VersionScheme.NONE,
                    row.get(6));
            all.byType.put(ecosystem.type(), ecosystem);
            all.byName.put(ecosystem.type(), ecosystem);
            for (String name : Parts.of(row.get(1), ',')) {
                all.byName.put(name.toLowerCase(Locale.ROOT), ecosystem);
            }
        }
        for (List<String> row : Rows.read(Objects.requireNonNull(Ecosystems.class.getResource("elsewhere.tsv")), 2)) {
            all.elsewhere.add(row.getFirst().toLowerCase(Locale.ROOT));
        }
        return all;
    }

    /** By the type of a purl. */
    public Optional<Ecosystem> ofType(String type) {
        return Optional.ofNullable(byType.get(type));
    }

    /** By the type of a purl, or by the name that OSV or others have for it, in whatever case; {@code Debian:12} is Debian. */
    public Optional<Ecosystem> ofName(String name) {
        return Optional.ofNullable(byName.get(plain(name)));
    }

    /**
     * How much of a text that begins with the name of an ecosystem that name is: {@code GitHub Actions owner/name} has two words of it. The
     * first word where none is known.
     */
    public int nameEnd(String text) {
        int end = wordEnd(text, 0);
        int longest = end;
        for (int words = 2; words <= MOST_WORDS && end < text.length(); words++) {
            if (text.lastIndexOf(':', end) >= 0) {
                break; // behind a release there is no more of it
            }
            end = wordEnd(text, end + 1);
            String name = plain(text.substring(0, end));
            longest = byName.containsKey(name) || elsewhere.contains(name) ? end : longest;
        }
        return longest;
    }

    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != ' ' && text.charAt(at) != '\t') {
            at++;
        }
        return at;
    }

    /** Whether OSV calls one so that has nothing to compare here, which is known and no slip of the pen. */
    public boolean isElsewhere(String name) {
        return elsewhere.contains(plain(name));
    }

    private static String plain(String name) {
        int colon = name.indexOf(':');
        return (colon < 0 ? name : name.substring(0, colon)).strip().toLowerCase(Locale.ROOT);
    }
}
