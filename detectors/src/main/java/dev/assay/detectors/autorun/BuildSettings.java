package dev.assay.detectors.autorun;

import dev.assay.engine.fact.Anomaly;
import dev.assay.engine.fact.Dependency;
import dev.assay.engine.fact.Dependency.Coordinates;
import dev.assay.engine.fact.Dependency.Origin;
import dev.assay.engine.fact.Dependency.Relation;
import dev.assay.engine.text.Masked;
import dev.assay.engine.text.Parts;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a build with Gradle or Maven that make it run something else than the project: what a wrapper downloads and starts
 * (docs.gradle.org/current/userguide/gradle_wrapper.html, maven.apache.org/tools/wrapper), and what the virtual machine loads beside it
 * ({@code .mvn/jvm.config}, {@code .mvn/maven.config}, {@code gradle.properties}).
 */
final class BuildSettings {
    private static final int MOST_SHOWN = 200;

    /**
     * What a wrapper fetches.
     *
     * @param digest the setting that has its digest
     */
    private record Fetched(String address, String digest) {}

    private static final List<Fetched> FETCHED = List.of(
            new Fetched("distributionUrl", "distributionSha256Sum"), new Fetched("wrapperUrl", "wrapperSha256Sum"));

    /** Where the projects themselves have them. */
    private static final Set<String> OWN_HOSTS = Set.of(
            "services.gradle.org",
            "downloads.gradle.org",
            "repo.maven.apache.org",
            "repo1.maven.org",
            "archive.apache.org",
            "dlcdn.apache.org",
            "downloads.apache.org");

    /** Options that load code, and those that the virtual machine itself comes with. */
    private static final List<String> LOADS =
            List.of("-javaagent:", "-agentpath:", "-agentlib:", "-Xbootclasspath", "-Dmaven.ext.class.path=");

    private static final List<String> BUILT_IN = List.of("-agentlib:jdwp", "-agentlib:hprof");

    /** Options whose value is a command. */
    private static final List<String> RUNS = List.of("-XX:OnError=", "-XX:OnOutOfMemoryError=");

    private static final String GRADLE_OPTIONS = "org.gradle.jvmargs";

    private BuildSettings() {}

    /** A value, with the place of its line. */
    private record Value(String text, long offsetBytes) {}

    static void wrapper(Content content) {
        Map<String, Value> settings = properties(content);
        for (Fetched each : FETCHED) {
            Value address = settings.get(each.address());
            if (address != null && !address.text().isEmpty()) {
                Value digest = settings.get(each.digest());
                fetched(address, digest == null ? "" : digest.text(), content);
            }
        }
    }

    private static void fetched(Value address, String digest, Content content) {
        String shown = Parts.first(Masked.of(address.text()), MOST_SHOWN);
        URI uri = uri(address.text());
        String scheme =
                uri == null || uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri == null || uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        distribution(address, shown, digest, content);
        if (host.isEmpty() || !digest.isEmpty()) {
            return; // beside the file, or compared with its digest
        }
        boolean isOwn = OWN_HOSTS.contains(host);
        boolean isNumber = host.startsWith("[") || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
        if (isNumber || scheme.equals("http") && !isOwn) {
            tell("indicator/wrapper-from-anywhere", shown, address.offsetBytes(), content);
        } else if (!isOwn || scheme.equals("http")) {
            tell("indicator/wrapper-from-elsewhere", shown, address.offsetBytes(), content);
        }
    }

    private static @Nullable URI uri(String address) {
        try {
            return new URI(address);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** {@code gradle-8.10-bin.zip}, {@code apache-maven-3.9.9-bin.zip}: a package that the build asks for. */
    private static void distribution(Value address, String shown, String digest, Content content) {
        String file = shown.substring(shown.lastIndexOf('/') + 1);
        int dash = 0;
        while (dash >= 0 && dash + 1 < file.length() && !Character.isDigit(file.charAt(dash + 1))) {
            dash = file.indexOf('-', dash + 1);
        }
        if (dash <= 0 || dash + 1 >= file.length()) {
            return;
        }
        String rest = file.substring(dash + 1);
        for (String end : List.of(".zip", ".jar", ".tar.gz", "-bin", "-all")) {
            rest = rest.endsWith(end) ? rest.substring(0, rest.length() - end.length()) : rest;
        }
        content.out()
                .fact(new Dependency(
                        new Coordinates("generic", "", file.substring(0, dash)),
                        "",
                        rest,
                        "",
                        Relation.DIRECT,
                        Dependency.Scope.BUILD,
                        List.of(),
                        1,
                        new Origin(Origin.Kind.URL, shown, ""),
                        digest.isEmpty() ? "" : "sha256:" + Parts.first(digest, MOST_SHOWN),
                        address.offsetBytes(),
                        content.line(address.offsetBytes())));
    }

    /** Options, one or several a line. */
    static void options(Content content) {
        long at = 0;
        for (String line : content.text().lines().toList()) {
            if (!line.startsWith("#")) {
                options("maven", line, at, content);
            }
            at += line.length() + 1;
        }
    }

    static void gradle(Content content) {
        Value options = properties(content).get(GRADLE_OPTIONS);
        if (options != null) {
            options("gradle", options.text(), options.offsetBytes(), content);
        }
    }

    private static void options(String tool, String line, long at, Content content) {
        for (String option : CommandLine.words(line)) {
            boolean isBuiltIn = BUILT_IN.stream().anyMatch(option::startsWith);
            if (!isBuiltIn && LOADS.stream().anyMatch(option::startsWith)) {
                tell("indicator/build-loads-code", Parts.first(Masked.of(option), MOST_SHOWN), at, content);
            }
            for (String run : RUNS) {
                if (option.startsWith(run)) {
                    content.command(tool, "settings", option.substring(run.length()), at);
                }
            }
        }
    }

    private static void tell(String rule, String detail, long at, Content content) {
        content.out().fact(new Anomaly(rule, detail, at));
    }

    /** As Java reads them: the last of a key counts, and a line may go on. */
    private static Map<String, Value> properties(Content content) {
        Map<String, Value> properties = new HashMap<>();
        StringBuilder logical = new StringBuilder();
        long start = 0;
        long at = 0;
        for (String line : content.text().lines().toList()) {
            String stripped = line.stripLeading();
            boolean isComment = logical.isEmpty() && (stripped.startsWith("#") || stripped.startsWith("!"));
            if (!isComment) {
                start = logical.isEmpty() ? at : start;
                boolean goesOn = goesOn(stripped);
                logical.append(goesOn ? stripped.substring(0, stripped.length() - 1) : stripped);
                if (!goesOn) {
                    property(logical.toString(), start, properties);
                    logical.setLength(0);
                }
            }
            at += line.length() + 1;
        }
        property(logical.toString(), start, properties);
        return properties;
    }

    private static boolean goesOn(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private static void property(String line, long at, Map<String, Value> properties) {
        int end = 0;
        while (end < line.length() && "=: \t".indexOf(line.charAt(end)) < 0) {
            end++;
        }
        String value = line.substring(end).strip();
        if (value.startsWith("=") || value.startsWith(":")) {
            value = value.substring(1).strip();
        }
        properties.put(line.substring(0, end), new Value(unescaped(value), at));
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                c = value.charAt(++i);
                if (c == 'u' && i + 4 < value.length()) {
                    int code = hexadecimal(value, i + 1);
                    c = code < 0 ? c : (char) code;
                    i += code < 0 ? 0 : 4;
                }
            }
            plain.append(c);
        }
        return plain.toString();
    }

    /** Four digits; -1 where they are none. */
    private static int hexadecimal(String text, int at) {
        int code = 0;
        for (int i = at; i < at + 4; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            code = 16 * code + digit;
        }
        return code;
    }
}
