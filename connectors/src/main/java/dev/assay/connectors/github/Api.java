package dev.assay.connectors.github;

import dev.assay.connectors.github.Tempo.Resource;
import dev.assay.connectors.remote.Answer;
import dev.assay.connectors.remote.AskAgainException;
import dev.assay.connectors.remote.Body;
import dev.assay.connectors.remote.Breaker;
import dev.assay.connectors.remote.Patience;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteRequest;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Buffers;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.bytes.Memory;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server, and keeps to what it says of how much it may be asked: a refusal for the number of requests is waited for, with
 * fewer at once afterwards; what broke is asked for again. Thread-safe.
 */
final class Api {
    /** Says that something is not there, or not for us: an answer, and no reason to ask again. */
    private static final Set<Integer> ABSENT = Set.of(401, 403, 404, 409, 410, 422, 451);

    /** A bad minute of a server is common, and one lost answer is a repository that is not judged. */
    private static final int RETRIES = 8;

    private static final int MOST_REASON_BYTES = 64 * 1024;
    private static final int IDLE_BLOCKS = 16;
    private static final long MEMORY_BYTES = 256L << 20;
    private static final String JSON = "application/vnd.github+json";
    private static final String RAW = "application/vnd.github.raw+json";

    /**
     * What came of a request.
     *
     * @param value what was read of it; null unless the status is 200
     */
    record Got<T>(int status, @Nullable T value) {}

    /** Reads an answer of status 200. */
    @FunctionalInterface
    interface Reading<T> {
        /** @throws IOException if it broke or is none, so that it is asked for again */
        T of(Body body) throws IOException;
    }

    private final RemoteClient client;
    private final GitHubOptions options;
    private final Memory memory = new Memory(MEMORY_BYTES, new Buffers(IDLE_BLOCKS));
    private final Tempo tempo;
    private final Breaker breaker = new Breaker("requests");

    Api(RemoteClient client, GitHubOptions options) {
        this.client = client;
        this.options = options;
        this.tempo = new Tempo(options.atOnce(), options.quiet());
    }

    GitHubOptions options() {
        return options;
    }

    /** What is said at an address below the API, as JSON. */
    <T> Got<T> get(HttpUrl url, Clock clock, Reading<T> reading) throws IOException {
        return ask(request(url, JSON), Resource.CORE, clock, reading);
    }

    /** The bytes themselves. */
    <T> Got<T> raw(HttpUrl url, Clock clock, Reading<T> reading) throws IOException {
        return ask(request(url, RAW), Resource.CORE, clock, reading);
    }

    /** The answer to a query, which must be one of those that only ask. */
    <T> GraphAnswer<T> query(
            String query, Map<String, String> variables, int mostTextBytes, GraphAnswer.Data<T> data, Clock clock)
            throws IOException {
        if (!options.hasToken()) {
            throw new UnreachableException(
                    "GitHub lists repositories for a token only: set GITHUB_TOKEN, or log in with gh");
        }
        RemoteRequest request =
                request(options.graphql(), JSON).posting("application/json", GraphAnswer.question(query, variables));
        Got<GraphAnswer<T>> got = ask(
                request,
                Resource.GRAPHQL,
                clock,
                body -> GraphAnswer.read(body, mostTextBytes, data, () -> tempo.refused(body.answer())));
        if (got.value() == null) {
            throw absent(got.status());
        }
        return got.value();
    }

    /** An address below a repository's, of segments that are escaped as what they are. */
    HttpUrl repository(String fullName, String... segments) {
        if (!GitHubTarget.isFullName(fullName)) {
            throw new IllegalArgumentException("no name of a repository");
        }
        HttpUrl.Builder url = options.api()
                .newBuilder()
                .setPathSegment(options.api().pathSize() - 1, "repos")
                .addPathSegments(fullName);
        for (String segment : segments) {
            url.addPathSegment(segment);
        }
        return url.build();
    }

    /** What a status means that is none of content. */
    UnreachableException absent(int status) {
        String meaning = switch (status) {
            case 401 -> "does not accept the token";
            case 403 -> "forbids it, for the token's rights or an organisation's single sign-on";
            case 404 -> "has nothing there, or not for this token";
            case 409 -> "has nothing in the repository";
            case 451 -> "shows it to nobody, for legal reasons";
            default -> "has nothing there";
        };
        return new UnreachableException(options.api().host() + " " + meaning + " (HTTP " + status + ")");
    }

    private RemoteRequest request(HttpUrl url, String accept) {
        RemoteRequest request = RemoteRequest.named(url, options.authorization())
                .with(Map.of("Accept", accept, "Accept-Encoding", "gzip", "X-GitHub-Api-Version", "2022-11-28"));
        return options.hasToken() ? request : request.unnamed();
    }

    private <T> Got<T> ask(RemoteRequest request, Resource resource, Clock clock, Reading<T> reading)
            throws IOException {
        breaker.check();
        tempo.enter(resource, clock);
        boolean answered = false;
        try {
            Got<T> got = client.read(request.with(patience(resource)), clock, answer -> read(answer, clock, reading));
            answered = true;
            breaker.answered();
            return got;
        } catch (UnreachableException e) {
            breaker.failed(String.valueOf(e.getMessage()));
            throw e;
        } finally {
            tempo.leave();
            if (answered) {
                tempo.answered();
            }
        }
    }

    private <T> Got<T> read(Answer answer, Clock clock, Reading<T> reading) throws IOException {
        int status = answer.status();
        Body body = new Body(answer, new Budget(Limits.DEFAULT, clock, memory, answer.length()));
        if (status == 403 && tellsOfTooMany(body)) {
            throw new AskAgainException(answer.url().host() + " wants fewer requests", tempo.refused(answer));
        }
        if (ABSENT.contains(status)) {
            return new Got<>(status, null);
        }
        answer.require(200);
        return new Got<>(status, reading.of(body));
    }

    /** Whether a refusal is for the number of requests: some say so in words only. */
    private static boolean tellsOfTooMany(Body body) throws IOException {
        String said = new String(body.bytes(MOST_REASON_BYTES), StandardCharsets.UTF_8);
        return said.contains("rate limit") || said.contains("abuse detection");
    }

    private Patience patience(Resource resource) {
        return new Patience() {
            @Override
            public @Nullable Duration again(Answer answer) {
                tempo.noted(resource, answer);
                int status = answer.status();
                if (status == 429 || status == 403 && Tempo.told(answer) != null) {
                    return tempo.refused(answer);
                }
                return TRANSIENT.contains(status) ? answer.retryAfter() : null;
            }

            @Override
            public int retries(int usual) {
                return usual == 0 ? 0 : Math.max(usual, RETRIES);
            }
        };
    }
}
