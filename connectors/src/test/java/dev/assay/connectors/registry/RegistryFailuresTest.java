package dev.assay.connectors.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.registry.FakeRegistries.Published;
import dev.assay.connectors.remote.ResponseCache;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import dev.assay.engine.fact.RegistryRecord;
import dev.assay.engine.fact.RegistryRecord.Existence;
import dev.assay.engine.scan.Registries.Detail;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A registry that does not answer as one does: nothing of it counts as an answer, nothing hangs. */
@Timeout(60)
class RegistryFailuresTest {
    private static final Published OLD = Published.established("ann", "https://github.com/ann/thing");
    private static final String[][] NAMES = {
        {"npm", "thing"}, {"pypi", "thing"}, {"cargo", "thing"}, {"maven", "org.ann:thing"},
        {"golang", "github.com/ann/thing"}, {"gem", "thing"}, {"nuget", "thing"}, {"composer", "ann/thing"}
    };

    private final FakeRegistries fake = new FakeRegistries();

    @TempDir
    Path home;

    @AfterEach
    void close() {
        fake.close();
    }

    private static void publishAll(FakeRegistries fake) {
        for (String[] name : NAMES) {
            fake.publish(name[0], name[1], OLD);
        }
    }

    private static FakeRegistries.Behaviour says(int status, String body) {
        return exchange -> {
            FakeRegistries.send(exchange, status, body);
            return true;
        };
    }

    private void noneAnswers(String reason) throws IOException {
        try (RegistryFixture net = RegistryFixture.of(fake, home)) {
            for (String[] name : NAMES) {
                for (Detail detail : Detail.values()) {
                    assertThatThrownBy(() -> net.ask(name[0], name[1], detail))
                            .as(name[0] + " " + detail)
                            .isInstanceOf(UnreachableException.class)
                            .hasMessageContaining(reason);
                }
            }
        }
    }

    @Test
    void aProblemOfItsOwn() throws IOException {
        fake.behave(says(500, "oops"));
        noneAnswers("has a problem of its own (HTTP 500)");
    }

    @Test
    void tooManyRequests() throws IOException {
        fake.behave(says(429, ""));
        noneAnswers("wants fewer requests (HTTP 429)");
    }

    @Test
    void forbidden() throws IOException {
        fake.behave(says(403, "<html>"));
        noneAnswers("forbids it (HTTP 403)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><body>Log in to the network</body></html>",
                "",
                "{}",
                "[1",
                "null",
                "{\"name\":\"thing\"",
                "{\"name\":\"another\",\"versions\":{\"1.0.0\":{}}}"
            })
    void somethingElse(String body) throws IOException {
        fake.behave(says(200, body));
        noneAnswers("127.0.0.1");
    }

    /** Who looks for the fault looks at the host that has it. */
    @Test
    void aRedirectToAHostThatThereIsNotNamesThatOne() throws IOException {
        fake.behave(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://registry.invalid/thing");
            FakeRegistries.send(exchange, 302, "");
            return true;
        });
        noneAnswers("no address is known for registry.invalid");
    }

    @Test
    void aCutAnswer() throws IOException {
        publishAll(fake);
        fake.behave(exchange -> {
            String path = exchange.getRequestURI().getRawPath();
            String body = fake.reply(path, exchange.getRequestHeaders().getFirst("Accept"));
            FakeRegistries.send(exchange, 200, body.substring(0, body.length() / 2));
            return true;
        });
        try (RegistryFixture net = RegistryFixture.of(fake, home)) {
            for (String type : List.of("npm", "pypi", "cargo", "nuget", "composer")) {
                assertThatThrownBy(() -> net.ask(type, type.equals("composer") ? "ann/thing" : "thing", Detail.HISTORY))
                        .as(type)
                        .isInstanceOf(UnreachableException.class);
            }
        }
    }

    @Test
    void aRedirectToAPrivateAddressThatNobodyNamed() throws IOException {
        try (FakeRegistries elsewhere = new FakeRegistries()) {
            publishAll(elsewhere);
            fake.behave(exchange -> {
                exchange.getResponseHeaders()
                        .set("Location", elsewhere.url("npm").replace("127.0.0.1", "localhost") + "thing");
                exchange.sendResponseHeaders(302, -1);
                return true;
            });
            noneAnswers("private address");
            assertThat(elsewhere.asked()).isEmpty();
        }
    }

    @Test
    void aDeadPort() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Map<String, String> urls = new HashMap<>();
        for (String key : RegistryFixture.KEYS) {
            urls.put(key, "http://127.0.0.1:" + port + "/");
        }
        try (RegistryFixture net = new RegistryFixture(urls, home, ResponseCache.none(), RegistryOptions.TIMEOUT)) {
            for (String[] name : NAMES) {
                assertThatThrownBy(() -> net.ask(name[0], name[1], Detail.EXISTENCE))
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageContaining("does not accept the connection");
            }
        }
    }

    @Test
    void oneThatDoesNotEnd() throws IOException {
        fake.behave(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream out = exchange.getResponseBody();
            out.write("{\"name\":\"thing\",\"readme\":\"".getBytes(StandardCharsets.UTF_8));
            byte[] more = "x".repeat(1000).getBytes(StandardCharsets.UTF_8);
            try {
                for (int i = 0; i < 5_000; i++) {
                    out.write(more);
                    out.flush();
                    Thread.sleep(1);
                }
            } catch (IOException | InterruptedException e) {
                return true; // given up, as it should be
            }
            return true;
        });
        try (RegistryFixture net = new RegistryFixture(
                Map.of("npm", fake.url("npm")), home, ResponseCache.none(), Duration.ofSeconds(1))) {
            assertThatThrownBy(() -> net.ask("npm", "thing", Detail.HISTORY))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("did not answer within 1 s");
        }
    }

    /** 300 MB of spaces in 300 KB. */
    @Test
    void aBomb() throws IOException {
        fake.behave(exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write("{\"name\":\"thing\",\"x\":\"".getBytes(StandardCharsets.UTF_8));
                byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
                for (int i = 0; i < 300; i++) {
                    out.write(spaces);
                }
            } catch (IOException e) {
                return true; // given up, as it should be
            }
            return true;
        });
        try (RegistryFixture net = RegistryFixture.of(fake, home)) {
            assertThatThrownBy(() -> net.ask("npm", "thing", Detail.HISTORY))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("more than 268435456 bytes");
        }
    }

    @Test
    void aZippedAnswerIsRead() throws IOException {
        publishAll(fake);
        fake.behave(exchange -> {
            String body = fake.reply(
                    exchange.getRequestURI().getRawPath(),
                    exchange.getRequestHeaders().getFirst("Accept"));
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = new GZIPOutputStream(exchange.getResponseBody())) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
            return true;
        });
        try (RegistryFixture net = RegistryFixture.of(fake, home)) {
            for (String[] name : NAMES) {
                assertThat(net.ask(name[0], name[1], Detail.EXISTENCE).existence())
                        .isEqualTo(Existence.EXISTS);
            }
        }
    }

    /** After a few packages the rest is not tried, and is told why. */
    @Test
    void oneThatNeverAnswersIsLeftAlone() throws IOException {
        fake.behave(says(500, ""));
        try (RegistryFixture net = RegistryFixture.of(fake, home)) {
            for (int i = 0; i < 100; i++) {
                String name = "thing" + i;
                assertThatThrownBy(() -> net.ask("npm", name, Detail.EXISTENCE))
                        .isInstanceOf(UnreachableException.class)
                        .hasMessageContaining("HTTP 500");
            }
            fake.publish("pypi", "thing", OLD);
            fake.behave(exchange -> false);
            assertThat(net.ask("pypi", "thing", Detail.EXISTENCE).existence()).isEqualTo(Existence.EXISTS);
        }
        assertThat(fake.asked())
                .as("five packages, twice each, and the one of PyPI")
                .hasSize(11);
    }

    @Test
    void itWaitsAsLongAsTheRegistryWishesAndAllDo() throws Exception {
        fake.publish("npm", "thing", OLD).publish("npm", "other", OLD);
        AtomicInteger number = new AtomicInteger();
        AtomicReference<Instant> quietUntil = new AtomicReference<>();
        List<Instant> early = new ArrayList<>();
        fake.behave(exchange -> {
            if (number.getAndIncrement() == 0) {
                quietUntil.set(Instant.now().plusSeconds(1));
                exchange.getResponseHeaders().set("Retry-After", "1");
                FakeRegistries.send(exchange, 429, "");
                return true;
            }
            if (Instant.now().isBefore(quietUntil.get())) {
                early.add(Instant.now());
            }
            return false;
        });
        try (RegistryFixture net = RegistryFixture.of(fake, home)) {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                Future<RegistryRecord> first = threads.submit(() -> net.ask("npm", "thing", Detail.EXISTENCE));
                while (number.get() == 0) {
                    Thread.sleep(1);
                }
                Thread.sleep(100);
                assertThat(net.ask("npm", "other", Detail.EXISTENCE).existence())
                        .isEqualTo(Existence.EXISTS);
                assertThat(first.get().existence()).isEqualTo(Existence.EXISTS);
            }
        }
        assertThat(early).isEmpty();
    }

    /** Three requests cannot be done before two pauses are over, however they are sent. */
    @Test
    void requestsBeginSoFarApartAsTheHostWishes() throws Exception {
        try (RegistryFixture net = RegistryFixture.of(fake, home);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            net.client.pace(HttpUrl.get(fake.url("npm")), Duration.ofMillis(300));
            Instant began = Instant.now();
            List<Future<RegistryRecord>> all = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                String name = "thing" + i;
                all.add(threads.submit(() -> net.ask("npm", name, Detail.EXISTENCE)));
            }
            for (Future<RegistryRecord> each : all) {
                assertThat(each.get().existence()).isEqualTo(Existence.ABSENT);
            }
            assertThat(Duration.between(began, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(600));
        }
    }

    @Test
    void oneThatIsAskedForByManyIsAskedForOnce() throws Exception {
        fake.publish("npm", "thing", OLD).latency(200);
        try (RegistryFixture net = RegistryFixture.of(fake, home);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RegistryRecord>> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                all.add(threads.submit(() -> net.ask("npm", "thing", Detail.HISTORY)));
            }
            for (Future<RegistryRecord> each : all) {
                assertThat(each.get().existence()).isEqualTo(Existence.EXISTS);
            }
        }
        assertThat(fake.asked()).hasSize(1);
    }

    @Test
    void noMoreThanTheirPlacesAreAskedAtOnce() throws Exception {
        fake.latency(20);
        try (RegistryFixture net = RegistryFixture.of(fake, home);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RegistryRecord>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                String name = "thing" + i;
                all.add(threads.submit(() -> net.ask("npm", name, Detail.EXISTENCE)));
            }
            for (Future<RegistryRecord> each : all) {
                assertThat(each.get().existence()).isEqualTo(Existence.ABSENT);
            }
        }
        assertThat(fake.mostAtOnce()).isEqualTo(10);
    }

    @Test
    void anAnswerIsKeptForAnHourAndNothingForFiveMinutes() throws IOException {
        fake.publish("npm", "thing", OLD);
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
        InstantSource clock = now::get;
        Duration[] passed = {Duration.ofMinutes(4), Duration.ofMinutes(6), Duration.ofMinutes(61)};
        int[] requests = {0, 1, 2};
        ask(clock);
        assertThat(fake.asked()).hasSize(2);
        int sofar = 2;
        Instant begin = now.get();
        for (int i = 0; i < passed.length; i++) {
            now.set(begin.plus(passed[i]));
            ask(clock);
            sofar += requests[i];
            assertThat(fake.asked()).as("after " + passed[i]).hasSize(sofar);
        }
    }

    private void ask(InstantSource clock) throws IOException {
        ResponseCache cache = new ResponseCache(Optional.of(home.resolve("kept")), 1L << 30, clock);
        try (RegistryFixture net = RegistryFixture.of(fake, home, cache)) {
            RegistryRecord thing = net.ask("npm", "thing", Detail.HISTORY);
            assertThat(thing.owners()).containsExactly("ann", "helper");
            assertThat(net.ask("npm", "none", Detail.HISTORY).existence()).isEqualTo(Existence.ABSENT);
        }
    }

    @Test
    void whatIsCancelledEnds() throws IOException {
        fake.latency(1_500);
        try (RegistryFixture net = RegistryFixture.of(fake, home)) {
            Clock clock = Clock.endless().within(Duration.ofMillis(200));
            assertThatThrownBy(() ->
                            net.registries.ask(RegistryFixture.coordinates("npm", "thing"), Detail.EXISTENCE, clock))
                    .isInstanceOf(dev.assay.engine.bytes.BudgetExceededException.class);
            fake.latency(0);
        }
    }
}
