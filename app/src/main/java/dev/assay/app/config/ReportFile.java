package dev.assay.app.config;

import dev.assay.engine.report.Location;
import dev.assay.engine.report.Occurrences;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads an earlier report, JSON or JSONL, entry by entry: findings, what was suppressed, assets, gaps. Whatever else is in the
 * file is skipped without being kept. A file that is no report of Assay or breaks off is refused with its name, the line and the
 * column.
 */
public final class ReportFile {
    private static final int DEEPEST = 32;
    private static final int MOST_ARGUMENTS = 1000;
    private static final int LONGEST_STRING = 16 << 20;

    /** The arrays of a report, and what a line of each is called. */
    private static final Map<String, String> TYPES =
            Map.of("findings", "finding", "gaps", "gap", "suppressed", "suppressed", "cryptoAssets", "cryptoAsset");

    private final String name;
    private final JsonParser json;
    private final Visitor visitor;
    private boolean ended;
    private final List<String> arguments = new ArrayList<>();

    private ReportFile(String name, JsonParser json, Visitor visitor) {
        this.name = name;
        this.json = json;
        this.visitor = visitor;
    }

    /**
     * An entry of a report.
     *
     * @param type finding, gap, suppressed or cryptoAsset
     * @param fields its texts by name; {@code location} and {@code parameters} as one text each, {@code place} as the location within
     *     the target, {@code bytes} and {@code repository} as {@link Occurrences} gives them, {@code at} as the place within these bytes
     */
    public record Entry(String type, Map<String, String> fields) {
        /** Empty if the entry has none. */
        public String field(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /** Takes entries in the order of the file. */
    public interface Visitor {
        /**
         * Takes one.
         *
         * @param failure makes an exception that names the place of the entry's fingerprint
         * @throws IOException to refuse the file
         */
        void entry(Entry entry, Failure failure) throws IOException;
    }

    /** What is wrong, with the place in front. */
    public interface Failure {
        IOException because(String reason);
    }

    /**
     * Reads all of it.
     *
     * @param name of the file, for messages
     * @return whether the report's end is there; one without was cut off
     * @throws IOException with a message for the user, if it cannot be read or is no report
     */
    public static boolean read(String name, InputStream in, Visitor visitor) throws IOException {
        return readAll(name, in, visitor).ended;
    }

    private static ReportFile readAll(String name, InputStream in, Visitor visitor) throws IOException {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(LONGEST_STRING)
                        .build())
                .build();
        try (JsonParser json = factory.createParser(ObjectReadContext.empty(), in)) {
            ReportFile file = new ReportFile(name, json, visitor);
            file.reportOrFailure();
            return file;
        } catch (JacksonIOException e) { // a parser reads as soon as it is made
            throw new IOException(name + ": cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * The options that the scan of a report was given, as far as it says so; reads all of it.
     *
     * @throws IOException as of {@link #read}
     */
    public static List<String> arguments(String name, InputStream in) throws IOException {
        return readAll(name, in, (_, _) -> {}).arguments;
    }

    private void reportOrFailure() throws IOException {
        try {
            report();
        } catch (JacksonIOException e) {
            throw e; // the file cannot be read, whatever is in it
        } catch (JacksonException e) {
            // Where a limit is exceeded the exception has no place of its own.
            TokenStreamLocation where = e.getLocation();
            throw new IOException(at(where == null ? json.currentLocation() : where) + e.getOriginalMessage(), e);
        }
    }

    private void report() throws IOException {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw new IOException(name + ": is empty; a report is what --format json or jsonl writes");
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
        String type = "";
        TokenStreamLocation fingerprintAt = begin;
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            JsonToken value = json.nextToken();
            switch (field) {
                case "schemaVersion" -> {
                    version(string(value, field));
                    known = true;
                }
                case "type" -> {
                    type = string(value, field);
                    known |= switch (type) {
                        case "cryptoAsset", "dependency", "finding", "gap", "model", "program", "suppressed" -> true;
                        default -> false;
                    };
                }
                case "arguments" -> arguments(value);
                case "findings", "gaps", "suppressed", "cryptoAssets" -> elements(value, field);
                case "verdict" -> {
                    ended = true;
                    json.skipChildren();
                }
                case "fingerprint" -> {
                    fingerprintAt = json.currentTokenLocation();
                    String fingerprint = string(value, field);
                    if (!fingerprint.isEmpty()) {
                        fields.put(field, fingerprint);
                    }
                }
                case "runs" -> throw failure("this is SARIF; a report is what --format json or jsonl writes");
                default -> field(field, value, fields);
            }
        }
        if (!known) {
            throw new IOException(at(begin) + "not a report of Assay: neither schemaVersion nor type");
        }
        if (TYPES.containsValue(type)) {
            visitor.entry(new Entry(type, fields), failureAt(fingerprintAt));
        }
    }

    private void arguments(JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            throw failure("arguments is not an array");
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (arguments.size() == MOST_ARGUMENTS) {
                throw failure("more than " + MOST_ARGUMENTS + " arguments");
            }
            arguments.add(string(json.currentToken(), "an element of arguments"));
        }
    }

    private void elements(JsonToken value, String array) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            throw failure(array + " is not an array");
        }
        String type = TYPES.getOrDefault(array, array);
        while (json.nextToken() != JsonToken.END_ARRAY) {
            object(json.currentToken(), "an element of " + array);
            TokenStreamLocation fingerprintAt = json.currentTokenLocation();
            Map<String, String> fields = new HashMap<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken inner = json.nextToken();
                if (name.equals("fingerprint")) {
                    fingerprintAt = json.currentTokenLocation();
                    fields.put(name, string(inner, name));
                } else {
                    field(name, inner, fields);
                }
            }
            visitor.entry(new Entry(type, fields), failureAt(fingerprintAt));
        }
    }

    private void field(String name, JsonToken value, Map<String, String> into) {
        if (value == JsonToken.VALUE_STRING) {
            into.put(name, json.getString());
        } else if (value == JsonToken.START_OBJECT && name.equals("location")) {
            location(into);
        } else if (value == JsonToken.START_OBJECT && name.equals("parameters")) {
            into.put(name, parameters());
        } else {
            json.skipChildren();
        }
    }

    /** As {@link Location} prints it, and as a {@code place} what of it does not depend on how the target was given. */
    private void location(Map<String, String> into) {
        Map<String, String> texts = new HashMap<>();
        List<String> entries = new ArrayList<>();
        Map<String, Integer> numbers = new HashMap<>();
        long offsetBytes = -1;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            if (value == JsonToken.VALUE_STRING) {
                texts.put(name, json.getString());
            } else if (value == JsonToken.VALUE_NUMBER_INT) {
                long number = json.getLongValue();
                offsetBytes = name.equals("offset") ? number : offsetBytes;
                numbers.put(name, Math.clamp(number, 0, Integer.MAX_VALUE));
            } else if (value == JsonToken.START_ARRAY && name.equals("entry")) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    entries.add(String.valueOf(json.getValueAsString()));
                    json.skipChildren();
                }
            } else {
                json.skipChildren();
            }
        }
        Location at = new Location(
                texts.getOrDefault("target", ""),
                texts.getOrDefault("path", ""),
                entries,
                offsetBytes,
                numbers.getOrDefault("line", 0),
                numbers.getOrDefault("column", 0));
        into.put("location", at.toString());
        into.put("repository", Occurrences.repository(at.target()));
        into.put("bytes", Occurrences.place(at));
        into.put("at", at.offsetBytes() + ":" + at.line() + ":" + at.column());
        into.put("place", at.path() + "!" + String.join("!", entries));
    }

    private String parameters() {
        Map<String, String> parameters = new TreeMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.VALUE_STRING) {
                parameters.put(name, json.getString());
            }
            json.skipChildren();
        }
        List<String> parts = new ArrayList<>();
        parameters.forEach((key, value) -> parts.add(key + "=" + value));
        return String.join(" ", parts);
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
        return failureAt(json.currentTokenLocation()).because(reason);
    }

    private Failure failureAt(TokenStreamLocation where) {
        return reason -> new IOException(at(where) + reason);
    }

    private String at(TokenStreamLocation where) {
        return where.getLineNr() < 1 ? name + ": " : name + ":" + where.getLineNr() + ":" + where.getColumnNr() + ": ";
    }
}
