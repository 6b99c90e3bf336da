package dev.assay.connectors.github;

import dev.assay.connectors.remote.AskAgainException;
import dev.assay.connectors.remote.Body;
import dev.assay.connectors.remote.Json;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a query of GraphQL: what was asked for, and why parts of it are not there. Its status is 200 whatever happened, so
 * refusals and failures of the server are told by its errors.
 *
 * @param errors why something is not there
 */
record GraphAnswer<T>(T data, List<Trouble> errors) {
    private static final List<String> FAILURES = List.of("Something went wrong", "timeout", "timed out", "Timeout");

    /** Reads the fields of {@code data}. Called once for each attempt: what it returns is of that attempt only. */
    @FunctionalInterface
    interface Data<T> {
        /** @param data the first token of its object; whatever is left of it is passed over */
        T read(Json json, Token data) throws IOException;
    }

    /**
     * An error.
     *
     * @param type such as {@code NOT_FOUND}; empty if it has none
     * @param part the field of the query that it is about, as the answer names it; empty if it is about all
     */
    record Trouble(String type, String message, String part) {
        /** What it means; what it says beside that is not repeated. */
        String meaning() {
            return GraphAnswer.meaning(type);
        }
    }

    /** Why what was asked for is not there at all. */
    String meaning() {
        return errors.isEmpty() ? meaning("NOT_FOUND") : errors.getFirst().meaning();
    }

    /**
     * Reads an answer.
     *
     * @param wait how long to wait after a refusal for the number of requests
     * @throws AskAgainException if it is none yet
     */
    static <T> GraphAnswer<T> read(Body body, int mostTextBytes, Data<T> reading, Supplier<Duration> wait)
            throws IOException {
        List<T> data = new ArrayList<>(1);
        List<Trouble> troubles = new ArrayList<>(0);
        try (ByteReader reader = body.reader()) {
            Json json = new Json(reader, mostTextBytes);
            json.whole((name, value) -> {
                if (name.equals("data") && value == Token.BEGIN_OBJECT && data.isEmpty()) {
                    data.add(reading.read(json, value));
                } else if (name.equals("errors")) {
                    json.array(value, each -> troubles.add(trouble(json, each)));
                }
            });
        }
        check(body, troubles, wait);
        if (data.isEmpty()) {
            MalformedException.check(!troubles.isEmpty(), 0, "an answer without data");
            throw refused(body, troubles.getFirst().type());
        }
        return new GraphAnswer<>(data.getFirst(), troubles);
    }

    private static Trouble trouble(Json json, Token first) throws IOException {
        String[] said = {"", "", ""};
        json.object(first, (name, value) -> {
            switch (name) {
                case "type" -> said[0] = json.text(value);
                case "message" -> said[1] = json.text(value);
                case "path" -> json.array(value, step -> said[2] = said[2].isEmpty() ? json.text(step) : said[2]);
                default -> {}
            }
        });
        return new Trouble(said[0], said[1], said[2]);
    }

    private static void check(Body body, List<Trouble> troubles, Supplier<Duration> wait) throws AskAgainException {
        String host = body.answer().url().host();
        for (Trouble trouble : troubles) {
            if (trouble.type().equals("RATE_LIMITED") || trouble.message().contains("rate limit")) {
                throw new AskAgainException(host + " wants fewer requests", wait.get());
            }
            if (trouble.type().isEmpty() && FAILURES.stream().anyMatch(trouble.message()::contains)) {
                throw new AskAgainException(host + " has a problem of its own", Duration.ZERO);
            }
        }
    }

    private static UnreachableException refused(Body body, String type) {
        return new UnreachableException(body.answer().url().host() + " " + meaning(type));
    }

    private static String meaning(@Nullable String type) {
        return switch (type == null ? "" : type) {
            case "NOT_FOUND" -> "has nothing of that name, or not for this token";
            case "FORBIDDEN", "INSUFFICIENT_SCOPES", "UNAUTHORIZED" ->
                "forbids it, for the token's rights or an organisation's single sign-on";
            default -> "does not answer the query";
        };
    }

    /** A query as it is sent. */
    static String question(String query, Map<String, String> variables) {
        StringBuilder json = new StringBuilder("{\"query\":");
        quote(json, query);
        json.append(",\"variables\":{");
        String separator = "";
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            json.append(separator);
            quote(json, variable.getKey());
            json.append(':');
            quote(json, variable.getValue());
            separator = ",";
        }
        return json.append("}}").toString();
    }

    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                out.append("\\u").append(Character.forDigit(c >> 12, 16)).append(Character.forDigit(c >> 8 & 15, 16));
                out.append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
