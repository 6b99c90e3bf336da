package dev.assay.connectors.remote;

import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.scan.Progress;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The one way to the network: a pooled client that retries, follows redirects itself, and keeps to its target's clock.
 * Thread-safe; close it when the scan is done.
 *
 * <p>Redirects are followed here and not by OkHttp, because each hop is looked at: no more than ten, never from https to
 * http, never to a private address that the user did not name, and never with the credentials of another host. Encodings
 * are not undone: what is on the line is what is scanned, and a compression is decoded by the engine within its budget.
 */
public final class RemoteClient implements AutoCloseable {
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final int MOST_REDIRECTS = 10;
    private static final int MOST_LENGTH_DIGITS = 18;
    private static final Duration KEPT = Duration.ofMinutes(1);
    private static final Duration MOST_BACKOFF = Duration.ofSeconds(30);

    private final RemoteOptions options;
    private final Progress progress;
    private final Proxies proxies;
    private final Netrc netrc;
    private final Names names;
    private final GuardedDns guard;
    private final Clients plain;
    private volatile @Nullable Clients secure;
    private final Watch watch;
    private final Map<String, HostGate> hosts = new ConcurrentHashMap<>();

    /** @throws IOException if what the options name cannot be read */
    public RemoteClient(RemoteOptions options, Progress progress) throws IOException {
        this(options, progress, Dns.SYSTEM);
    }

    RemoteClient(RemoteOptions options, Progress progress, Dns dns) throws IOException {
        this.options = options;
        this.progress = progress;
        this.proxies = new Proxies(options.environment());
        this.netrc = Netrc.read(options.environment(), options.home());
        this.names = new Names(dns);
        this.guard = new GuardedDns(dns, proxies.hosts());
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .dns(dns)
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .socketFactory(new WideSockets())
                .followRedirects(false)
                .followSslRedirects(false)
                .connectionPool(
                        new ConnectionPool(options.perHost() * options.hosts(), KEPT.toSeconds(), TimeUnit.SECONDS))
                .proxySelector(proxies)
                .connectTimeout(options.silence())
                .readTimeout(Duration.ZERO) // the watch looks
                .writeTimeout(options.silence())
                .addNetworkInterceptor(chain -> {
                    progress.requested();
                    return sound(chain.proceed(chain.request()));
                })
                .proxyAuthenticator((route, response) -> {
                    String authorization =
                            proxies.authorization(response.request().url());
                    boolean tried = response.request().header("Proxy-Authorization") != null;
                    return authorization == null || tried
                            ? null
                            : response.request()
                                    .newBuilder()
                                    .header("Proxy-Authorization", authorization)
                                    .build();
                });
        if (options.caFile().isPresent()) {
            Trust.check(options.caFile().get());
        }
        this.plain = clients(builder.build());
        this.watch = Watch.start(options.silence());
    }

    RemoteOptions options() {
        return options;
    }

    public Progress progress() {
        return progress;
    }

    /**
     * Two that share their connections.
     *
     * @param named for hosts that the user named
     * @param guarded for all others
     */
    private record Clients(OkHttpClient named, OkHttpClient guarded) {}

    private Clients clients(OkHttpClient named) {
        return new Clients(named, named.newBuilder().dns(guard).build());
    }

    /** With TLS, and made when that is needed: to read all of the JDK's certificates takes longer than many requests. */
    private synchronized Clients secure() throws UnreachableException {
        Clients made = secure;
        if (made == null) {
            OkHttpClient.Builder builder = plain.named()
                    .newBuilder()
                    .connectionSpecs(List.of(ConnectionSpec.MODERN_TLS, ConnectionSpec.CLEARTEXT));
            if (options.caFile().isPresent()) {
                Trust own = Trust.of(options.caFile().get());
                builder.sslSocketFactory(own.sockets(), own.manager());
            }
            made = clients(builder.build());
            secure = made;
        }
        return made;
    }

    /** Makes ready what an address needs, on a thread of its own, as long as there is something else to do. */
    public void prepare(HttpUrl url) {
        if (url.isHttps() && !options.offline()) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    var _ = secure();
                } catch (UnreachableException e) {
                    return; // who asks is told the same
                }
            });
        }
    }

    private OkHttpClient client(HttpUrl url, boolean free) throws UnreachableException {
        Clients made = url.isHttps() ? secure : plain;
        Clients clients = made == null ? secure() : made;
        return free ? clients.named() : clients.guarded();
    }

    private HostGate gate(HttpUrl url) {
        return hosts.computeIfAbsent(url.host() + ":" + url.port(), _ -> new HostGate(url.host(), options.perHost()));
    }

    /** From now on requests to this host begin at least so far apart. */
    public void pace(HttpUrl host, Duration apart) {
        gate(host).pace(apart);
    }

    /** What is made of an answer. */
    @FunctionalInterface
    public interface Reading<T> {
        /** @throws IOException if the connection breaks, or {@link UnreachableException} if the answer is none */
        T of(Answer answer) throws IOException;
    }

    /** Sends a request until it is answered and the answer was read: a small one that breaks is asked for again. */
    public <T> T read(RemoteRequest request, Clock clock, Reading<T> reading) throws IOException {
        return attempt(request, clock, answer -> {
            try (answer) {
                return reading.of(answer);
            }
        });
    }

    /**
     * Sends a request until it is answered. What is not worth a retry, or still fails after the last one, is the caller's:
     * look at the status.
     *
     * @throws UnreachableException if there is no answer
     * @throws dev.assay.engine.bytes.BudgetExceededException if the target's time is up
     */
    public Answer get(RemoteRequest request, Clock clock) throws IOException {
        return attempt(request, clock, answer -> answer);
    }

    private <T> T attempt(RemoteRequest request, Clock clock, Reading<T> reading) throws IOException {
        if (options.offline()) {
            throw new UnreachableException("the network is not used (--offline)");
        }
        int retries = request.patience().retries(options.retries());
        AtomicReference<HttpUrl> asked = new AtomicReference<>(request.url());
        for (int attempt = 0; ; attempt++) {
            Duration wished = Duration.ZERO;
            try {
                Answer answer = follow(request, asked, clock);
                Duration again = request.patience().again(answer);
                if (again == null || attempt >= retries) {
                    return reading.of(answer);
                }
                wished = again;
                gate(answer.url()).quiet(wished);
                answer.close();
            } catch (AskAgainException e) {
                if (attempt >= retries) {
                    throw Failures.of(e, Objects.requireNonNull(asked.get()).host(), options.silence());
                }
                wished = e.pause();
                gate(request.url()).quiet(wished);
            } catch (IOException e) {
                clock.check(); // a call that was cancelled fails like a broken connection
                int most = Failures.isUnanswered(e) ? Math.min(retries, options.retries()) : retries;
                if (!Failures.isTransient(e) || attempt >= most) {
                    throw Failures.of(e, Objects.requireNonNull(asked.get()).host(), options.silence());
                }
            }
            pause(attempt, wished, request.url().host(), clock);
        }
    }

    /**
     * The whole of a small body.
     *
     * @throws UnreachableException if it does not come, or is larger
     */
    public byte[] read(Answer answer, int mostBytes, Clock clock) throws IOException {
        try {
            return answer.bytes(mostBytes);
        } catch (UnreachableException e) {
            throw e;
        } catch (IOException e) {
            clock.check();
            throw Failures.of(e, answer.url().host(), options.silence());
        }
    }

    /** Waits before a retry: longer each time, not in step with others, and as long as the server asks. */
    void pause(int attempt, Duration wished, String host, Clock clock) throws UnreachableException {
        long most = Math.min(options.backoff().toNanos() << Math.min(attempt, 20), MOST_BACKOFF.toNanos());
        long jittered = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
        long nanos = Math.max(jittered, wished.toNanos());
        if (wished.toNanos() > clock.leftNanos()) {
            throw HostGate.tooLong(host, wished);
        }
        HostGate.pause(nanos, clock);
    }

    /** @param asked is set to the address that answered last, or did not */
    private Answer follow(RemoteRequest request, AtomicReference<HttpUrl> asked, Clock clock) throws IOException {
        RemoteRequest here = request;
        for (int hops = 0; ; hops++) {
            asked.set(here.url());
            Answer answer = send(here, clock);
            if (!REDIRECTS.contains(answer.status()) || here.signer() != null || here.posted() != null) {
                return answer;
            }
            try (answer) {
                here = here.at(next(answer, here.url(), hops));
            }
        }
    }

    private static HttpUrl next(Answer answer, HttpUrl url, int hops) throws UnreachableException {
        String host = url.host();
        if (hops >= MOST_REDIRECTS) {
            throw new UnreachableException(host + " redirects more than " + MOST_REDIRECTS + " times");
        }
        String location = answer.header("Location");
        HttpUrl next = location == null ? null : url.resolve(location);
        if (next == null) {
            throw new UnreachableException(host + " redirects to what is no http address");
        }
        if (url.isHttps() && !next.isHttps()) {
            throw new UnreachableException(host + " redirects from https to http");
        }
        if (!next.username().isEmpty() || !next.password().isEmpty()) {
            throw new UnreachableException(host + " redirects to an address with a password in it");
        }
        return next;
    }

    /** The request as it is sent. */
    Request build(RemoteRequest request) {
        Request.Builder builder = new Request.Builder()
                .url(request.url())
                .header("User-Agent", options.userAgent())
                .header("Accept", "*/*")
                .header("Accept-Encoding", "identity");
        request.headers().forEach(builder::header);
        RequestSigner signer = request.signer();
        if (signer != null) {
            signer.sign(request.url(), request.headers()).forEach(builder::header);
        }
        String authorization = authorization(request);
        if (authorization != null) {
            builder.header("Authorization", authorization);
        }
        RemoteRequest.Posted posted = request.posted();
        if (posted != null) {
            builder.post(
                    RequestBody.create(posted.text().getBytes(StandardCharsets.UTF_8), MediaType.get(posted.type())));
        }
        return builder.build();
    }

    /** What the request's host is told of who asks; null if nothing. */
    @Nullable
    String authorization(RemoteRequest request) {
        return request.authorization() != null || request.anonymous()
                ? request.authorization()
                : netrc.authorization(request.url().host());
    }

    private Answer send(RemoteRequest request, Clock clock) throws IOException {
        HttpUrl url = request.url();
        boolean free = request.trusted() || options.allowPrivateHosts();
        boolean proxied = proxies.covers(url);
        if (!proxied || !free) {
            names.await(url.host(), clock);
        }
        if (!free) {
            guard.check(url, proxied);
        }
        HostGate gate = gate(url);
        gate.enter(clock);
        Call call = client(url, free).newCall(build(request));
        Watch.Flight flight = watch.begin(call, clock);
        Runnable release = () -> {
            watch.end(flight);
            gate.leave();
        };
        boolean answered = false;
        flight.waits();
        try {
            Response response = call.execute();
            answered = true;
            return new Answer(request, call, response, new WatchedBody(response, flight, progress), release);
        } catch (IOException e) {
            throw WatchedBody.reason(e, flight);
        } finally {
            flight.goesOn();
            if (!answered) {
                release.run();
            }
        }
    }

    /** Lengths must be one number: OkHttp fails at one below zero, and of two another client may take the other. */
    private static Response sound(Response response) throws ProtocolException {
        List<String> lengths = response.headers().values("Content-Length");
        boolean sound = lengths.stream()
                .allMatch(length -> length.equals(lengths.getFirst())
                        && !length.isEmpty()
                        && length.length() <= MOST_LENGTH_DIGITS
                        && length.chars().allMatch(c -> c >= '0' && c <= '9'));
        if (!sound) {
            throw new ProtocolException("a length that is none"); // OkHttp gives the connection up
        }
        return response;
    }

    /** Ends what is under way and gives up the connections. */
    @Override
    public void close() {
        watch.close();
        plain.named().connectionPool().evictAll();
    }
}
