package dev.assay.app.config;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads the fingerprints of an earlier report, JSON or JSONL: of its findings, and of what its own baseline suppressed,
 * so that the newest report is always enough. Whatever else is in the file is skipped without being kept.
 *
 * <p>A file that is no report of Assay, breaks off, or holds too much is refused with its name, the line and the column:
 * a baseline that is only half read would make old findings new.
 */
public final class BaselineFile {
    /** About 100 MB of memory, and a report of 1 GB. */
    private static final int MOST_FINGERPRINTS = 1_000_000;

    private static final int LONGEST_FINGERPRINT = 128;
    private static final int DEEPEST = 32;
    private static final int LONGEST_STRING = 16 << 20;

    private final String name;
    private final JsonParser json;
    private final Set<String> fingerprints = new HashSet<>();

    private BaselineFile(String name, JsonParser json) {
        this.name = name;
        this.json = json;
    }

    /** @throws IOException with a message for the user, if it cannot be read or is no report */
    public static Set<String> read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in);
        } catch (NoSuchFileException e) {
            FileNotFoundException missing = new FileNotFoundException(file + ": no such file");
            missing.initCause(e);
            throw missing;
        }
    }

    static Set<String> read(String name, InputStream in) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(LONGEST_STRING)
                        .build())
                .build();
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), in)) {
            BaselineFile file = new BaselineFile(name, json);
            file.reportOrFailure();
            return file.fingerprints;
        }
    }

    private void reportOrFailure() throws IOException {
        try {
            report();
        } catch (JacksonException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            // Where a limit is exceeded the exception has no place of its own.
            TokenStreamLocation where = e.getLocation();
            throw new IOException(at(name, where == null ? json.currentLocation() : where) + e.getOriginalMessage(), e);
        }
    }

    private void report() throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw new IOException(name + ": is empty; a baseline is an earlier report (--format json or jsonl)");
        }
        for (; token != null; token = json.nextToken()) {
            object(token, "a report");
            root();
        }
    }

    /** A whole report, or a line of one. */
    private void root() throws IOException {
        TokenStreamLocation begin = json.currentTokenLocation();
        boolean known = false;
        String fingerprint = "";
        TokenStreamLocation fingerprintAt = begin;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "schemaVersion" -> {
                    version(string(value, field));
                    known = true;
                }
                case "type" -> {
                    String type = string(value, field);
                    known |= switch (type) {
                        case "cryptoAsset", "finding", "gap", "model", "program", "suppressed" -> true;
                        default -> false;
                    };
                }
                case "findings", "suppressed" -> elements(value, field);
                case "fingerprint" -> {
                    fingerprintAt = json.currentTokenLocation();
                    fingerprint = string(value, field);
                }
                case "runs" -> throw failure("this is SARIF; a baseline is a report in --format json or jsonl");
                default -> json.skipChildren();
            }
        }
        if (!known) {
            throw new IOException(at(name, begin) + "not a report of Assay: neither schemaVersion nor type");
        }
        if (!fingerprint.isEmpty()) {
            add(fingerprint, fingerprintAt);
        }
    }

    private void elements(JsonToken value, String field) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            throw failure(field + " is not an array");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            object(json.currentToken(), "an element of " + field);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken inner = json.nextToken();
                if (name.equals("fingerprint")) {
                    add(string(inner, name), json.currentTokenLocation());
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private void add(String fingerprint, TokenStreamLocation where) throws IOException {
        if (fingerprint.isEmpty() || fingerprint.length() > LONGEST_FINGERPRINT) {
            throw new IOException(at(name, where) + "not a fingerprint: " + fingerprint.length() + " characters");
        }
        if (fingerprints.size() == MOST_FINGERPRINTS && !fingerprints.contains(fingerprint)) {
            throw new IOException(at(name, where) + "more than " + MOST_FINGERPRINTS + " fingerprints");
        }
        fingerprints.add(fingerprint);
    }

    private void version(String version) throws IOException {
        if (!version.startsWith("1.")) {
            throw failure(
                    "schema version " + (version.length() > 20 ? "too long" : version) + "; this Assay reads 1.x");
        }
    }

    private void object(JsonToken token, String what) throws IOException {
        if (token != JsonToken.START_OBJECT) {
            throw failure(what + " is not an object");
        }
    }

    private String string(JsonToken value, String field) throws IOException {
        if (value != JsonToken.VALUE_STRING) {
            throw failure(field + " is not a string");
        }
        return json.getString();
    }

    private IOException failure(String reason) {
        return new IOException(at(name, json.currentTokenLocation()) + reason);
    }

    private static String at(String name, TokenStreamLocation where) {
        return where.getLineNr() < 1 ? name + ": " : name + ":" + where.getLineNr() + ":" + where.getColumnNr() + ": ";
    }
}
