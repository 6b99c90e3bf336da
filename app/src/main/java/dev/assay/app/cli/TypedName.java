package dev.assay.app.cli;

import dev.assay.detectors.name.Ecosystem;
import java.util.Optional;
import java.util.Set;

/**
 * A name as people type it and tools print it: {@code lodash@4}, {@code requests[socks]>=2; python_version<'3'}, {@code serde v1.0.1},
 * {@code rails (7.0.1)}, {@code group:artifact:1.0}. What stands beside a name is not part of it in any registry, so nobody has to take it off.
 *
 * @param name as written, without what stands beside it
 * @param version the one that is meant; empty if none is, or if there is a choice
 * @param range what else is asked for, as written; empty for nothing
 */
record TypedName(String name, String version, String range) {
    private static final String OPERATORS = "=<>!~";

    /** Of these a version of one or two numbers is a choice among more exact ones. */
    private static final Set<Ecosystem> OF_THREE_NUMBERS = Set.of(Ecosystem.NPM, Ecosystem.CARGO);

    /** Group, artifact, packaging, version and scope, as Maven prints them; a classifier makes six. */
    private static final int MOST_MAVEN_PARTS = 6;

    private TypedName(String name) {
        this(name, "", "");
    }

    /** Whether a name is written as for PyPI and nowhere else: {@code name==version}. */
    static boolean isOfPypi(String typed) {
        return typed.indexOf("==") > 0;
    }

    /**
     * The ecosystem whose names alone are made so: {@code host.tld/owner/repository} of Go, {@code org.group:artifact} of Maven. Nothing for what
     * several have, or none.
     */
    static Optional<Ecosystem> ecosystemOf(String typed) {
        int colon = typed.indexOf(':');
        int slash = typed.indexOf('/');
        int dot = typed.indexOf('.');
        if (dot <= 0) {
            return Optional.empty();
        }
        return slash > dot && colon < 0
                ? Optional.of(Ecosystem.GO)
                : colon > dot && slash < 0 ? Optional.of(Ecosystem.MAVEN) : Optional.empty();
    }

    /** As it is meant in an ecosystem. Linear. */
    static TypedName of(Ecosystem ecosystem, String typed) {
        String text = (typed.isBlank() ? typed : typed.strip())
                .replace("%40", "@")
                .replace("%2F", "/")
                .replace("%2f", "/"); // from a purl or an address
        if (ecosystem == Ecosystem.MAVEN) {
            return maven(text);
        }
        if (ecosystem == Ecosystem.PYPI && isRequirement(text)) {
            return requirement(text);
        }
        int space = text.indexOf(' ');
        if (space > 0) {
            return behind(ecosystem, text, space, text.substring(space + 1).strip());
        }
        int own = text.startsWith("@") ? text.indexOf('/') : 0; // a scope's own @ is part of the name
        int at = text.indexOf('@', own + 1);
        return own >= 0 && at > 0 && isRange(text.substring(at + 1))
                ? versioned(ecosystem, text.substring(0, at), text.substring(at + 1))
                : new TypedName(text);
    }

    private static boolean isRequirement(String text) {
        return text.indexOf('[') > 0 || text.chars().anyMatch(c -> OPERATORS.indexOf(c) >= 0);
    }

    /** Whether it asks for versions, and not for something that lies elsewhere, such as a repository, or is called otherwise. */
    private static boolean isRange(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c >= '0' && c <= '9'
                                || c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || ".-+_^~<>=*|,".indexOf(c) >= 0);
    }

    /** {@code name version}, {@code name (version)}. */
    private static TypedName behind(Ecosystem ecosystem, String text, int space, String rest) {
        String version = rest.startsWith("(") && rest.endsWith(")") ? rest.substring(1, rest.length() - 1) : rest;
        return isVersion(version) ? versioned(ecosystem, text.substring(0, space), version) : new TypedName(text);
    }

    /** Whether it is made as versions are: numbers, and what may stand with them. */
    private static boolean isVersion(String text) {
        int at = text.startsWith("v") ? 1 : 0;
        return at < text.length()
                && text.charAt(at) >= '0'
                && text.charAt(at) <= '9'
                && text.chars()
                        .allMatch(c -> c >= '0' && c <= '9'
                                || c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || ".-+_".indexOf(c) >= 0);
    }

    /** @param version one that is meant, or what is asked for; empty for nothing */
    static TypedName versioned(Ecosystem ecosystem, String name, String version) {
        boolean isOne = isVersion(version)
                && (!OF_THREE_NUMBERS.contains(ecosystem)
                        || version.chars().filter(c -> c == '.').count() >= 2);
        boolean isMarked = version.startsWith("v") && ecosystem != Ecosystem.GO;
        String plain = isOne && isMarked ? version.substring(1) : version;
        return isOne ? new TypedName(name, plain, "") : new TypedName(name, "", version);
    }

    /** PEP 508: extras, a version and a marker stand behind the name. */
    private static TypedName requirement(String text) {
        int marker = text.indexOf(';');
        String whole = (marker < 0 ? text : text.substring(0, marker)).strip();
        int end = 0;
        while (end < whole.length()
                && OPERATORS.indexOf(whole.charAt(end)) < 0
                && "[( ".indexOf(whole.charAt(end)) < 0) {
            end++;
        }
        String name = whole.substring(0, end);
        String rest = whole.substring(end).strip();
        if (rest.startsWith("[")) {
            rest = rest.substring(rest.indexOf(']') + 1).strip();
        }
        boolean isAsked = rest.isEmpty() || rest.startsWith("(") || OPERATORS.indexOf(rest.charAt(0)) >= 0;
        if (name.isEmpty() || !isAsked) {
            return new TypedName(text);
        }
        int at = rest.startsWith("===") ? 3 : rest.startsWith("==") ? 2 : -1;
        String version = at < 0 ? "" : rest.substring(at).strip();
        return isVersion(version) ? new TypedName(name, version, "") : new TypedName(name, "", rest);
    }

    /** As Maven and Gradle print it: the version is the last, or stands in front of a scope. */
    private static TypedName maven(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length < 3 || parts.length > MOST_MAVEN_PARTS) {
            return new TypedName(text);
        }
        String last = parts[parts.length - 1];
        String version = isVersion(last) || parts.length < 5 ? last : parts[parts.length - 2];
        return versioned(Ecosystem.MAVEN, parts[0] + ':' + parts[1], version);
    }
}
