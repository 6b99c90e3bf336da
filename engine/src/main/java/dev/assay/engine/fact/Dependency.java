package dev.assay.engine.fact;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A package that a manifest, a lockfile or a bill of materials names. One fact for each mention: what two places of a file name is
 * there twice. Says what is written, never whether that is good. Immutable; texts are bounded by who makes it, and hold no
 * credentials.
 *
 * @param coordinates which package; of a renamed one the real one
 * @param alias by what name the project has it, where that is another; else empty
 * @param version the one version that the file says is taken; empty where it leaves a choice
 * @param range what is asked for, as written; empty where nothing is, as in most lockfiles
 * @param relation how it comes to be there
 * @param scope what it is needed for
 * @param path the shortest way to it from the project, as {@code name@version} of each package on it, first the direct dependency,
 *     last the one that asks for it; empty where the project itself asks and where the file does not tell; at most {@link #MOST_PATH} steps,
 *     of which the middle one is {@link #LEFT_OUT} where there are more
 * @param dependents how many packages of the same file ask for it; the project counts as one; 0 where the file does not tell
 * @param origin where it is taken from
 * @param integrity a digest as the file has it, such as {@code sha512-...}; of several the first; empty if there is none
 * @param licence as the file has it, of SPDX or of its author's own words; empty where it says none
 * @param offsetBytes where it stands
 * @param line from 1, or 0 where lines make no sense
 */
public record Dependency(
        Coordinates coordinates,
        String alias,
        String version,
        String range,
        Relation relation,
        Scope scope,
        List<String> path,
        int dependents,
        Origin origin,
        String integrity,
        String licence,
        long offsetBytes,
        int line)
        implements Fact {
    /** Of rules that judge these. */
    public static final Set<String> FAMILIES = Set.of("package", "indicator");

    /** Steps of a path. */
    public static final int MOST_PATH = 16;

    /** Stands for the steps of a path that are left out. */
    public static final String LEFT_OUT = "...";

    public Dependency {
        path = List.copyOf(path);
    }

    /** Of which no licence is told. */
    public Dependency(
            Coordinates coordinates,
            String alias,
            String version,
            String range,
            Relation relation,
            Scope scope,
            List<String> path,
            int dependents,
            Origin origin,
            String integrity,
            long offsetBytes,
            int line) {
        this(
                coordinates,
                alias,
                version,
                range,
                relation,
                scope,
                path,
                dependents,
                origin,
                integrity,
                "",
                offsetBytes,
                line);
    }

    /**
     * The purl, with where it is from if that is no registry, or if registries share names: what has another origin is another
     * package, whatever it is called.
     */
    public String purl() {
        String purl = coordinates.purl(version);
        boolean isBeside = origin.kind() == Origin.Kind.PATH || origin.kind() == Origin.Kind.WORKSPACE;
        if (origin.address().isEmpty() && !isBeside) {
            return purl;
        }
        return switch (origin.kind()) {
            case REGISTRY ->
                coordinates.ecosystem().equals("docker") ? qualified(purl, "repository_url=", origin.address()) : purl;
            case GIT -> qualified(purl, "vcs_url=", origin.gitAddress());
            case URL -> qualified(purl, "download_url=", origin.address());
            case PATH, WORKSPACE -> // a folder of the project, and none of the registry's, whatever its name is
                qualified(purl, "download_url=file:", origin.address().isEmpty() ? "." : origin.address());
        };
    }

    private static String qualified(String purl, String qualifier, String value) {
        StringBuilder all = new StringBuilder(purl).append('?').append(qualifier);
        Coordinates.encode(value, true, all);
        return all.toString();
    }

    /**
     * Which package, in the words of a purl (ECMA-427).
     *
     * @param ecosystem the purl's type: {@code npm}, {@code pypi}, {@code maven}, {@code golang}, {@code docker} ...; lower case
     * @param namespace what stands in front of the name: {@code @scope}, a group, {@code github.com/owner}; often empty
     * @param name as written, in the ecosystem's normal form where it has one that nobody disputes (PEP 503)
     */
    public record Coordinates(String ecosystem, String namespace, String name) {
        /** The namespace and the name as people write them. */
        public String full() {
            return namespace.isEmpty() ? name : namespace + (ecosystem.equals("maven") ? ":" : "/") + name;
        }

        /** The purl; without a version if that is empty. */
        public String purl(String version) {
            StringBuilder purl = new StringBuilder("pkg:").append(ecosystem).append('/');
            if (!namespace.isEmpty()) {
                encode(namespace, true, purl);
                purl.append('/');
            }
            encode(name, false, purl);
            if (!version.isEmpty()) {
                purl.append('@');
                encode(version, false, purl);
            }
            return purl.toString();
        }

        private static void encode(String text, boolean slashes, StringBuilder purl) {
            for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
                int c = b & 0xff;
                boolean plain = c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || c >= '0' && c <= '9'
                        || ".-_~:".indexOf(c) >= 0
                        || slashes && c == '/';
                if (plain) {
                    purl.append((char) c);
                } else {
                    purl.append('%')
                            .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                            .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
                }
            }
        }
    }

    /** How a package comes to be there. */
    public enum Relation {
        /** The project asks for it. */
        DIRECT,
        /** Something that the project asks for does. */
        TRANSITIVE,
        /** One of the two: the file does not tell. */
        UNKNOWN,
        /** The bytes are, or describe, this very package, such as the metadata of a wheel. */
        SELF,
        /** Says of it what holds if somebody asks for it: constraints, overrides, managed versions. Nobody asks here. */
        CONSTRAINT;

        /** As it stands in reports. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a package is needed for. */
    public enum Scope {
        /** What the project runs with; also where the file knows no scopes. */
        RUNTIME,
        /** For work on the project only. */
        DEVELOPMENT,
        /** Wanted, but not needed: by a platform, an extra, a feature. */
        OPTIONAL,
        /** To be brought by whoever uses the project. */
        PEER,
        /** To build it. */
        BUILD,
        /** To test it. */
        TEST,
        /** There when it runs without being part of it. */
        PROVIDED;

        /** As it stands in reports. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where a package is taken from.
     *
     * @param address as written, without credentials and query: a registry's or an archive's address, that of a repository with
     *     {@code #revision}, a path; empty where the file does not tell
     * @param source the repository with {@code #revision} that a registry's package was made of, as the file has it; empty where it does not tell
     */
    public record Origin(Kind kind, String address, String source) {
        /** The ecosystem's registry, whichever that is. */
        public static final Origin DEFAULT = new Origin(Kind.REGISTRY, "");

        /** Of which no source is told. */
        public Origin(Kind kind, String address) {
            this(kind, address, "");
        }

        /** The address of a repository as SPDX and purl write it: {@code git+https://host/path@revision}. */
        public String gitAddress() {
            String told = address.startsWith("git+") ? address : "git+" + address;
            int revision = told.lastIndexOf('#');
            return revision < 0 ? told : told.substring(0, revision) + "@" + told.substring(revision + 1);
        }

        /** What the address is. */
        public enum Kind {
            REGISTRY,
            /** A file at an address of its own. */
            URL,
            GIT,
            /** A file or a folder beside the project. */
            PATH,
            /** A part of the project itself. */
            WORKSPACE;

            /** As it stands in reports. */
            public String id() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }
}
