package dev.assay.connectors.github;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.connectors.github.Tempo.Resource;
import dev.assay.connectors.remote.Answer;
import dev.assay.connectors.remote.FaultServer;
import dev.assay.connectors.remote.RemoteClient;
import dev.assay.connectors.remote.RemoteRequest;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.UnreachableException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TempoTest {
    private static final Duration QUIET = Duration.ofSeconds(60);

    @TempDir
    Path home;

    /** What is made of an answer with these headers. */
    private <T> T with(String headers, RemoteClient.Reading<T> reading) throws IOException {
        try (FaultServer server = new FaultServer();
                RemoteClient client = GitHubFixture.client(home)) {
            server.on("/x", FaultServer.status("200 OK", headers));
            try (Answer answer = client.get(RemoteRequest.named(server.url("/x")), Clock.endless())) {
                return reading.of(answer);
            }
        }
    }

    @Test
    void aRefusalHalvesAndAnswersRestore() throws IOException {
        Tempo tempo = new Tempo(10, QUIET);
        assertThat(tempo.places(Resource.CORE)).isEqualTo(10);
        with("", tempo::refused);
        assertThat(tempo.places(Resource.CORE)).isEqualTo(5);
        for (int i = 0; i < 5; i++) {
            with("", tempo::refused);
        }
        assertThat(tempo.places(Resource.CORE)).isEqualTo(1);
        for (int i = 0; i < 20 * 20; i++) {
            tempo.answered();
        }
        assertThat(tempo.places(Resource.CORE)).isEqualTo(10);
    }

    @Test
    void whatIsToldIsWaitedForAndElseLongerEachTime() throws IOException {
        Tempo tempo = new Tempo(10, QUIET);
        assertThat(with("Retry-After: 7\r\n", tempo::refused)).isEqualTo(Duration.ofSeconds(7));
        assertThat(with("", tempo::refused)).isEqualTo(QUIET.multipliedBy(2));
        assertThat(with("", tempo::refused)).isEqualTo(QUIET.multipliedBy(4));
        tempo.answered();
        assertThat(with("", tempo::refused)).isEqualTo(QUIET);
        String date = "Date: Thu, 01 Jan 1970 00:16:40 GMT\r\n"; // 1000: the server's clock counts, not ours
        assertThat(with(date + "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 1030\r\n", tempo::refused))
                .isEqualTo(Duration.ofSeconds(30));
        for (String nonsense : new String[] {
            "x-ratelimit-reset: 1030\r\n",
            "x-ratelimit-remaining: 0\r\n",
            "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 99999999999999\r\n",
            "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: -5\r\n",
            date + "x-ratelimit-remaining: 0\r\nx-ratelimit-reset: 999999\r\n"
        }) {
            tempo.answered();
            assertThat(with(nonsense, tempo::refused)).as(nonsense).isEqualTo(QUIET);
        }
    }

    @Test
    void thereAreFewerAtOnceAsTheHourRunsOut() throws IOException {
        Tempo tempo = new Tempo(10, QUIET);
        for (int[] each : new int[][] {{5000, 10}, {100, 10}, {55, 5}, {9, 1}, {1, 1}}) {
            note(tempo, "x-ratelimit-remaining: " + each[0] + "\r\n");
            assertThat(tempo.places(Resource.CORE)).isEqualTo(each[1]);
            assertThat(tempo.places(Resource.GRAPHQL)).isEqualTo(10);
        }
    }

    @Test
    void nobodyBeginsWhatCannotEndInTime() throws IOException {
        Tempo tempo = new Tempo(10, QUIET);
        note(tempo, "Date: Thu, 01 Jan 1970 00:16:40 GMT\r\nx-ratelimit-remaining: 0\r\nx-ratelimit-reset: 4000\r\n");
        Clock clock = new Clock(System.nanoTime() + Duration.ofMinutes(10).toNanos(), new AtomicBoolean());
        assertThatThrownBy(() -> tempo.enter(Resource.CORE, clock))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("used up");
        tempo.enter(Resource.GRAPHQL, clock);
        tempo.leave();
    }

    private void note(Tempo tempo, String headers) throws IOException {
        with(headers, answer -> {
            tempo.noted(Resource.CORE, answer);
            return true;
        });
    }
}
