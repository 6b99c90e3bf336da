package dev.assay.connectors.remote;

import static dev.assay.connectors.remote.FaultServer.head;
import static dev.assay.connectors.remote.FaultServer.status;
import static dev.assay.connectors.remote.FaultServer.whole;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.remote.FaultServer.Behaviour;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of answers, and when it is used. */
@Timeout(60)
class DocumentsTest {
    private static final long LIMIT = 1L << 30;

    private final FaultServer server = new FaultServer();
    private Instant now = Instant.now();

    @TempDir
    Path folder;

    private NetworkFixture net;

    @BeforeEach
    void start() {
        net = new NetworkFixture(folder);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private ResponseCache cache(long limit) {
        return new ResponseCache(Optional.of(folder.resolve("kept")), limit, () -> now);
    }

    private RemoteRequest request(String path) {
        return RemoteRequest.named(HttpUrl.get(server.url(path)), null);
    }

    private String get(RemoteRequest request) throws IOException {
        try (RemoteClient client = net.client();
                ResponseCache cache = cache(LIMIT)) {
            return new String(
                    new Documents(client, cache)
                            .get(request, false, Clock.endless())
                            .bytes(),
                    UTF_8);
        }
    }

    private String get(String path) throws IOException {
        return get(request(path));
    }

    private ResponseCache.Stats stats() {
        return cache(LIMIT).stats();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("kept"))) {
            return files.filter(file -> !file.endsWith("counters")).toList();
        }
    }

    /** Each answer tells how many there were before it; a condition that holds is answered with 304. */
    private static Behaviour counting(String headers) {
        return (asked, out) -> {
            String condition = asked.header("if-none-match") + asked.header("if-modified-since");
            if (!condition.isEmpty() && headers.contains(condition)) {
                head(out, "304 Not Modified", headers);
            } else {
                whole(("body " + asked.number()).getBytes(UTF_8), headers).answer(asked, out);
            }
        };
    }

    @Test
    void whatHasATagIsAskedForOnACondition() throws IOException {
        for (String tag : List.of("\"1\"", "W/\"1\"")) {
            server.on("/" + tag.length(), counting("ETag: " + tag + "\r\n"));
            assertThat(get("/" + tag.length())).isEqualTo("body 0");
            assertThat(get("/" + tag.length())).isEqualTo("body 0");
            assertThat(server.asked().getLast().header("if-none-match")).isEqualTo(tag);
        }
        assertThat(stats()).isEqualTo(new ResponseCache.Stats(2, stats().bytes(), LIMIT / 16, 0, 2, 2, 12));
    }

    /** Responses may say more than requests: what came with such a tag or date is asked for without a condition. */
    @Test
    void whatNoRequestCanCarryIsNoCondition() throws IOException {
        String date = "Date: Thu, 24 Sep 2026 12:00:00 GMT\r\nLast-Modified: Thu, 24 Sep 2026 11:58:30 GMT\u00e9\r\n";
        for (String headers : List.of("ETag: \"\u00e9\"\r\n", "ETag: \"\u0001\"\r\n", date)) {
            String path = "/" + Integer.toHexString(headers.hashCode());
            server.on(path, counting(headers));
            assertThat(get(path)).isEqualTo("body 0");
            assertThat(get(path)).isEqualTo("body 1");
        }
    }

    /** What is asked of a private registry is its user's business. */
    @Test
    void nobodyElseReadsWhatIsKeptAndNothingUnfinishedStays() throws IOException {
        server.on("/f", counting("ETag: \"1\"\r\n"));
        assertThat(get("/f")).isEqualTo("body 0");
        try (Stream<Path> kept = Files.list(folder.resolve("kept"))) {
            List<Path> answers = kept.filter(path -> !path.endsWith("counters")).toList();
            assertThat(answers).hasSize(1);
            assertThat(answers.getFirst().getFileName().toString()).doesNotStartWith("new");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(answers.getFirst())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void nothingIsKeptBehindALink() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("kept"), elsewhere);
        server.on("/f", counting("ETag: \"1\"\r\n"));
        assertThat(get("/f")).isEqualTo("body 0");
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aDateServesWhereItTellsVersionsApart() throws IOException {
        String headers = "Date: Thu, 24 Sep 2026 12:00:00 GMT\r\nLast-Modified: Thu, 24 Sep 2026 11:5%d:30 GMT\r\n";
        server.on("/settled", counting(headers.formatted(8))).on("/recent", counting(headers.formatted(9)));
        get("/settled");
        get("/recent");
        assertThat(get("/settled")).isEqualTo("body 0");
        assertThat(get("/recent")).isEqualTo("body 1");
    }

    @Test
    void whatIsFreshIsNotAskedForUntilItIsStale() throws IOException {
        server.on("/f", counting("Cache-Control: max-age=60\r\nETag: \"1\"\r\n"));
        assertThat(get("/f")).isEqualTo("body 0");
        assertThat(get("/f")).isEqualTo("body 0");
        assertThat(server.asked()).hasSize(1);
        now = now.plusSeconds(61);
        assertThat(get("/f")).isEqualTo("body 0");
        assertThat(server.asked()).hasSize(2);
        assertThat(stats().hits()).isEqualTo(1);
        assertThat(stats().revalidated()).isEqualTo(1);
        assertThat(stats().savedBytes()).isEqualTo(12);
    }

    @Test
    void aConfirmedAnswerIsFreshAgain() throws IOException {
        server.on("/f", counting("Cache-Control: max-age=3000\r\nETag: \"1\"\r\n"));
        get("/f");
        Path kept = files().getFirst();
        byte[] before = Files.readAllBytes(kept);
        now = now.plusSeconds(3_001);
        get("/f");
        assertThat(server.asked()).hasSize(2);
        assertThat(Files.readAllBytes(kept)).isNotEqualTo(before);
    }

    @Test
    void noStoreIsObeyed() throws IOException {
        server.on("/f", counting("Cache-Control: no-store, max-age=60\r\nETag: \"1\"\r\n"));
        get("/f");
        assertThat(get("/f")).isEqualTo("body 1");
        assertThat(folder.resolve("kept"))
                .satisfies(kept -> assertThat(stats().entries()).isZero());
    }

    @Test
    void whatDependsOnTheRequestIsOnlyForItsLike() throws IOException {
        server.on("/f", counting("Cache-Control: max-age=60\r\nVary: Accept-Language, X-Version\r\n"));
        RemoteRequest english = request("/f").with(Map.of("Accept-Language", "en"));
        assertThat(get(english)).isEqualTo("body 0");
        assertThat(get(english)).isEqualTo("body 0");
        assertThat(get(request("/f").with(Map.of("Accept-Language", "fr")))).isEqualTo("body 1");
    }

    /** By token, and by what .netrc has for the host. */
    @Test
    void whatOneMaySeeIsNotShownToAnother() throws IOException {
        server.on("/f", counting("Cache-Control: max-age=60\r\n"));
        HttpUrl url = request("/f").url();
        assertThat(get(RemoteRequest.named(url, "Bearer hf_secretOne"))).isEqualTo("body 0");
        assertThat(get(RemoteRequest.named(url, "Bearer hf_secretTwo"))).isEqualTo("body 1");
        assertThat(get("/f")).isEqualTo("body 2");
        Files.writeString(folder.resolve(".netrc"), "machine 127.0.0.1 login me password hunter22\n");
        assertThat(get("/f")).isEqualTo("body 3");
        assertThat(get("/f?token=hunter33")).isEqualTo("body 4");
        assertThat(get(RemoteRequest.named(url, "Bearer hf_secretOne"))).isEqualTo("body 0");
        for (Path file : files()) {
            assertThat(file + new String(Files.readAllBytes(file), ISO_8859_1))
                    .doesNotContain("hf_secret", "hunter", "127.0.0.1", "bWU6aHVudGVyMjI");
        }
    }

    /** Where a redirect leads is asked each time, and an answer from elsewhere confirms nothing. */
    @Test
    void aRedirectThatLeadsElsewhereIsAnotherDocument() throws IOException {
        String headers = "Cache-Control: max-age=60\r\nETag: \"1\"\r\n";
        server.on("/a", counting(headers)).on("/b", whole("other".getBytes(UTF_8), headers));
        server.on("/f", status("302 Found", "Location: /a\r\n"));
        assertThat(get("/f")).isEqualTo("body 0");
        assertThat(get("/f")).isEqualTo("body 0");
        assertThat(server.asked()).hasSize(4);
        server.on("/f", status("302 Found", "Location: /b\r\n"));
        server.on(
                "/b",
                (asked, out) -> (asked.header("if-none-match").isEmpty()
                                ? whole("other".getBytes(UTF_8), headers)
                                : status("304 Not Modified", headers))
                        .answer(asked, out));
        assertThat(get("/f")).isEqualTo("other");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ETag: \"2\"\r\n", ""})
    void aServerThatConfirmsWhatItWasNotAskedForIsAskedAgainOrRefused(String headers) throws IOException {
        server.on("/f", status("304 Not Modified", headers));
        assertThatThrownBy(() -> get("/f")).isInstanceOf(UnreachableException.class);
        server.on("/f", counting("ETag: \"1\"\r\n"));
        String first = get("/f");
        server.on(
                "/f",
                (asked, out) -> (asked.header("if-none-match").isEmpty()
                                ? whole("new".getBytes(UTF_8), "ETag: \"2\"\r\n")
                                : status("304 Not Modified", headers))
                        .answer(asked, out));
        assertThat(get("/f")).isEqualTo(headers.isEmpty() ? first : "new");
    }

    @Test
    void aBodyThatBreaksIsAskedForAgain() throws IOException {
        server.on("/f", (asked, out) -> {
            head(out, "200 OK", "Content-Length: 4\r\n");
            out.write((asked.number() == 0 ? "bo" : "body").getBytes(UTF_8));
        });
        assertThat(get("/f")).isEqualTo("body");
        server.on("/f", (asked, out) -> head(out, "200 OK", "Content-Length: 4\r\n"));
        assertThatThrownBy(() -> get("/f")).isInstanceOf(UnreachableException.class);
    }

    /** Every byte of a file of the cache, one after the other. */
    @Test
    void aDamagedAnswerIsNone() throws IOException {
        server.on("/f", counting("Cache-Control: max-age=60\r\nETag: \"1\"\r\nLink: <x>; rel=\"next\"\r\n"));
        get("/f");
        Path file = files().getFirst();
        byte[] sound = Files.readAllBytes(file);
        for (int i = 0; i < sound.length; i++) {
            byte[] damaged = sound.clone();
            damaged[i] ^= 1;
            assertThat(KeptAnswer.of(damaged)).as("byte %d", i).isNull();
        }
        assertThat(KeptAnswer.of(new byte[0])).isNull();
        Files.write(file, new byte[100]);
        assertThat(get("/f")).isEqualTo("body 1");
        assertThat(Files.readAllBytes(file)).hasSameSizeAs(sound);
    }

    @Test
    void whatWasNotUsedForLongestGoesFirst() throws IOException {
        server.on("/f", whole(new byte[10_000], "ETag: \"1\"\r\n"));
        long limit = 16 * 50_000L; // five of them
        for (int i = 0; i < 20; i++) {
            try (RemoteClient client = net.client();
                    ResponseCache cache = cache(limit)) {
                Documents documents = new Documents(client, cache);
                documents.get(request("/f?" + i), false, Clock.endless());
                now = now.plusSeconds(1);
                documents.get(request("/f?0"), true, Clock.endless());
            }
            now = now.plusSeconds(1);
        }
        assertThat(cache(limit).stats().bytes()).isLessThanOrEqualTo(limit / 16).isGreaterThan(30_000);
        long asked = server.asked().size();
        try (RemoteClient client = net.client()) {
            new Documents(client, cache(limit)).get(request("/f?0"), true, Clock.endless());
        }
        assertThat(server.asked()).as("the one that was used is there").hasSize((int) asked);
    }

    /** Pages of a listing that never ends are small; on a disk they are not. */
    @Test
    void manySmallAnswersAreNoWayAroundTheLimit() throws IOException {
        long limit = 16 * 40_960L; // ten blocks of a disk
        server.on("/f", whole(new byte[1], "ETag: \"1\"\r\n"));
        try (RemoteClient client = net.client();
                ResponseCache cache = cache(limit)) {
            Documents documents = new Documents(client, cache);
            for (int i = 0; i < 50; i++) {
                documents.get(request("/f?" + i), true, Clock.endless());
            }
        }
        assertThat(files()).hasSizeLessThanOrEqualTo(10);
    }

    @Test
    void cleaningUpGoesByUseAndClearingTakesAll() throws IOException {
        server.on("/f", counting("ETag: \"1\"\r\n"));
        get("/f?old");
        now = now.plus(Duration.ofDays(20));
        get("/f?new");
        Files.writeString(folder.resolve("kept/new1.tmp"), "left by a process that was killed");
        now = now.plus(Duration.ofDays(15));
        assertThat(cache(LIMIT).cleanup(Duration.ofDays(30))).isEqualTo(2);
        assertThat(stats().entries()).isEqualTo(1);
        assertThat(cache(LIMIT).clear()).isEqualTo(1);
        assertThat(stats()).isEqualTo(new ResponseCache.Stats(0, 0, LIMIT / 16, 0, 0, 0, 0));
    }

    @Test
    void severalMayUseOneFolderAtOnce() throws Exception {
        server.on("/f", counting("ETag: \"1\"\r\n"));
        get("/f?0");
        List<Thread> threads = Stream.generate(() -> Thread.ofPlatform().unstarted(() -> {
                    try {
                        for (int i = 0; i < 20; i++) {
                            assertThat(get("/f?" + i % 5)).startsWith("body");
                        }
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                }))
                .limit(4)
                .toList();
        List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
        threads.forEach(thread -> thread.setUncaughtExceptionHandler((_, e) -> failures.add(e)));
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(files()).hasSize(5);
    }

    @Test
    void withoutAFolderNothingIsKept() throws IOException {
        server.on("/f", counting("Cache-Control: max-age=60\r\nETag: \"1\"\r\n"));
        try (RemoteClient client = net.client();
                ResponseCache none = ResponseCache.none()) {
            Documents documents = new Documents(client, none);
            documents.get(request("/f"), true, Clock.endless());
            assertThat(documents.get(request("/f"), true, Clock.endless()).bytes())
                    .isEqualTo("body 1".getBytes(UTF_8));
        }
        assertThat(folder).isEmptyDirectory();
    }
}
