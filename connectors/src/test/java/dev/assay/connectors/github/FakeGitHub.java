package dev.assay.connectors.github;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.assay.connectors.github.FakeRepository.Entry;
import dev.assay.connectors.github.FakeSchema.Owner;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A GitHub Enterprise server on a loopback port: REST below {@code /api/v3/}, queries at {@code /api/graphql}, in the shapes that
 * GitHub documents. Its objects are git's, so that digests can be checked. It may be slow, run out of requests and fail at random in
 * the ways that GitHub and what lies before it fail; the same seed fails the same requests at the same attempts, in whatever order
 * they come. Remembers what it was asked.
 */
public final class FakeGitHub implements AutoCloseable {
    /**
     * A request.
     *
     * @param kind {@code query}, {@code tree}, {@code blob}, {@code commit}, {@code repository} or {@code other}
     * @param fault what was done in place of an answer, or empty
     */
    public record Asked(String kind, String what, int status, String fault, String authorization) {}

    /** How an organisation's teams are shown: refused is all of a query that asks for them. */
    public enum Teams {
        SHOWN,
        REFUSED,
        NULL
    }

    private static final String API = "/api/v3/";
    private static final int LIMIT = 5_000;

    /** After so many failures in a row of one request it is answered: one that never is is another test. */
    private static final int MOST_IN_A_ROW = 3;

    static {
        System.setProperty(
                "sun.net.httpserver.nodelay", "true"); // else each answer waits for the client's acknowledgement
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Owner> owners = new LinkedHashMap<>();
    private final Map<String, FakeRepository> byName = new ConcurrentHashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private final Map<String, Supplier<Reply>> instead = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
    private final AtomicInteger used = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile int limit = LIMIT;
    private volatile long windowSeconds = 3600;
    private volatile long resetSeconds = Instant.now().getEpochSecond() + windowSeconds;
    private volatile long latencyMillis;
    private volatile Teams teams = Teams.SHOWN;
    private volatile Faults faults = new Faults(0, 0);

    public FakeGitHub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** For {@code --github-url}. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A new repository, and its owner if need be. */
    public FakeRepository repository(String fullName) {
        FakeRepository repository = new FakeRepository(fullName);
        owner(fullName.substring(0, fullName.indexOf('/'))).repositories().add(repository);
        byName.put(fullName.toLowerCase(Locale.ROOT), repository);
        return repository;
    }

    public FakeRepository existing(String fullName) {
        return Objects.requireNonNull(find(fullName));
    }

    private synchronized Owner owner(String login) {
        return owners.computeIfAbsent(
                login, _ -> new Owner(login, true, new CopyOnWriteArrayList<>(), new LinkedHashMap<>()));
    }

    /** Makes an owner a user. */
    public synchronized FakeGitHub user(String login) {
        owners.put(login, new Owner(login, false, new CopyOnWriteArrayList<>(), new LinkedHashMap<>()));
        return this;
    }

    public FakeGitHub team(String owner, String slug, List<FakeRepository> repositories) {
        return team(owner, slug, "", "WRITE", repositories);
    }

    /**
     * A team of an organisation.
     *
     * @param parent the slug of the team that it belongs to, or empty
     * @param permission what it may do with its repositories, as GitHub's schema calls it
     */
    public FakeGitHub team(
            String owner, String slug, String parent, String permission, List<FakeRepository> repositories) {
        owner(owner).teams().put(slug, new FakeSchema.Team(parent, permission, List.copyOf(repositories)));
        return this;
    }

    /** From now on teams are shown, or not, as to a token without the right to read organisations. */
    public FakeGitHub teams(Teams shown) {
        teams = shown;
        return this;
    }

    public FakeGitHub latency(long millis) {
        latencyMillis = millis;
        return this;
    }

    /** From now on so many of a hundred requests fail. */
    public FakeGitHub faults(long seed, int percent) {
        faults = new Faults(seed, percent);
        attempts.clear();
        return this;
    }

    /** The hour's requests, and how long an hour is. */
    public FakeGitHub limit(int requests, long seconds) {
        limit = requests;
        windowSeconds = seconds;
        used.set(0);
        resetSeconds = Instant.now().getEpochSecond() + seconds;
        return this;
    }

    /** From now on all requests of a kind are answered with this, whatever they are. */
    public FakeGitHub instead(String kind, Supplier<String> json) {
        instead.put(kind, () -> Reply.json(200, json.get()));
        return this;
    }

    /** From now on all queries are sent elsewhere. */
    public FakeGitHub redirect(String location) {
        instead.put("query", () -> new Reply(307, Map.of("Location", location), new byte[0], false, null));
        return this;
    }

    public List<Asked> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    /** How many were asked, whatever the answer. */
    public int requests() {
        return asked().size();
    }

    public FakeGitHub forget() {
        synchronized (asked) {
            asked.clear();
        }
        return this;
    }

    /** How many requests were under way at once, at most. */
    public int mostAtOnce() {
        return most.get();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            byte[] body;
            try {
                body = exchange.getRequestBody().readAllBytes();
                Thread.sleep(latencyMillis);
            } finally {
                now.decrementAndGet();
            }
            answer(exchange, body);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private void answer(HttpExchange exchange, byte[] body) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        boolean query = path.equals("/api/graphql");
        String what = query
                ? new String(body, StandardCharsets.UTF_8)
                : exchange.getRequestURI().toString();
        int attempt = attempts.computeIfAbsent(what, _ -> new AtomicInteger()).getAndIncrement();
        String kind = query ? "query" : kind(path);
        Supplier<Reply> told = instead.get(kind);
        Reply reply = told != null ? told.get() : isOverdrawn() ? overdrawn(query) : reply(exchange, what, query);
        Faults.Fault fault = attempt >= MOST_IN_A_ROW ? Faults.Fault.NONE : faults.of(what, kind, attempt);
        Reply faulty = fault.instead(reply, kind);
        Asked one = new Asked(
                kind,
                what,
                faulty.status(),
                faulty == reply && !faulty.cut() ? "" : fault.name(),
                String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        synchronized (asked) {
            asked.add(one);
        }
        send(exchange, faulty, query);
    }

    private static String kind(String path) {
        return path.contains("/git/trees/")
                ? "tree"
                : path.contains("/git/blobs/")
                        ? "blob"
                        : path.contains("/commits/")
                                ? "commit"
                                : path.startsWith(API + "repos/") ? "repository" : "other";
    }

    private boolean isOverdrawn() {
        if (Instant.now().getEpochSecond() >= resetSeconds) {
            resetSeconds = Instant.now().getEpochSecond() + windowSeconds;
            used.set(0);
        }
        return used.incrementAndGet() > limit;
    }

    private static Reply overdrawn(boolean query) {
        return query
                ? Reply.json(
                        200,
                        "{\"errors\":[{\"type\":\"RATE_LIMITED\",\"message\":\"API rate limit exceeded for user ID 1.\"}]}")
                : Reply.json(
                        403,
                        "{\"message\":\"API rate limit exceeded for user ID 1.\",\"documentation_url\":\"https://docs.github.com/\"}");
    }

    private Reply reply(HttpExchange exchange, String what, boolean query) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null && !authorization.startsWith("Bearer ")) {
            return Reply.json(401, "{\"message\":\"Bad credentials\",\"status\":\"401\"}");
        }
        if (query) {
            return authorization == null
                    ? Reply.json(401, "{\"message\":\"This endpoint requires you to be authenticated.\"}")
                    : exchange.getRequestMethod().equals("POST") ? query(what) : notFound();
        }
        String path = exchange.getRequestURI().getRawPath();
        if (!exchange.getRequestMethod().equals("GET") || !path.startsWith(API + "repos/")) {
            return notFound();
        }
        String[] parts = path.substring((API + "repos/").length()).split("/", 5);
        for (int i = 0; i < parts.length; i++) {
            parts[i] = URLDecoder.decode(parts[i].replace("+", "%2B"), StandardCharsets.UTF_8);
        }
        FakeRepository repository = find(parts[0] + "/" + (parts.length > 1 ? parts[1] : ""));
        if (repository == null) {
            return notFound();
        }
        if (repository.status != 0) {
            return Reply.json(repository.status, "{\"message\":\"Repository access blocked\"}");
        }
        boolean raw =
                String.valueOf(exchange.getRequestHeaders().getFirst("Accept")).contains("raw");
        boolean recursive = String.valueOf(exchange.getRequestURI().getQuery()).contains("recursive=1");
        return rest(repository, parts, recursive, raw);
    }

    private FakeRepository find(String fullName) {
        return byName.get(fullName.toLowerCase(Locale.ROOT));
    }

    private Reply query(String body) {
        Map<String, String> said = Text.object(body);
        Map<String, String> variables = new HashMap<>();
        said.forEach((name, value) -> {
            if (name.startsWith("variables.")) {
                variables.put(name.substring("variables.".length()), value);
            }
        });
        List<Owner> all;
        synchronized (this) {
            all = new ArrayList<>(owners.values());
        }
        String query = said.get("query");
        if (teams == Teams.REFUSED && query.contains("teams(")) {
            return Reply.json(
                    200,
                    "{\"errors\":[{\"type\":\"INSUFFICIENT_SCOPES\",\"locations\":[{\"line\":1,\"column\":2}],"
                            + "\"message\":\"Your token has not been granted the required scopes to execute this query.\"}]}");
        }
        return Reply.json(200, new FakeSchema(all, this::find, variables, teams == Teams.SHOWN).answer(query));
    }

    private static Reply notFound() {
        return Reply.json(404, "{\"message\":\"Not Found\",\"status\":\"404\"}");
    }

    private Reply rest(FakeRepository repository, String[] parts, boolean recursive, boolean raw) {
        if (parts.length == 2) {
            return Reply.json(
                    200,
                    "{\"id\":1,\"full_name\":" + Text.quoted(repository.fullName)
                            + ",\"private\":false,\"description\":"
                            + (repository.description.isEmpty() ? "null" : Text.quoted(repository.description))
                            + ",\"owner\":{\"login\":\"x\"},\"fork\":" + repository.fork + ",\"archived\":"
                            + repository.archived + ",\"disabled\":" + repository.disabled + ",\"default_branch\":"
                            + Text.quoted(repository.defaultBranch) + ",\"size\":1}");
        }
        if (parts[2].equals("commits")) {
            String ref = parts.length > 4 ? parts[3] + "/" + parts[4] : parts[3];
            FakeRepository.Commit commit = repository.resolve(ref);
            return repository.branches.isEmpty()
                    ? Reply.json(409, "{\"message\":\"Git Repository is empty.\",\"status\":\"409\"}")
                    : commit == null
                            ? Reply.json(422, "{\"message\":\"No commit found for SHA: x\",\"status\":\"422\"}")
                            : Reply.json(
                                    200,
                                    "{\"sha\":\"" + commit.oid()
                                            + "\",\"node_id\":\"x\",\"commit\":{\"message\":\"x\",\"tree\":{\"sha\":\""
                                            + commit.tree() + "\",\"url\":\"x\"}},\"parents\":[]}");
        }
        if (parts[2].equals("git") && parts.length == 5) {
            return parts[3].equals("trees") ? tree(repository, parts[4], recursive) : blob(repository, parts[4], raw);
        }
        return notFound();
    }

    private static Reply tree(FakeRepository repository, String oid, boolean recursive) {
        if (repository.branches.isEmpty()) {
            return Reply.json(409, "{\"message\":\"Git Repository is empty.\",\"status\":\"409\"}");
        }
        List<Entry> entries = repository.tree(oid, recursive);
        return entries == null
                ? notFound()
                : new Reply(200, Map.of(), new byte[0], false, new Reply.Listed(oid, entries, recursive)).filled();
    }

    private static Reply blob(FakeRepository repository, String oid, boolean raw) {
        byte[] bytes = repository.blob(oid);
        if (bytes == null) {
            return notFound();
        }
        return raw
                ? new Reply(
                        200,
                        Map.of("Content-Type", "application/vnd.github.raw+json; charset=utf-8"),
                        bytes,
                        false,
                        null)
                : Reply.json(
                        200,
                        "{\"sha\":\"" + oid + "\",\"size\":" + bytes.length + ",\"encoding\":\"base64\",\"content\":\""
                                + Base64.getEncoder().encodeToString(bytes) + "\"}");
    }

    private void send(HttpExchange exchange, Reply reply, boolean query) throws IOException {
        Map<String, String> headers = new HashMap<>(reply.headers());
        headers.putIfAbsent("Content-Type", "application/json; charset=utf-8");
        headers.put("x-ratelimit-limit", String.valueOf(limit));
        headers.putIfAbsent("x-ratelimit-remaining", String.valueOf(Math.max(limit - used.get(), 0)));
        headers.putIfAbsent("x-ratelimit-reset", String.valueOf(resetSeconds));
        headers.put("x-ratelimit-resource", query ? "graphql" : "core");
        headers.put(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC)));
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = reply.bytes();
        exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
        OutputStream out = exchange.getResponseBody();
        out.write(bytes, 0, reply.cut() ? bytes.length / 2 : bytes.length);
        if (!reply.cut()) {
            out.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    /** An answer before it is sent. */
    record Reply(int status, Map<String, String> headers, byte[] bytes, boolean cut, Listed listed) {
        /** A tree that is answered. */
        record Listed(String oid, List<Entry> entries, boolean recursive) {}

        static Reply json(int status, String text) {
            return new Reply(status, Map.of(), text.getBytes(StandardCharsets.UTF_8), false, null);
        }

        Reply filled() {
            return new Reply(status, headers, tree(listed.entries(), false), cut, listed);
        }

        Reply withHalfOfTheTree() {
            int half = listed.entries().size() / 2;
            return new Reply(status, headers, tree(listed.entries().subList(0, half), true), cut, listed);
        }

        Reply cutShort() {
            return new Reply(status, headers, bytes, true, listed);
        }

        private byte[] tree(List<Entry> entries, boolean truncated) {
            StringBuilder json =
                    new StringBuilder("{\"sha\":\"" + listed.oid() + "\",\"url\":\"https://x/\",\"tree\":[");
            String separator = "";
            for (Entry each : entries) {
                json.append(separator).append("{\"path\":").append(Text.quoted(each.name()));
                json.append(",\"mode\":\"")
                        .append(each.mode())
                        .append("\",\"type\":\"")
                        .append(each.type());
                json.append("\",\"sha\":\"").append(each.oid()).append('"');
                json.append(each.size() < 0 ? "" : ",\"size\":" + each.size());
                json.append(each.type().equals("commit") ? "}" : ",\"url\":\"https://x/" + each.oid() + "\"}");
                separator = ",";
            }
            return json.append("],\"truncated\":")
                    .append(truncated)
                    .append('}')
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
