package dev.assay.connectors.s3;

import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * One profile of the two files that AWS's tools share: {@code credentials}, with sections {@code [name]}, and
 * {@code config}, with sections {@code [profile name]} and settings of one service beneath it.
 */
final class Profile {
    static final String DEFAULT = "default";
    private static final long MOST_BYTES = 1 << 20;

    private final Map<String, String> credentials;
    private final Map<String, String> config;
    private final Map<String, String> services;

    private Profile(Map<String, String> credentials, Map<String, String> config, Map<String, String> services) {
        this.credentials = credentials;
        this.config = config;
        this.services = services;
    }

    /** Whatever the files have for a profile; nothing is no fault. */
    static Profile read(String name, Map<String, String> environment, Path home) throws IOException {
        Map<String, Map<String, String>> credentials =
                sections(file(environment, home, "AWS_SHARED_CREDENTIALS_FILE", "credentials"));
        Map<String, Map<String, String>> config = sections(file(environment, home, "AWS_CONFIG_FILE", "config"));
        Map<String, String> named = config.getOrDefault("profile " + name, Map.of());
        Map<String, String> own =
                named.isEmpty() && name.equals(DEFAULT) ? config.getOrDefault(DEFAULT, Map.of()) : named;
        Map<String, String> services = config.getOrDefault("services " + own.getOrDefault("services", ""), Map.of());
        return new Profile(credentials.getOrDefault(name, Map.of()), own, services);
    }

    boolean isEmpty() {
        return credentials.isEmpty() && config.isEmpty();
    }

    /** A setting, the credentials' file first; else an empty text. */
    String value(String key) {
        return credentials.getOrDefault(key, config.getOrDefault(key, ""));
    }

    /** Of the section for services that the profile names, what is for S3. */
    String service(String key) {
        return services.getOrDefault("s3." + key, "");
    }

    private static Path file(Map<String, String> environment, Path home, String variable, String name) {
        String named = environment.getOrDefault(variable, "");
        if (named.startsWith("~/")) {
            return home.resolve(named.substring(2));
        }
        return named.isEmpty() ? home.resolve(".aws").resolve(name) : Path.of(named);
    }

    private static Map<String, Map<String, String>> sections(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Map.of();
        }
        if (!Files.isReadable(file) || Files.size(file) > MOST_BYTES) {
            throw new UnreachableException("the file of AWS profiles " + file + " cannot be read, or is too large");
        }
        return sections(Files.readString(file, StandardCharsets.ISO_8859_1));
    }

    /** Settings by section. One that is indented belongs to the setting above it, as in {@code s3.addressing_style}. */
    static Map<String, Map<String, String>> sections(String text) {
        Map<String, Map<String, String>> sections = new HashMap<>();
        Map<String, String> section = new HashMap<>(); // what stands before the first section is in none
        String outer = "";
        for (String raw : text.lines().toList()) {
            String line = raw.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
                continue;
            }
            int equals = line.indexOf('=');
            if (line.startsWith("[")) {
                section = sections.computeIfAbsent(name(line), _ -> new HashMap<>());
                outer = "";
            } else if (equals > 0) {
                String key = line.substring(0, equals).strip();
                boolean nested = Character.isWhitespace(raw.charAt(0));
                if (!nested) {
                    outer = key;
                }
                section.put(
                        nested ? outer + "." + key : key,
                        line.substring(equals + 1).strip());
            }
        }
        return sections;
    }

    /** {@code [profile "two words"]} is the section {@code profile two words}. */
    private static String name(String line) {
        int end = line.indexOf(']');
        String inner = line.substring(1, end < 0 ? line.length() : end)
                .replace("\"", "")
                .replace("'", "");
        return String.join(" ", inner.strip().split("\\s+", -1));
    }
}
