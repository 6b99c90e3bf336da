package dev.assay.connectors.github;

import dev.assay.connectors.github.FakeGitHub.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Which requests fail, and how: by a seed, the request and how often it was asked, and by nothing that depends on time. */
record Faults(long seed, int percent) {
    private static final String SECONDARY =
            "{\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes before you try again.\"}";

    private static final List<Fault> ANYWHERE = List.of(
            Fault.FORBIDDEN_FOR_A_TIME,
            Fault.FORBIDDEN_WITHOUT_A_TIME,
            Fault.TOO_MANY,
            Fault.USED_UP,
            Fault.BROKEN_SERVER,
            Fault.BAD_GATEWAY,
            Fault.CUT,
            Fault.PAGE);

    enum Fault {
        NONE,
        FORBIDDEN_FOR_A_TIME,
        FORBIDDEN_WITHOUT_A_TIME,
        TOO_MANY,
        USED_UP,
        BROKEN_SERVER,
        BAD_GATEWAY,
        CUT,
        PAGE,
        OTHER_BYTES,
        TRUNCATED,
        FAILED_QUERY,
        REFUSED_QUERY;

        Reply instead(Reply reply, String kind) {
            boolean query = kind.equals("query");
            return switch (this) {
                case NONE -> reply;
                case FORBIDDEN_FOR_A_TIME -> with(Reply.json(403, SECONDARY), Map.of("Retry-After", "0"));
                case FORBIDDEN_WITHOUT_A_TIME -> Reply.json(403, SECONDARY);
                case TOO_MANY -> with(Reply.json(429, SECONDARY), Map.of("Retry-After", "0"));
                case USED_UP ->
                    with(
                            Reply.json(403, "{\"message\":\"API rate limit exceeded for user ID 1.\"}"),
                            Map.of(
                                    "x-ratelimit-remaining",
                                    "0",
                                    "x-ratelimit-reset",
                                    String.valueOf(Instant.now().getEpochSecond())));
                case BROKEN_SERVER -> Reply.json(500, "{\"message\":\"Server Error\"}");
                case BAD_GATEWAY ->
                    with(Reply.json(502, "<html><title>Unicorn!</title></html>"), Map.of("Content-Type", "text/html"));
                case CUT -> reply.bytes().length > 1 ? reply.cutShort() : reply;
                case PAGE -> with(Reply.json(200, "<html>captive portal</html>"), Map.of("Content-Type", "text/html"));
                case OTHER_BYTES -> kind.equals("blob") && reply.status() == 200 ? other(reply) : reply;
                case TRUNCATED ->
                    reply.listed() != null && reply.listed().recursive() ? reply.withHalfOfTheTree() : reply;
                case FAILED_QUERY ->
                    query
                            ? Reply.json(
                                    200,
                                    "{\"data\":null,\"errors\":[{\"message\":\"Something went wrong while executing your query. Please include `0` when reporting this issue.\"}]}")
                            : reply;
                case REFUSED_QUERY ->
                    query
                            ? with(
                                    Reply.json(
                                            200,
                                            "{\"errors\":[{\"type\":\"RATE_LIMITED\",\"message\":\"API rate limit exceeded\"}]}"),
                                    Map.of("Retry-After", "0"))
                            : reply;
            };
        }

        private static Reply with(Reply reply, Map<String, String> headers) {
            return new Reply(reply.status(), headers, reply.bytes(), false, null);
        }

        private static Reply other(Reply reply) {
            byte[] bytes = reply.bytes().clone();
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] ^= 1;
            }
            return new Reply(reply.status(), reply.headers(), bytes, false, null);
        }
    }

    Fault of(String what, String kind, int attempt) {
        Random random = new Random(seed * 31 + what.hashCode() * 1_000_003L + attempt);
        random.nextInt();
        if (random.nextInt(100) >= percent) {
            return Fault.NONE;
        }
        List<Fault> all = new ArrayList<>(ANYWHERE);
        switch (kind) {
            case "query" -> all.addAll(List.of(Fault.FAILED_QUERY, Fault.REFUSED_QUERY));
            case "tree" -> all.addAll(List.of(Fault.TRUNCATED, Fault.TRUNCATED, Fault.TRUNCATED));
            case "blob" -> all.add(Fault.OTHER_BYTES);
            default -> {}
        }
        return all.get(random.nextInt(all.size()));
    }
}
